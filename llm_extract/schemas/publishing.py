"""What else prose says of publishing: stocks, gazettes, visits, columns; no row of a form."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import REACH, RUN

_HANDOUT = r"明白[纸卡]|便民卡|连心卡|倡议书|(?<=印发)告知书|(?<=发放)告知书|公开信(?![息件函访])|一封信|小册子"


class Publishing(IndicatorGroup):
    """The indicators of disclosure that only prose states."""

    group = "disclosure"
    home = frozenset({Topic.DISCLOSURE})

    cumulative: Stated = indicator(
        "历年累计主动公开数",
        "条",
        "条次 件",
        Cue(
            rf"(?:历年|\d{{4}}年{REACH}{{0,14}}(?:以来|起|至今){REACH}{{0,10}}|(?:目前|至今){REACH}{{0,8}})(?<!年度)(?<![全本当]年)(?<!年内)(?:累[计积]|总计|共计|共)(?:已)?{REACH}{{0,10}}公开{RUN}{{0,6}}(?:信息)?(?:总)?(?:数量|数)?",
            unless=r"依申请|规章|规范性文件",
        ),
        Cue(
            rf"(?:[到至]{RUN}{{0,6}}年?[底末]|截[至止]{REACH}{{0,24}})(?<!年度)(?<![全本当]年)(?<!年内)累[计积](?:已)?{REACH}{{0,10}}公开{RUN}{{0,6}}(?:信息)?(?:总)?(?:数量|数)?",
            unless=r"依申请|规章|规范性文件",
        ),
        Cue(r"历年累[计积]", gap=2, against=r"申请|复议|诉讼|咨询|访问|点击|收费|费用"),
        Cue(
            rf"(?:累[计积]|总计|共计)(?:已)?{REACH}{{0,10}}公开{RUN}{{0,6}}(?:信息)?(?:总)?(?:数量|数)?",
            after=r"[^。]{0,30}其中[^#。]{0,8}(?:本年|当年|今年|新增)",
            gap=6,
        ),
        Cue(
            rf"截[至止]{REACH}{{0,24}}公开(?:政府|政务)?信息(?:共)?",
            after=r",(?:其中,?)?(?:(?:本|当|今)年度?|年内)新增",
            gap=6,
        ),
        stock=True,
        words="累计|历年|总计|共计|以来|截[至止]|至今",
    )
    website_columns: Stated = indicator(
        "网站栏目/专题数",
        "个",
        "项",
        Cue(
            rf"(?:开设|设立|设置|建立|建设|开辟|推出|新增|增设|共有|设有|新建|新设|开通|包括){REACH}{{0,60}}?",
            after=r"(?:[一二三]级|子|大|类|专题|特色|重点|主|新|目录|信息公开)*(?:专栏|专题|栏目|子栏目)",
            gap=60,
            unless=r"公报|取消|广播|电视|报",
        ),
        Cue(r"(?:专栏|专题|栏目)(?:数量|数)?", gap=2, unless=r"公报|取消|发布信息"),
        Cue(after=r"(?:子栏目|专题专栏)", unless=r"公报|取消"),
        stock=True,
        words="栏|专题|目录",
    )
    gazette_issues: Stated = indicator(
        "公报期数",
        "期",
        "",
        Cue(
            rf"(?:(?:公报|政报)(?:》)?{REACH}{{0,12}}|出刊)",
            gap=4,
            against=r"(?:资源|水质|质量|状况|统计|环境|普查|公共|气象)公报",
        ),
        Cue(
            r"(?:编印|编发|出版|出刊|发行|编辑|刊发|印发|编制)(?:了)?",
            after=r"(?:[^,。;#]{0,10})(?:公报|政报)",
        ),
        words="公报|政报|刊",
    )
    gazette_copies: Stated = indicator(
        "公报/资料发放份数",
        "份",
        "本 册",
        Cue(
            rf"(?:公报|政报|资料|手册|指南|宣传[单册页品画]|传单|折页|读本|汇编|宣传材料|{_HANDOUT}){REACH}{{0,30}}",
            gap=8,
            unless=r"答复|意见|文件(?!汇编)|申请|问卷|报告",
        ),
        Cue(
            r"(?:发放|赠阅|印制|印发|派发|投放|散发|印刷|赠送|发行|分发)(?:了)?",
            after=rf"[^,。;#]{{0,12}}(?:公报|政报|资料|手册|指南|宣传|传单|折页|读本|{_HANDOUT})",
            gap=6,
        ),
        Cue(r"(?:免费发放|赠阅|印制|赠送)(?:了)?", gap=2, unless=r"光盘|口罩"),
        Cue(r"(?:公报|政报)[^。]{0,40}(?:赠阅|发放|发行|赠送|印制|印刷|派送)(?:了)?", gap=4),
        words="公报|政报|资料|册|宣传|单|卡|书|刊|读本|指南|赠|印|派",
    )
    new_media: Stated = indicator(
        "政务新媒体合计",
        "条",
        "篇 条次",
        Cue(
            rf"新媒体(?!{REACH}{{0,18}}[,、](?:官方|政务)?(?:微博|微信|抖音)){REACH}{{0,20}}",
            gap=8,
            against=r"(?:发布|推送|公开|发表)(?:了)?(?:政务)?(?:微博|微信|抖音)$",
            unless=r"粉丝|关注|网站",
        ),
        Cue(
            rf"(?:微博[、和及与]*(?:政务)?微信|微信[、和及与]*(?:政务)?微博|两微(?:一端)?|双微){REACH}{{0,24}}",
            gap=8,
            unless=r"粉丝|关注|分别|网站|(?:信息平台|公开平台|报[纸刊]|电视|广播|公[开示告]栏)[、和及与]",
        ),
        words="新媒体|微|矩阵|账号|客户端",
    )
    new_media_followers: Stated = indicator(
        "新媒体粉丝/关注数",
        "人",
        "个 名 位 户",
        Cue(
            r"(?:粉丝|听众|关注|订阅|(?:微信|微博|公众号|新媒体|客户端)[^#。]{0,20}用户)(?:总)?(?:用户|人数|数量|量|数|者)?(?:总)?(?:数|量)?",
            units=("人", "个", "名", "位", "户", "人次", ""),
        ),
        stock=True,
        words="粉丝|关注|听众|订|用户",
    )
    full_text_rate: Stated = indicator(
        "全文电子化率",
        "%",
        "",
        Cue(r"(?:全文电子化|电子化全文)(?:公开)?(?:率|比例|程度)?(?:的)?"),
        Cue(r"电子化率", gap=2),
        words="电子化|全文",
    )
    key_areas: Stated = indicator(
        "重点领域信息数",
        "条",
        "件 篇",
        Cue(
            rf"(?:重点领域|要点|重点工作){RUN}{{0,12}}信息(?:公开)?(?:数量|数)?",
            unless=r"(?<![各多])类(?:的)?信息",
        ),
        words="重点|领域|要点|信息|资讯",
    )
    normative_documents_repealed: Stated = indicator(
        "废止/清理规范性文件数",
        "件",
        "个 份 部",
        Cue(rf"(?:废止|失效)(?:的|了|和失效|或失效|、失效)*{RUN}{{0,8}}文件(?:数)?"),
        Cue(
            r"文件[^。]{0,30}(?:废止|宣布失效)(?:和失效|或失效|、失效|的)*",
            gap=2,
            unless=r"规章|修改",
        ),
        Cue(r"(?:废止|宣布失效)(?:了)?", after=r"[^,。;#]{0,8}文件"),
        none=r"废止(?:规范性)?文件",
        words="废止|失效|清理",
    )
    normative_documents_in_force: Stated = indicator(
        "现行有效规范性文件数",
        "件",
        "份 个 部",
        Cue(rf"(?:现行有效|继续有效)(?:的)?{RUN}{{0,10}}"),
        Cue(r"(?:现行有效|继续有效)(?:的)?", after=r"[^,。;#]{0,8}文件"),
        stock=True,
        words="有效",
    )
    documents_deposited: Stated = indicator(
        "移交/形成文件数",
        "份",
        "件 册",
        Cue(
            rf"(?:移交|移送|送交|形成|接收|送存|报送)(?:的|了|公开)*(?:政府)?{RUN}{{0,6}}(?:文件|政府信息|信息件|公开件|公文|纸质|资料)",
            unless=r"案卷|线索|规范性文件|网站",
        ),
        words="移[交送]|[送报]交|报送|送存|形成|接收",
    )
    website_visits: Stated = indicator(
        "网站访问量",
        "次",
        "人次 条次",
        Cue(
            r"(?:网站(?:的)?(?:年|总)*)?(?:访问|点击|浏览)(?:率|人次|总)?(?:量|数|次数|人数|总数)?(?:累计)?",
            units=("次", "人次", "条次", ""),
            against=r"信用[^#。]{0,8}网站|子站|专题网",
            unless=r"微信|公众号|文章|微博|小程序|视频|阅读|网页|专栏",
        ),
        stock=True,
        words="访问|点击|浏览|阅|流量",
    )
    proposals: Stated = indicator(
        "建议提案办理公开",
        "件",
        "条 份",
        Cue(
            rf"(?:建议[、和及与]?(?:政协(?:委员)?)?提案|议案[、和及与]?提案|提案建议){RUN}{{0,14}}",
            unless=r"分别",
        ),
        Cue(
            r"(?:办理|公开|承办|办复)(?:了)?",
            after=r"[^,。;#]{0,10}建议[、和及与]?[^,。;#]{0,6}提案",
            gap=8,
        ),
        words="建议|提案|议案|复文|代表|委员",
    )
