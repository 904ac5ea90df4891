"""A figure: one number of a metric, pooled and per document, with its interval."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from llm_extract.evaluation import statistics
from llm_extract.evaluation.outcomes import Judged, Outcome

Share = tuple[str, float, float]  # document, numerator, denominator

REPLICATES = 4000


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio of sums over documents; None where the denominator is 0 or nothing is known.

    `low` and `high` bound the pooled estimate at 95 %, documents being what was sampled; `mean` is
    the mean over the documents that have a ratio of their own.
    """

    name: str  # "accuracy.recall"
    estimate: float | None
    numerator: float = 0
    denominator: float = 0
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    documents: int = 0
    shares: tuple[Share, ...] = ()  # of the documents with a denominator, for pairing


def ratio(name: str, shares: Iterable[Share], replicates: int = REPLICATES) -> Figure:
    """Numerators over denominators with an interval by resampling documents."""
    figure = tally(name, shares)
    if figure.estimate is None:
        return figure
    pairs = tuple((above, below) for _, above, below in figure.shares)
    low, high = _bounds(pairs, replicates)
    return replace(figure, low=low, high=high)


def tally(name: str, shares: Iterable[Share]) -> Figure:
    """The same without an interval, for the many small figures of a breakdown."""
    counted = tuple(share for share in shares if share[2])
    above, below = sum(share[1] for share in counted), sum(share[2] for share in counted)
    if not below:
        return Figure(name, None)
    means = [share[1] / share[2] for share in counted]
    mean = sum(means) / len(means)
    return Figure(
        name, above / below, above, below, mean=mean, documents=len(counted), shares=counted
    )


def counted(
    judged: Sequence[Judged],
    name: str,
    hit: Callable[[Outcome], bool],
    among: Callable[[Outcome], bool],
) -> Figure:
    """The share of outcomes that are a hit among those that are asked about."""
    return ratio(name, shares(judged, hit, among))


def shares(
    judged: Iterable[Judged], hit: Callable[[Outcome], bool], among: Callable[[Outcome], bool]
) -> tuple[Share, ...]:
    """Document by document, how many outcomes are asked about and how many of those are a hit."""
    found = []
    for each in judged:
        asked = [outcome for outcome in each.outcomes if among(outcome)]
        found.append((each.document, sum(map(hit, asked)), len(asked)))
    return tuple(found)


@cache
def _bounds(pairs: tuple[tuple[float, float], ...], replicates: int) -> tuple[float, float]:
    interval = statistics.interval(pairs, replicates=replicates)
    return interval.low, interval.high
