"""Lawsuits brought after a review: cells of the table of the forms since 2019."""

from llm_extract.records import Topic
from llm_extract.schemas._base import IndicatorGroup, Stated, indicator

_UNITS = "起 宗 次 例 案"


class LitigationAfterReview(IndicatorGroup):
    """行政诉讼 / 复议后起诉."""

    group = "litigation_after_review"
    home = frozenset({Topic.REVIEW})

    upheld: Stated = indicator("复议后起诉 / 结果维持", "件", _UNITS)
    corrected: Stated = indicator("复议后起诉 / 结果纠正", "件", _UNITS)
    other: Stated = indicator("复议后起诉 / 其他结果", "件", _UNITS)
    pending: Stated = indicator("复议后起诉 / 尚未审结", "件", _UNITS)
    total: Stated = indicator("复议后起诉 / 总计", "件", _UNITS)
