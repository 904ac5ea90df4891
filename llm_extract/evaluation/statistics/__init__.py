"""How sure is a figure, and do two runs differ? Documents are what was sampled, values are not.

Pure functions of numbers, the standard library alone; the same seed gives the same answer. How
well each of them keeps its promise is measured in `eval/STATISTICS.md`.
"""

from llm_extract.evaluation.statistics.bootstrap import interval
from llm_extract.evaluation.statistics.flips import holm, mcnemar
from llm_extract.evaluation.statistics.pairing import Difference, paired_difference
from llm_extract.evaluation.statistics.power import LARGEST, Pair, detectable_difference
from llm_extract.evaluation.statistics.proportions import Interval, exact_proportion, proportion
from llm_extract.evaluation.statistics.risk import RiskPoint, risk_coverage

__all__ = [
    "LARGEST",
    "Difference",
    "Interval",
    "Pair",
    "RiskPoint",
    "detectable_difference",
    "exact_proportion",
    "holm",
    "interval",
    "mcnemar",
    "paired_difference",
    "proportion",
    "risk_coverage",
]
