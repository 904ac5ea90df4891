"""Appeals (申诉)."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Appeal(IndicatorGroup):
    """Appeals (申诉)."""

    group = "appeal"

    total: Stated = indicator("申诉数", "件", "起")
