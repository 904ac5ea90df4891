"""Information published on the agency's own initiative, and its channels."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import (
    BEFORE_NOW,
    INFO,
    JOINT,
    NOT_ALL,
    ONE_CHANNEL,
    PUBLISH,
    REACH,
    RUN,
    SITE,
    SUBSET,
)


class Disclosure(IndicatorGroup):
    """Counts of information published during the year; `cumulative` alone goes back further."""

    group = "disclosure"
    home = frozenset({Topic.DISCLOSURE})

    total: Stated = indicator(
        "主动公开政府信息数",
        "条",
        "条次 件 篇 则 份",
        Cue(
            rf"主动(?:向社会)?公开(?:的|了|各类|各项)?(?:{RUN}{{0,8}})?{INFO}",
            unless=NOT_ALL,
        ),
        Cue(
            rf"公开(?:的|了)?(?:各类|政府|政务|各项|各种|相关|有关|本机关|全市|全县|全区)*{INFO}",
            unless=rf"{NOT_ALL}|申请公开|不予|新闻稿",
        ),
        Cue(
            r"主动公开(?:了|的)?",
            after=r"(?:各类|政府|政务|各项|的)*信息",
            gap=4,
            unless=NOT_ALL,
        ),
        Cue(
            r"(?:主动)?公开(?:了|的)?",
            after=r"(?:各类|政府|政务|的)+信息",
            gap=4,
            unless=rf"{NOT_ALL}|申请公开|不予",
        ),
        Cue(
            r"信息#[条件份篇],?其中[,:]?主动公开(?:了|的)?",
            gap=1,
            unless=rf"{SUBSET}|{BEFORE_NOW}",
        ),
        Cue(
            r"(?:政府|政务)?信息(?:主动)?公开(?:总)?(?:数量|总量|总数|量|数|条数)",
            unless=rf"{NOT_ALL}|依申请",
        ),
        Cue(
            r"(?:发布|公布|提供)(?:各类|各项|各种)?(?:政府|政务)(?:公开)?信息(?:数量|总量|总数|数|量)?",
            unless=NOT_ALL,
            against=ONE_CHANNEL,
        ),
        Cue(
            rf"{PUBLISH}(?:了)?",
            after=r"主动公开(?:的)?(?:政府|政务)?信息",
            gap=2,
            unless=NOT_ALL,
        ),
        Cue(rf"信息公开{RUN}{{0,8}}发布{INFO}", unless=NOT_ALL),
        Cue(
            rf"(?:主动|向社会)公开(?:了|涉及|有关)?{RUN}{{4,50}}等(?:{RUN}{{0,6}}(?:方面|领域|内容))?(?:的)?(?:政府|政务|各类|相关)*信息",
            unless=rf"{ONE_CHANNEL}|依申请|不予|其中|重点领域",
        ),
        Cue(rf"(?:{JOINT}){RUN}{{0,8}}(?:公开|公布|发布)(?:了|各类|相关|有关)*信息"),
        aliases="主动公开信息数 主动公开政府资讯数",
        none=r"主动公开(?:的)?(?:政府)?信息",
    )
    normative_documents: Stated = indicator(
        "主动公开规范性文件数",
        "条",
        "条次 件 个 份 篇",
        Cue(
            rf"公开(?:的|了|本机关)?{RUN}{{0,12}}规范性文件(?:数量|总数|数)?",
            unless=r"制发|制定|重点领域|现行有效|废止",
        ),
        Cue(r"公开(?:了)?", after=r"(?:行政)?规范性文件", gap=3),
        Cue(rf"{PUBLISH}(?:了)?(?:行政)?规范性文件(?:数量|总数|数)?", units=("条", "条次", "篇")),
        Cue(
            r"规范性文件#[件个份部],?(?:其中)?(?:均|全部)?(?:主动)?公开(?:了)?",
            gap=1,
            units=("条", "件", "份", "个"),
        ),
        Cue(
            r"规范性文件[^。]{0,24}其中",
            after=r"(?:已|均已?)?(?:全部)?(?:主动|依法)?公开",
            gap=2,
            units=("条", "件", "份", "个"),
        ),
        none=r"公开规范性文件",
    )
    normative_documents_issued: Stated = indicator(
        "制发规范性文件总数",
        "件",
        "个 份 部",
        Cue(
            rf"(?:制发|制定|出台|印发|发布|下发|颁布|起草|新制)(?:并公开|并公布|出台|印发|的|了|发布|实施)*{RUN}{{0,8}}规范性文件(?:总)?(?:数量|数)?",
            unless=r"废止|清理|解读|审查",
        ),
        Cue(
            r"(?:制发|制定|出台|印发|发布|下发|颁布)(?:并公开|出台|印发|发布|了)*",
            after=r"(?:行政)?规范性文件",
            gap=4,
            unless=r"废止|清理|解读|审查",
        ),
        none=r"(?:制发|制定|出台|印发|发布)(?:过)?(?:行政)?规范性文件",
    )
    gazette: Stated = indicator(
        "政府公报公开政府信息数",
        "条",
        "篇 件",
        Cue(
            rf"(?:公报|政报)(?:》)?{REACH}{{0,24}}{PUBLISH}(?:{RUN}{{0,8}}(?:信息|文件|文章|稿件))?(?:数量|数)?",
            unless=r"网站.{0,12}(?:发布|公开)|栏目|网站[^#,。]{0,6}[、和及与]",
        ),
        Cue(
            rf"(?:公报|政报)(?:》)?[^。;#]{{0,12}}#[期份册][^。;#]{{0,8}}{PUBLISH}{RUN}{{0,8}}(?:信息|文件|文章|稿件)",
        ),
        Cue(rf"(?:公报|政报)(?:》)?{RUN}{{0,6}}", gap=2, unless=r"期"),
    )
    website: Stated = indicator(
        "政府网站公开政府信息数",
        "条",
        "篇 件 则 条次",
        Cue(
            rf"{SITE}(?![^#,。]{{0,4}}[、和及与][^#,。]{{0,12}}(?:公[开示告]栏|宣传栏|报|微信|微博|公众号|渠道|场所|档案馆|图书馆)){REACH}{{0,26}}?{PUBLISH}(?:{RUN}{{0,10}}(?:信息|文章|稿件|内容|文件|新闻))?(?:数量|总量|总数|数|量)?",
            unless=r"(?:网站|平台|专栏).{0,40}(?:等)?(?:各种|各类|多种|等)(?:渠道|途径|方式|形式)|微信|微博|新媒体|公报|意见|解读|重点领域|规范性文件|留言|依申请公开申请|回复|(?<![各多])类(?:的)?信息|(?:公开|发布)[条件篇],|主渠道|主阵地|主平台|,其中|预算|决算|(?:工作动态|通知公告|公告公示|公示公告)#",
        ),
        Cue(
            rf"{SITE}{RUN}{{0,6}}(?:信息|更新|发布)(?:更新)?(?:数量|总量|总数|数|量|条数)",
            unless=r"微信|微博|公报|解读",
        ),
        Cue(r"(?:门户)?(?:网站|官网|政府网)", gap=3, unless=r"微信|微博|访问|个网站|栏目|公报"),
        Cue(
            rf"{SITE}{REACH}{{0,20}}?{PUBLISH}(?:了)?",
            after=rf"(?:{RUN}{{0,6}})信息",
            gap=4,
            unless=r"等(?:渠道|途径|方式|形式)|微信|微博|新媒体|公报|解读|重点领域",
        ),
        Cue(
            rf"栏目{REACH}{{0,16}}(?:更新|发布)(?:各类)?信息", unless=r"微信|微博|(?<![各多])类信息"
        ),
    )
    weibo: Stated = indicator(
        "政务微博公开政府信息数",
        "条",
        "篇 条次",
        Cue(
            rf"微博(?![^#,]{{0,3}}微信)(?:》)?{RUN}{{0,14}}",
            gap=6,
            unless=rf"微信[^#,]{{0,3}}微博|微博[^#,]{{0,3}}微信|粉丝|两微|双微|评论|转发|新媒体|{JOINT}",
        ),
        Cue(
            rf"微博(?![^#,]{{0,3}}微信){REACH}{{0,40}}{PUBLISH}(?:{RUN}{{0,8}}信息)",
            gap=4,
            unless=r"微信|粉丝|网站|两微|双微|新媒体|评论|转发|抖音|头条|平台|公众号",
        ),
    )
    wechat: Stated = indicator(
        "政务微信公开政府信息数",
        "条",
        "篇 条次 期",
        Cue(
            rf"(?:微信|公众号|订阅号)(?![^#,]{{0,3}}微博){RUN}{{0,16}}",
            gap=6,
            unless=rf"微博[^#,]{{0,3}}微信|微信[^#,]{{0,3}}微博|粉丝|两微|双微|关注|新媒体|抖音|{JOINT}",
        ),
        Cue(
            rf"(?:微信|公众号|订阅号)(?![^#,]{{0,3}}微博){REACH}{{0,30}}{PUBLISH}(?:{RUN}{{0,8}})",
            gap=4,
            unless=rf"微博[^#,]{{0,3}}微信|微信[^#,]{{0,3}}微博|粉丝|网站|两微|双微|抖音|头条|{JOINT}",
        ),
    )
    other_channels: Stated = indicator(
        "其他方式公开政府信息数",
        "条",
        "次 条次 件",
        Cue(
            rf"(?:其他|其它)(?:渠道|方式|途径|形式|媒体|平台){RUN}{{0,12}}",
            unless=r"办理|答复|申请|回应|告知",
        ),
        Cue(
            rf"(?:报纸|报刊|电视|广播|电台|公[开示告]栏(?!目)|宣传栏(?!目)|电子屏|显示屏){REACH}{{0,16}}(?:公开|发布|刊登|公布)(?:{RUN}{{0,8}}信息)?",
            unless=r"网站|微信|微博",
        ),
        aliases="其它方式公开政府信息数",
    )
