"""Intervals for a share of independent trials: Wilson's, and the exact one of Clopper and Pearson.

Values of one document are not independent trials; for those see `bootstrap`.
"""

from dataclasses import dataclass
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate between the bounds of its confidence interval."""

    estimate: float
    low: float
    high: float


def proportion(successes: int, trials: int, level: float = 0.95) -> Interval:
    """Wilson's score interval: narrow, right on average, at times a little short."""
    _need_trials(successes, trials)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = successes / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2) * z / (1 + z * z / trials)
    low = middle - half if successes else 0.0
    high = middle + half if successes < trials else 1.0
    return Interval(share, low, high)


def exact_proportion(successes: int, trials: int, level: float = 0.95) -> Interval:
    """The interval of Clopper and Pearson: never covers less than it says."""
    _need_trials(successes, trials)
    tail = (1 - level) / 2
    low = _share_with_tail(trials - successes, trials, tail)
    high = _share_with_tail(successes, trials, tail)
    return Interval(successes / trials, 1 - low, high)


def _need_trials(successes: int, trials: int) -> None:
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"{successes} of {trials}: a share needs trials, and no more successes")


def _share_with_tail(successes: int, trials: int, tail: float) -> float:
    """The share at which that many successes or fewer have the given probability."""
    if successes == trials:
        return 1.0
    low, high = successes / trials, 1.0
    for _ in range(52):  # as many halvings as a float between 0 and 1 has bits
        middle = (low + high) / 2
        if _at_most(successes, trials, middle) > tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(successes: int, trials: int, share: float) -> float:
    """The probability of that many successes or fewer, where more are expected: terms shrink."""
    ways = lgamma(trials + 1) - lgamma(successes + 1) - lgamma(trials - successes + 1)
    term = exp(ways + successes * log(share) + (trials - successes) * log1p(-share))
    total, against = term, (1 - share) / share
    for many in range(successes, 0, -1):
        term *= against * many / (trials - many + 1)
        total += term
        if term < total * 1e-17:
            break
    return total
