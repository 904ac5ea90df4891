"""`python -m bench.statistics`: do the intervals cover, and do the tests keep their word?

Prints `eval/STATISTICS.md`: documents of very uneven size are made up a few hundred times for each
line of its tables. Everything is seeded, so the same command gives the same page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from multiprocessing import Pool
from random import Random
from statistics import NormalDist

from bench._statistics_page import PAGE
from llm_extract.evaluation import statistics
from llm_extract.evaluation.statistics import Pair, bootstrap, pairing

SETS = 400  # made-up sets for each line
REPLICATES = 500  # of each bootstrap
COUNTS = (5, 10, 20, 40)
SHARES = (0.8, 0.95, 0.99)
READINGS: dict[str, Callable[[float, Random], float]] = {
    "varied": lambda share, random: _beta(share, 0.05, random),
    "clustered": lambda share, random: _beta(share, 0.2, random),
    "rarely broken": lambda share, random: _broken(share, random),
}
BOUNDS: dict[str, bootstrap.Bound] = {
    "percentile": bootstrap.percentile,
    "BCa": bootstrap.bca,
    "percentile-t": bootstrap.studentized,
    "`interval`": lambda *given: _bounds_of(*given),
}
FLIPPING = {"single": 1, "in bunches": 6}  # answers that flip together, on average
Shares = list[tuple[int, int]]


def main() -> None:
    """Print the page; the cells are made on all processors."""
    with Pool() as pool:
        covered = pool.starmap(_coverage, _cells())
        differing = [(name, count) for name in FLIPPING for count in COUNTS[1:]]
        sizes = pool.starmap(_rejections, [(name, count, 1.0) for name, count in differing])
        powers = pool.starmap(_rejections, [(name, count, 2.0) for name, count in differing])
        spans = pool.starmap(_difference_coverage, differing)
        seen = pool.starmap(_detected, differing)
    heads = ("documents read", "true share", "documents", *BOUNDS)
    tests = ("flips", "documents", "swapping documents", "McNemar", "unpaired")
    detecting = ("flips", "documents", "called detectable, points", "true, points", "seen")
    parts = {
        "coverage": _table(heads, covered),
        "size": _table(tests, sizes),
        "power": _table(tests, powers),
        "difference": _table(("flips", "documents", "equal", "one better"), spans),
        "detectable": _table(detecting, seen),
    }
    print(PAGE.format(sets=SETS, tests=5 * SETS, replicates=REPLICATES, **parts), end="")


def _cells() -> list[tuple[str, float, int]]:
    return [(name, share, count) for name in READINGS for share in SHARES for count in COUNTS]


def _coverage(reading: str, share: float, count: int) -> Sequence[str]:
    """How often each way covers the true share, and how wide it is on average."""
    hits, widths = dict.fromkeys(BOUNDS, 0), dict.fromkeys(BOUNDS, 0.0)
    random = Random(f"{reading}/{share}/{count}")
    for _ in range(SETS):
        drawn = _read(reading, share, count, random)
        for name, bounds in BOUNDS.items():
            low, high = bounds(drawn, 0.95, Random(1), REPLICATES)
            hits[name] += low <= share <= high
            widths[name] += min(high, 1) - max(low, 0)
    cells = (f"{hits[name] / SETS:.1%} ({widths[name] / SETS:.3f})" for name in BOUNDS)
    return (reading, f"{share:.0%}", str(count), *cells)


def _bounds_of(
    shares: bootstrap.Shares, level: float, random: Random, replicates: int
) -> bootstrap.Bounds:
    found = statistics.interval(shares, level, random.randrange(1 << 30), replicates)
    return found.low, found.high


def _read(reading: str, share: float, count: int, random: Random) -> Shares:
    asked = [_size(random) for _ in range(count)]
    return [(_binomial(size, READINGS[reading](share, random), random), size) for size in asked]


def _size(random: Random) -> int:
    """Values of a document: from 5 to 250, half of them under 50, as in the reports."""
    return max(5, min(250, round(exp(random.gauss(3.9, 1.0)))))


def _beta(share: float, correlation: float, random: Random) -> float:
    """How well one document is read, where its values have that correlation."""
    weight = 1 / correlation - 1
    return random.betavariate(share * weight, (1 - share) * weight)


def _broken(share: float, random: Random) -> float:
    """One document in so many comes to 40 %, all others are read equally well."""
    rate = (1 - share) * 4 / 3
    return 0.4 if random.random() < rate else (share - 0.4 * rate) / (1 - rate)


def _binomial(trials: int, share: float, random: Random) -> int:
    return sum(random.random() < share for _ in range(trials))


@dataclass(frozen=True, slots=True)
class Both:
    """One document in two runs: what both have right, and what only one of them has."""

    asked: int
    common: int
    left: int
    right: int


def _runs(flipping: str, count: int, odds: float, random: Random) -> list[Both]:
    """Two runs that share most answers; the second gains so many times as often as the first."""
    found = []
    for _ in range(count):
        size = _size(random)
        common = _binomial(size, _beta(0.7, 0.1, random), random)
        own = (_flips(FLIPPING[flipping], size, rate, random) for rate in (1.0, odds))
        found.append(Both(size, common, *(min(size - common, flips) for flips in own)))
    return found


def _flips(mean: int, size: int, odds: float, random: Random) -> int:
    """Answers that one run alone has right: 2 % of all, times the odds, in bunches."""
    expected, found = 0.02 * size * odds / mean, 0
    at = random.expovariate(1.0)
    while at < expected:
        found += 1 + int(random.expovariate(1 / (mean - 0.5))) if mean > 1 else 1
        at += random.expovariate(1.0)
    return found


def _shares(both: Sequence[Both]) -> tuple[Shares, Shares]:
    left = [(each.common + each.left, each.asked) for each in both]
    return left, [(each.common + each.right, each.asked) for each in both]


def _difference(both: Sequence[Both]) -> float:
    left, right = _shares(both)
    return bootstrap.ratio(right) - bootstrap.ratio(left)


def _rejections(flipping: str, count: int, odds: float) -> Sequence[str]:
    """How often each test says at 5 % that the runs differ."""
    random = Random(f"{flipping}/{count}/{odds}")
    found = [0, 0, 0]
    for _ in range(SETS * 5):
        both = _runs(flipping, count, odds, random)
        p_values = (
            _swapped(both),
            statistics.mcnemar(sum(each.right for each in both), sum(each.left for each in both)),
            _unpaired(*_shares(both)),
        )
        found = [hits + (p <= 0.05) for hits, p in zip(found, p_values, strict=True)]
    return (flipping, str(count), *(f"{hits / SETS / 5:.1%}" for hits in found))


def _swapped(both: Sequence[Both]) -> float:
    return pairing.exact_swapping([each.right - each.left for each in both])


def _unpaired(left: Shares, right: Shares) -> float:
    """The p of the difference as if the runs had read different documents."""
    spread = sqrt(bootstrap.standard_error(left) ** 2 + bootstrap.standard_error(right) ** 2)
    apart = abs(bootstrap.ratio(right) - bootstrap.ratio(left))
    return 2 * (1 - NormalDist().cdf(apart / spread)) if spread else 1.0


def _difference_coverage(flipping: str, count: int) -> Sequence[str]:
    """How often the interval of the difference covers the true one, with equal runs and not."""
    cells = []
    for odds in (1.0, 2.0):
        random = Random(f"{flipping}/{count}/{odds}/interval")
        truth = _difference(_runs(flipping, 20_000, odds, random)) if odds > 1 else 0.0
        hits = 0
        for _ in range(SETS):
            left, right = _shares(_runs(flipping, count, odds, random))
            span = statistics.paired_difference(left, right, replicates=REPLICATES).interval
            hits += span.low <= truth <= span.high
        cells.append(f"{hits / SETS:.1%}")
    return (flipping, str(count), *cells)


def _detected(flipping: str, count: int) -> Sequence[str]:
    """What is called detectable on average, and how often sets with that difference are seen."""
    random = Random(f"{flipping}/{count}/detectable")
    told = []
    for _ in range(20):
        pairs = [Pair(b.right, b.left, b.asked) for b in _runs(flipping, count, 1.0, random)]
        told.append(statistics.detectable_difference(pairs) or 0.5)
    odds = 1 + sum(told) / len(told) / 0.02
    sets = [_runs(flipping, count, odds, random) for _ in range(SETS)]
    true = sum(map(_difference, sets)) / len(sets)
    seen = sum(_swapped(both) <= 0.05 for both in sets) / len(sets)
    mean = sum(told) / len(told)
    return (flipping, str(count), f"{100 * mean:.2f}", f"{100 * true:.2f}", f"{seen:.1%}")


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [tuple(heads), *rows]
    rule = "|" + "---|" * len(lines[0])
    told = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([told[0], rule, *told[1:]])


if __name__ == "__main__":
    main()
