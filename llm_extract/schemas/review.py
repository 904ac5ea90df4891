"""Administrative reviews of disclosure decisions and their outcomes."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Review(IndicatorGroup):
    """Administrative reviews of disclosure decisions and their outcomes."""

    group = "review"

    total: Stated = indicator("行政复议数量", "件", "起 宗 次")
    upheld: Stated = indicator("维持具体行政行为数", "件")
    corrected: Stated = indicator("被依法纠错数", "件", "起")
    other: Stated = indicator("其他情形数", "件")
