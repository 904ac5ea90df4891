"""Complaints and reports."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Complaint(IndicatorGroup):
    """Complaints and reports."""

    group = "complaint"

    total: Stated = indicator("举报投诉数量", "件")
