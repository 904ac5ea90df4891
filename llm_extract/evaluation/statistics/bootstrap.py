"""The interval of a ratio of sums when documents were sampled, by resampling documents.

Four ways to read the replicates; `interval` takes the one that covers in simulation.
"""

from collections.abc import Callable, Sequence
from math import isfinite, sqrt
from random import Random
from statistics import NormalDist

from llm_extract.evaluation.statistics.proportions import Interval

Shares = Sequence[tuple[float, float]]  # numerator and denominator of each document
Bounds = tuple[float, float]

REPLICATES = 4000
_NORMAL = NormalDist()


def interval(
    per_document: Shares, level: float = 0.95, seed: int = 0, replicates: int = REPLICATES
) -> Interval:
    """The ratio of the sums and its bounds, at the given level.

    A share (no numerator above its denominator) gets `guarded` bounds, inside [0, 1] and never of
    no width; any other ratio the `studentized` ones. Of one document nothing can be said: a share
    may be anything. Documents without numerator and denominator say nothing and are left out; a
    ValueError where no denominator is left.
    """
    shares = [share for share in per_document if share != (0, 0)]
    estimate = ratio(shares)
    is_share = all(0 <= above <= below for above, below in shares)
    if len(shares) == 1:
        return Interval(estimate, 0.0, 1.0) if is_share else Interval(estimate, estimate, estimate)
    bounds: Bound = guarded if is_share else studentized
    low, high = bounds(shares, level, Random(seed), replicates)
    return Interval(estimate, min(low, estimate), max(high, estimate))


Bound = Callable[[Shares, float, Random, int], Bounds]


def ratio(shares: Shares) -> float:
    """The sum of the numerators over the sum of the denominators, or a ValueError for 0."""
    below = sum(share[1] for share in shares)
    if not below:
        raise ValueError("no document has a denominator: there is no ratio to bound")
    return sum(share[0] for share in shares) / below


def guarded(shares: Shares, level: float, random: Random, replicates: int) -> Bounds:
    """Percentile bounds, widened to those that one more document, half right, would give.

    Few documents seldom contain the badly read one that the next may be; bounds from them alone
    are far too narrow close to 0 and 1, and have no width at all where nothing went wrong.
    """
    size = sum(share[1] for share in shares) / len(shares)
    alone = percentile(shares, level, random, replicates)
    joined = percentile([*shares, (size / 2, size)], level, random, replicates)
    low, high = min(alone[0], joined[0]), max(alone[1], joined[1])
    if low < high:
        return low, high
    # Every document is half right to the last: the next one may be all wrong or all right.
    worst = percentile([*shares, (0, size)], level, random, replicates)
    best = percentile([*shares, (size, size)], level, random, replicates)
    return worst[0], best[1]


def percentile(shares: Shares, level: float, random: Random, replicates: int) -> Bounds:
    """The middle part of the replicates as it is."""
    ratios = sorted(_ratios(shares, random, replicates))
    return quantile(ratios, (1 - level) / 2), quantile(ratios, (1 + level) / 2)


def bca(shares: Shares, level: float, random: Random, replicates: int) -> Bounds:
    """Efron's bounds, corrected for bias and for a spread that changes with the ratio."""
    estimate = ratio(shares)
    ratios = sorted(_ratios(shares, random, replicates))
    below = sum(each < estimate for each in ratios) + sum(each == estimate for each in ratios) / 2
    if not 0 < below < len(ratios):
        return estimate, estimate
    bias = _NORMAL.inv_cdf(below / len(ratios))
    bend = _acceleration(shares)

    def bound(tail: float) -> float:
        moved = bias + _NORMAL.inv_cdf(tail)
        return quantile(ratios, _NORMAL.cdf(bias + moved / (1 - bend * moved)))

    return bound((1 - level) / 2), bound((1 + level) / 2)


def studentized(shares: Shares, level: float, random: Random, replicates: int) -> Bounds:
    """Bounds from how many standard errors the replicates lie off ("percentile-t")."""
    estimate, error = ratio(shares), standard_error(shares)
    offs = []
    for _ in range(replicates):
        drawn = random.choices(shares, k=len(shares))
        if sum(share[1] for share in drawn):
            off, spread = ratio(drawn) - estimate, standard_error(drawn)
            # A replicate without spread is as far off as can be, or not at all.
            offs.append(off / spread if spread > abs(off) * 1e-9 else off * float("inf"))
    offs = sorted(off for off in offs if off == off)
    finite = [off for off in offs if isfinite(off)]
    if not finite:
        return estimate, estimate
    wide, narrow = quantile(offs, (1 + level) / 2), quantile(offs, (1 - level) / 2)
    wide, narrow = min(wide, finite[-1]), max(narrow, finite[0])
    return estimate - wide * error, estimate - narrow * error


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which that share of an ordered sequence lies, between two where it must."""
    at = share * (len(ordered) - 1)
    left = min(int(at), len(ordered) - 1)
    right = min(left + 1, len(ordered) - 1)
    if ordered[left] == ordered[right]:
        return ordered[left]
    return ordered[left] + (at - left) * (ordered[right] - ordered[left])


def _ratios(shares: Shares, random: Random, replicates: int) -> list[float]:
    """Ratios of documents drawn with return; a complex number adds up both sums in one go."""
    points = [complex(*share) for share in shares]
    drawn = (sum(random.choices(points, k=len(points))) for _ in range(replicates))
    return [point.real / point.imag for point in drawn if point.imag]


def _acceleration(shares: Shares) -> float:
    """From the ratios without one document each, as Efron has it."""
    above, below = (sum(share[side] for share in shares) for side in (0, 1))
    left = [(above - a) / (below - b) for a, b in shares if below != b]
    mean = sum(left) / len(left)
    squares = sum((mean - each) ** 2 for each in left)
    cubes = sum((mean - each) ** 3 for each in left)
    return cubes / (6 * squares**1.5) if squares else 0.0


def standard_error(shares: Shares) -> float:
    """The standard error of the ratio, by its linear part."""
    above, below = (sum(share[side] for share in shares) for side in (0, 1))
    estimate, count = above / below, len(shares)
    squares = sum((a - estimate * b) ** 2 for a, b in shares)
    return sqrt(squares * count / (count - 1)) / below
