"""What trust buys: the share of wrong answers among those that a reader would accept."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Accepting every answer of at least this confidence."""

    confidence: float
    accepted: int
    coverage: float  # share of all answers that are accepted
    risk: float  # share of the accepted that are wrong


def risk_coverage(outcomes: Iterable[tuple[float, bool]]) -> tuple[RiskPoint, ...]:
    """One point for each confidence that occurs, the most trusted first.

    Each outcome is a confidence (any scale, higher is surer) and whether the answer is right.
    Answers of the same confidence come in together: their order would be made up.
    """
    answers = list(outcomes)
    points, accepted, wrong = [], 0, 0
    for confidence in sorted({each[0] for each in answers}, reverse=True):
        rights = [right for sure, right in answers if sure == confidence]
        accepted += len(rights)
        wrong += rights.count(False)
        share = accepted / len(answers)
        points.append(RiskPoint(confidence, accepted, share, wrong / accepted))
    return tuple(points)
