"""Answers to public concern: press conferences, interviews, interpretations, hotlines."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import LEADER, RUN


class Response(IndicatorGroup):
    """What the agency explained, answered and consulted about."""

    group = "response"
    home = frozenset({Topic.RESPONSE, Topic.CONSULTATION})

    total: Stated = indicator(
        "回应公众关注热点或重大舆情数",
        "次",
        "件 条 起 个",
        Cue(
            rf"回应(?:了)?{RUN}{{0,24}}(?:关切|热点|舆情|关注)(?:事项|问题|事件|的)?{RUN}{{0,10}}",
            gap=4,
            unless=r"率",
        ),
        Cue(
            rf"(?:关注热点|舆情){RUN}{{0,8}}(?:回应|回复|处置|引导|处理){RUN}{{0,6}}",
            gap=4,
            unless=r"率",
        ),
        Cue(
            rf"(?:处置|处理|回应|应对|回复)(?:了)?(?:政务|网络|涉及)?{RUN}{{0,8}}舆情(?:事件|信息)?",
            gap=4,
        ),
        Cue(r"回应(?:了)?", after=r"[^,。;#]{0,10}(?:关切|热点|舆情)", gap=8),
        none=r"(?:重大)?(?:政务)?舆情(?!风险|隐患|监测)",
    )
    press_conferences: Stated = indicator(
        "参加或举办新闻发布会总次数",
        "次",
        "场 期 场次",
        Cue(r"(?:新闻)?(?:发布会|发布活动|通气会)(?:活动)?(?:总)?(?:次数|场次)?", unless=LEADER),
        Cue(
            r"(?:召开|举办|举行|组织|参加|开展|组织召开)(?:了|各类|政府)*",
            after=r"[^,。;#]{0,12}(?:新闻发布|发布会|通气会|记者会)",
            unless=LEADER,
        ),
        none=r"新闻发布会",
    )
    press_conferences_by_leader: Stated = indicator(
        "主要负责同志参加新闻发布会次数",
        "次",
        "场",
        Cue(rf"{LEADER}{RUN}{{0,10}}(?:发布会|发布活动)(?:活动)?(?:总)?(?:次数)?", until=2018),
        Cue(
            rf"发布会[^。;]{{0,16}}{LEADER}{RUN}{{0,8}}(?:出席|参加|主持)(?:了)?", gap=2, until=2018
        ),
    )
    web_interviews: Stated = indicator(
        "政府网站在线访谈次数",
        "次",
        "期 场 场次",
        Cue(
            r"(?:在线|网上|网络|网站|线上)(?:在线)?(?:交流|直播)?访谈(?:活动|节目)?(?:次数)?",
            unless=r"电视|电台|主要负责|主要领导|一把手",
        ),
        Cue(
            r"(?:举办|开展|组织|进行|参加|制作)(?:了)?",
            after=r"[^,。;#]{0,10}(?:在线|网上|网络|网站|线上)(?:在线)?访谈",
            unless=r"电视|电台|主要负责|主要领导|一把手",
        ),
        Cue(after=r"(?:在线|网上|网络|线上)(?:在线)?访谈", unless=r"主要负责|主要领导|一把手"),
        aliases="政府网站线上访谈次数",
        none=r"(?:在线|网上|网络|网站)访谈",
    )
    web_interviews_by_leader: Stated = indicator(
        "主要负责同志参加政府网站在线访谈次数",
        "次",
        "期 场 场次",
        Cue(rf"(?:主要负责|主要领导|一把手){RUN}{{0,12}}访谈(?:活动)?(?:次数)?", until=2018),
        Cue(
            rf"访谈[^。;]{{0,16}}{LEADER}{RUN}{{0,8}}(?:出席|参加|参与|做客)(?:了)?",
            gap=2,
            until=2018,
        ),
    )
    policy_interpretations: Stated = indicator(
        "政策解读稿件发布数",
        "篇",
        "件 条 次 篇次 个 份 期",
        Cue(
            rf"(?:(?:政策|文件)?(?:图文)?解读|图解){RUN}{{0,10}}(?:数量|数)?",
            gap=4,
            unless=r"率|会议|培训|方案|阅读|点击|播放|解读等|和解读",
        ),
        Cue(
            r"(?:发布|公开|制作|编发|刊发|撰写|推出|转载|开展)(?:了|各类|原创)*",
            after=r"[^,。;#]{0,10}(?:政策)?(?:文件)?(?:图文)?(?:解读|图解)",
            gap=6,
            unless=r"率|培训",
        ),
        none=r"政策解读",
    )
    weibo_wechat: Stated = indicator(
        "微博微信回应事件数",
        "次",
        "件 起",
        Cue(
            rf"(?:微博|微信)(?:[、和及与]*(?:微信|微博))?{RUN}{{0,12}}",
            topics=("response",),
            unless=r"粉丝|关注",
        ),
    )
    other: Stated = indicator(
        "其他方式回应事件数",
        "次",
        "件 起",
        Cue(rf"(?:其他|其它)(?:方式|渠道|形式|途径){RUN}{{0,4}}回应{RUN}{{0,6}}"),
    )
    messages_answered: Stated = indicator(
        "领导信箱/留言办理数",
        "件",
        "条 封 次 个",
        Cue(
            rf"(?:信箱|留言|网民来信|网上信件|邮箱|互动交流|咨询投诉|民声|问政){RUN}{{0,18}}",
            gap=6,
            unless=r"依申请公开申请|热线|率",
        ),
        Cue(
            rf"(?:办理|回复|答复|受理|收到|处理){RUN}{{0,6}}",
            after=r"[^,。;#]{0,12}(?:信箱|留言|网民来信|网上信件)",
            gap=6,
        ),
        Cue(
            r"(?:信箱|留言|来信)[^。;]{0,20}#[条件封个]?[,、]?(?:已)?(?:全部)?(?:答复|回复|办理|办结)(?:了)?",
            gap=2,
            unless=r"依申请公开申请|热线|率",
        ),
    )
    hotline_calls: Stated = indicator(
        "热线来电数",
        "个",
        "件 次 人次 通 条 起 宗",
        Cue(rf"(?:来电|工单|话务){RUN}{{0,14}}", gap=6, unless=r"有效|满意|率"),
        Cue(
            rf"热线{RUN}{{0,14}}(?:受理|接听|接到|办理|处理|收到|办结|接办|承办){RUN}{{0,12}}",
            gap=6,
            unless=r"有效|率",
        ),
        Cue(
            rf"(?:受理|接听|接到|办理|处理|收到|承办|回复)(?:了)?{RUN}{{0,8}}热线(?:转办|事项|工单|诉求|来电|件)*",
            gap=3,
            unless=r"有效|率",
        ),
        Cue(
            rf"(?:受理|接听|接到|办理|处理|收到|承办)(?:了)?{RUN}{{0,6}}",
            after=r"[^,。;#]{0,14}(?:来电|工单|热线(?:事项|诉求|转办))",
            gap=6,
            unless=r"有效|率",
        ),
    )
    consultations: Stated = indicator(
        "咨询接待数",
        "人次",
        "件 条 次 个 起",
        Cue(
            r"(?:咨询|接待)(?:服务|事项|电话|数量|数|群众|来访|市民|公民|人员|问题|量|各类|办事|者|总|[、和及与](?:领导)?(?:投诉|指示|来访|接待|求助|来电)件?)*",
            gap=6,
            unless=r"查阅|率|参观|游客|旅客|就诊|患者|征收|拆迁|问答库|知识库|(?:热线|12[0-9]{3})(?![^。]{0,20}公开)",
        ),
        Cue(
            rf"(?:接待|接受){RUN}{{0,6}}咨询[^#,。;]{{0,26}}",
            gap=2,
            units=("人次",),
            unless=r"热线|率",
        ),
        Cue(
            rf"(?:接受|解答|回复|答复|受理|接待){RUN}{{0,8}}(?:咨询|接待){RUN}{{0,8}}",
            gap=4,
            unless=r"查阅|率|参观|游客|旅客|就诊|患者|征收|拆迁|热线",
        ),
        Cue(r"(?:接受|接待|解答|受理|答复|回复)(?:了)?", after=r"[^,。;#]{0,8}咨询", gap=6),
        none=r"公开[^,。;#]{0,8}咨询|^(?:收到|接到|接受|受理)?(?:过)?(?:任何|有关|相关|市民|群众|公众|社会|的)*咨询(?![^,。;#]{0,8}(?:机构|公司|师|费))",
        alien=r"^批#|信访|上访|接访",
    )
    consulted_drafts: Stated = indicator(
        "意见征集数",
        "次",
        "条 件 项 个 期",
        Cue(
            rf"(?:征集|征求)(?:公众|社会|群众|民意|市民|社会各界|各方面|网上|公民|)*(?:意见|民意|建议)?(?:建议|活动|的)*{RUN}{{0,6}}",
            gap=4,
            unless=r"提案",
        ),
        Cue(rf"(?:意见征集|民意征集|网上调查|民意调查|征集调查|在线征集){RUN}{{0,6}}", gap=4),
        Cue(
            rf"(?:收到|征集到|收集|采纳|征得)(?:各类|各方|公众|群众|市民|网民|社会)*(?:意见|建议){RUN}{{0,6}}",
            gap=2,
            unless=r"提案|人大|政协|信箱",
        ),
        Cue(
            after=r"[^,。;#]{0,8}(?:公开)?(?:征求|征集)(?:公众|社会|各方)*意见",
            units=("件", "项", "个"),
        ),
        Cue(
            r"(?:开展|发布|组织|进行)(?:了)?",
            after=r"[^,。;#]{0,10}(?:意见征集|民意征集|征集|征求意见|网上调查|民意调查)",
            gap=6,
        ),
    )
