"""Tests on counts of flips, and the price of testing more than once."""

from collections.abc import Sequence


def mcnemar(b: int, c: int, mid_p: bool = False) -> float:
    """The two-sided p of `b` flips one way and `c` the other, exact under fair coins.

    It takes each flip for a coin of its own. Flips of one document come together, so where they do
    the p is too small: `pairing` asks the documents instead. The mid-p counts half of what is as
    likely as the flips seen, which is less cautious and more powerful.
    """
    flips, fewer = b + c, min(b, c)
    ways = tail = 1  # of choosing `many` out of all flips, and of choosing so many or fewer
    for many in range(fewer):
        ways = ways * (flips - many) // (many + 1)
        tail += ways
    return min(1.0, (2 * tail - (ways if mid_p else 0)) / (1 << flips))


def holm(p_values: Sequence[float]) -> list[float]:
    """Each p adjusted for all of them together, by Holm's steps, in the order given."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = highest
    return adjusted
