"""Lawsuits over disclosure decisions and their outcomes."""

from llm_extract.schemas._base import IndicatorGroup, Stated, indicator


class Litigation(IndicatorGroup):
    """Lawsuits over disclosure decisions and their outcomes."""

    group = "litigation"

    total: Stated = indicator("行政诉讼数量", "件", "起 宗")
    upheld: Stated = indicator("维持具体行政行为或者驳回原告诉讼请求数", "件")
    corrected: Stated = indicator("被依法纠错数", "件")
    other: Stated = indicator("其他情形数", "件")
