"""Two runs over the same documents: how far apart, and could that be chance?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose
from random import Random

from llm_extract.evaluation.statistics.bootstrap import REPLICATES, Shares, quantile, ratio
from llm_extract.evaluation.statistics.proportions import Interval

Pairs = Sequence[tuple[complex, complex]]  # of a document, both runs: numerator + denominator * i


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher the ratio of the second run is; `p` is two-sided, of no difference."""

    interval: Interval
    p: float


def paired_difference(
    a: Shares, b: Shares, seed: int = 0, level: float = 0.95, replicates: int = REPLICATES
) -> Difference:
    """The ratio of `b` less that of `a`, document by document in the same order.

    The interval resamples documents, with both runs of each; p comes from `swapping`. A ValueError
    where the two do not have the same documents, or no denominator.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} documents against {len(b)}: pairs need the same ones")
    estimate = ratio(b) - ratio(a)
    pairs = [(complex(*x), complex(*y)) for x, y in zip(a, b, strict=True)]
    low, high = _bounds(pairs, level, Random(seed), replicates)
    bounds = Interval(estimate, min(low, estimate), max(high, estimate))
    return Difference(bounds, swapping(a, b, Random(seed), replicates))


def swapping(a: Shares, b: Shares, random: Random, replicates: int = REPLICATES) -> float:
    """How often the runs would lie this far apart if each document's two were named by a coin.

    Exact where the denominators agree and counts are whole, as they are for accuracy over the same
    questions; else from that many swaps at random, of which what was seen is one.
    """
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if all(x[1] == y[1] and float(y[0] - x[0]).is_integer() for x, y in pairs):
        return exact_swapping([int(y[0] - x[0]) for x, y in pairs])
    halves = [(complex(*y) - complex(*x)) / 2 for x, y in pairs]
    middle = (sum(complex(*x) for x in a) + sum(complex(*y) for y in b)) / 2
    seen = _apart(middle, sum(halves))
    hits = 1
    for _ in range(replicates):
        signs = random.choices((-1, 1), k=len(halves))
        far = _apart(middle, sum(s * half for s, half in zip(signs, halves, strict=True)))
        hits += far > seen or isclose(far, seen, rel_tol=1e-9)
    return hits / (replicates + 1)


def exact_swapping(differences: Sequence[int]) -> float:
    """The two-sided p of the sum of whole differences, each of which has its sign by a coin.

    A big number serves as the polynomial that counts, for each sum, the ways to reach it: digit
    `n` in base 2**width says how many choices of signs make the positive part `n`.
    """
    sizes = [abs(each) for each in differences if each]
    if not sizes:
        return 1.0
    width = len(sizes) + 1
    ways = 1
    for size in sizes:
        ways += ways << (width * size)
    reach = (sum(sizes) - abs(sum(differences))) // 2
    tail = ways & ((1 << width * (reach + 1)) - 1)
    ends = tail % ((1 << width) - 1)  # the sum of the digits, which is less than the base
    return min(1.0, ends / (1 << len(sizes) - 1))


def _apart(middle: complex, half: complex) -> float:
    """How far the ratios of the two runs lie apart; as complex numbers, numerator first."""
    left, right = middle - half, middle + half
    if not left.imag or not right.imag:
        return 0.0
    return abs(right.real / right.imag - left.real / left.imag)


def _bounds(pairs: Pairs, level: float, random: Random, replicates: int) -> tuple[float, float]:
    """Percentile bounds, widened to those that two more documents would give, one won, one lost.

    Where few documents differ, or none, the bounds of what was seen alone are too narrow.
    """
    differing = [abs(right.real - left.real) for left, right in pairs if left != right]
    swing = sum(differing) / len(differing) if differing else 1.0
    size = sum(left.imag + right.imag for left, right in pairs) / (2 * len(pairs))
    poor, good = complex((size - swing) / 2, size), complex((size + swing) / 2, size)
    alone = percentile(pairs, level, random, replicates)
    joined = percentile([*pairs, (poor, good), (good, poor)], level, random, replicates)
    return min(alone[0], joined[0]), max(alone[1], joined[1])


def percentile(pairs: Pairs, level: float, random: Random, replicates: int) -> tuple[float, float]:
    """The middle part of the differences over documents drawn with return, both runs of each."""
    found: list[float] = []
    for _ in range(replicates):
        drawn = random.choices(pairs, k=len(pairs))
        left, right = map(sum, zip(*drawn, strict=True))
        if left.imag and right.imag:
            found.append(right.real / right.imag - left.real / left.imag)
    found.sort()
    return quantile(found, (1 - level) / 2), quantile(found, (1 + level) / 2)
