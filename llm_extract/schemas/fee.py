"""Fees collected and waived for requests."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import RUN

# Charged for other things; searched left of the number, as another fee may follow it.
_OTHER_KIND = r"(?:抚养|排污|管理|资源|保险|登记|考试|报名|养护|维护|清运|处置|配套|占用|使用|评审|鉴定|检验|检疫|通行)费"
_OTHER_FEE = r"技术服务|服务收费|经营|培训费|检测|行政事业性|罚款|税|社保|物业|学费|停车|水费|诉讼费|代理|采购|投资|涉企"
_MONEY = ("元", "万元", "")


class Fee(IndicatorGroup):
    """Money taken for answering requests; 行政事业性收费 is another thing."""

    group = "fee"
    home = frozenset({Topic.FEE})
    words = "费|免"

    collected: Stated = indicator(
        "依申请公开信息收取的费用",
        "万元",
        "元",
        Cue(
            rf"(?:收取|收费|收入){RUN}{{0,18}}?(?:费用?|成本|金额|收费)?(?:总额|合计|金额)*",
            gap=4,
            topics=("fee", "request"),
            unless=rf"{_OTHER_FEE}|减免|信息处理费|经费",
            against=_OTHER_KIND,
        ),
        Cue(
            rf"(?:检索|复制|邮寄|工本){RUN}{{0,12}}费(?:用)?",
            gap=4,
            unless=rf"{_OTHER_FEE}|减免|信息处理费",
        ),
        none=r"(?<!事业性)收费(?!通知)|收过费|收取(?![^,。]{0,4}(?:信息处理费|行政事业))|(?<!减免)(?<!减免的)(?<!减免相关)(?<!减免有关)(?<!处理)费用(?!减免|支出)",
        alien=_OTHER_FEE,
        core=r"费|收取|成本|收入|金额",
    )
    waived: Stated = indicator(
        "减免金额/件数",
        "元",
        "万元 件",
        Cue(rf"减免{RUN}{{0,12}}", gap=4, topics=("fee", "request"), unless=r"税|租金"),
        none=r"减免",
        alien=_OTHER_FEE,
        words="减|免",
        core=r"减免|免",
    )
    information_processing: Stated = indicator(
        "信息处理费",
        "元",
        "万元 件",
        Cue(rf"信息处理费{RUN}{{0,10}}", gap=4),
        Cue(r"(?:信息处理费|通知收费|收费通知)[^。@]{0,40}实际收取", gap=3),
        Cue(r"收取", after=r"[^,。;#]{0,4}信息处理费", gap=4),
        none=r"信息处理费",
        alien=_OTHER_FEE,
        words="处理费|收取",
        core=r"信息处理费|处理费|收取",
    )
    notices: Stated = indicator(
        "发出收费通知件数",
        "件",
        "份 次",
        Cue(r"(?:发出|送达|出具|制发)?收费通知(?:书|单)?(?:数|件数)?", gap=3),
        none=r"收费通知",
        alien=_OTHER_FEE,
        words="通知",
        core=r"收费通知|通知|收费",
    )
    notified_amount: Stated = indicator(
        "发出收费通知总金额",
        "元",
        "万元",
        Cue(r"(?:收费通知|通知收费)[^。;]{0,12}(?:总)?金额", gap=3),
        alien=_OTHER_FEE,
        words="通知|金额",
        core=r"收费|通知|金额",
    )
