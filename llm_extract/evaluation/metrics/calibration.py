"""What is a verdict worth? How often each is right, and how much reviewing buys how much."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import ceil

from llm_extract.evaluation.figures import Figure, counted, tally
from llm_extract.evaluation.outcomes import TRUSTED, Judged, Kind, Outcome
from llm_extract.records import Verdict

WANTED = 0.995  # of the values right after the review
_WORST_FIRST = (Verdict.UNSUPPORTED, Verdict.DISPUTED, Verdict.SUPPORTED, Verdict.CONFIRMED)


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    for verdict in reversed(_WORST_FIRST):
        figure = counted(judged, f"calibration.{verdict.value}", _is_right, _with(verdict))
        if figure.documents:
            yield figure
    yield counted(judged, "calibration.silent_errors", lambda o: o.is_silent, _is_trusted)
    yield _review(judged)


def _with(verdict: Verdict) -> Callable[[Outcome], bool]:
    """Values that were given with that verdict."""
    return lambda o: o.got is not None and o.got.verdict is verdict


def _is_right(outcome: Outcome) -> bool:
    return outcome.kind is Kind.CORRECT


def _is_trusted(outcome: Outcome) -> bool:
    return outcome.got is not None and outcome.got.verdict in TRUSTED


def _review(judged: Sequence[Judged]) -> Figure:
    """The share of values, lowest verdicts first, to look at so that 99.5 % of all are right.

    Within a verdict errors lie anywhere, so that looking at half of it finds half of them.
    """
    given: Counter[Verdict] = Counter()
    errors: Counter[Verdict] = Counter()
    for each in judged:
        for outcome in each.outcomes:
            if outcome.got is not None and outcome.got.verdict is not None:
                given[outcome.got.verdict] += 1
                errors[outcome.got.verdict] += outcome.kind is not Kind.CORRECT
    total = given.total()
    needed, left = 0, errors.total() - (1 - WANTED) * total  # errors still to be found
    for verdict in _WORST_FIRST:
        if left <= 0:
            break
        here = errors[verdict]
        needed += given[verdict] if here <= left else ceil(given[verdict] * left / here)
        left -= here
    return tally("calibration.review_for_995", [("", needed, total)])
