"""Fees collected and waived for requests."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Fee(IndicatorGroup):
    """Fees collected and waived for requests."""

    group = "fee"

    collected: Stated = indicator("依申请公开信息收取的费用", "万元", "元")
    waived: Stated = indicator("减免金额/件数", "元", "件")
    information_processing: Stated = indicator("信息处理费", "元", "件")
