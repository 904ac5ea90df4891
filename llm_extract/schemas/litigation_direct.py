"""Lawsuits brought without a review before: cells of the table of the forms since 2019."""

from llm_extract.records import Topic
from llm_extract.schemas._base import IndicatorGroup, Stated, indicator

_UNITS = "起 宗 次 例 案"


class LitigationDirect(IndicatorGroup):
    """行政诉讼 / 未经复议直接起诉."""

    group = "litigation_direct"
    home = frozenset({Topic.REVIEW})

    upheld: Stated = indicator("未经复议直接起诉 / 结果维持", "件", _UNITS)
    corrected: Stated = indicator("未经复议直接起诉 / 结果纠正", "件", _UNITS)
    other: Stated = indicator("未经复议直接起诉 / 其他结果", "件", _UNITS)
    pending: Stated = indicator("未经复议直接起诉 / 尚未审结", "件", _UNITS)
    total: Stated = indicator("未经复议直接起诉 / 总计", "件", _UNITS)
