"""Appeals (申诉)."""

from llm_extract.records import Topic
from llm_extract.schemas._base import Cue, IndicatorGroup, Stated, indicator


class Appeal(IndicatorGroup):
    """Appeals, which reports before 2014 count beside reviews and lawsuits."""

    group = "appeal"
    home = frozenset({Topic.REVIEW})
    words = "申诉"

    total: Stated = indicator(
        "申诉数",
        "件",
        "起 宗 例 案",
        Cue(r"申[诉述](?:案件|案|数量|数|的)*", gap=4),
        none=r"申[诉述]",
        core=r"申诉|举报",
    )
