"""Complaints and reports."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator
from llm_extract.schemas._words import CALL, LETTERBOX


class Complaint(IndicatorGroup):
    """Complaints about disclosure itself, not about what the agency supervises."""

    group = "complaint"
    home = frozenset({Topic.REVIEW})
    words = "举报|投诉"

    total: Stated = indicator(
        "举报投诉数量",
        "件",
        "起 宗 次 例",
        Cue(
            r"(?:举报[、和及]?投诉|投诉[、和及]?举报|举报|投诉)(?:案件|数量|数|的)*",
            gap=4,
            topics=("public",),
            unless=rf"{CALL}|{LETTERBOX}|咨询|消费|市场|食品|环境|价格|12\d{{3}}|产品|劳动|率",
        ),
        none=r"举报|投诉",
        core=r"举报|投诉",
        alien=r"信访|来访|上访",
    )
