"""The smallest true difference between two runs that a set of documents would show."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from llm_extract.evaluation.statistics.pairing import exact_swapping

ROUNDS = 300  # sets of documents made up for each size of difference
LARGEST = 0.5  # no search beyond: two runs that far apart need no test
_CLOSE = 1.05  # stop where the answer is known to one part in twenty


@dataclass(frozen=True, slots=True)
class Pair:
    """What one document says of two runs: answers that only the second has right, only the first,
    and how many were asked."""

    gained: int
    lost: int
    asked: int


def detectable_difference(
    pairs: Sequence[Pair], power: float = 0.8, alpha: float = 0.05, seed: int = 0
) -> float | None:
    """The difference in accuracy that these documents would show with that power, if any.

    None where not even `LARGEST` is enough.

    Found by simulation. Documents are drawn with return; the difference that each shows between
    the runs has its sign by a coin (so far there is no difference). Then the second run is given
    more right answers in bunches, as large as the differences seen in documents (of one answer,
    where none differ), and `pairing.exact_swapping` is asked whether it sees them.
    """
    asked = [pair for pair in pairs if pair.asked]
    if not asked:
        return None
    low, high = 0.0, 1 / sum(pair.asked for pair in asked)
    while _power(asked, high, alpha, seed) < power:
        low, high = high, 2 * high
        if high > LARGEST:
            return None
    while low * _CLOSE < high and high - low > 1e-4:
        middle = (low + high) / 2
        if _power(asked, middle, alpha, seed) < power:
            low = middle
        else:
            high = middle
    return high


def _power(pairs: Sequence[Pair], difference: float, alpha: float, seed: int) -> float:
    """The share of made-up sets with that difference which the test calls different."""
    bunches = [abs(p.gained - p.lost) for p in pairs if p.gained != p.lost] or [1]
    found = 0
    for number in range(ROUNDS):
        random = Random(f"{seed}/{number}")  # the same sets for each size of difference
        drawn = random.choices(pairs, k=len(pairs))
        nets = [random.choice((-1, 1)) * (pair.gained - pair.lost) for pair in drawn]
        found += exact_swapping(_improved(drawn, nets, difference, bunches, random)) <= alpha
    return found / ROUNDS


def _improved(
    drawn: Sequence[Pair], nets: list[int], difference: float, bunches: list[int], random: Random
) -> list[int]:
    """The nets with that share of all answers gained on top, in bunches, in random documents."""
    sizes = [pair.asked for pair in drawn]
    mean = sum(bunches) / len(bunches)
    expected = difference * sum(sizes) / mean
    moved = list(nets)
    at = random.expovariate(1.0)  # the next bunch of a Poisson stream, until the expected number
    while at < expected:
        document = random.choices(range(len(sizes)), sizes)[0]
        moved[document] = min(sizes[document], moved[document] + random.choice(bunches))
        at += random.expovariate(1.0)
    return moved
