"""Administrative decisions of the year, as stated in prose."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Decision(IndicatorGroup):
    """Administrative decisions of the year, as stated in prose."""

    group = "decision"

    penalties: Stated = indicator("行政处罚决定数", "件", "宗 起")
    licences: Stated = indicator("行政许可决定数", "件", "项")
