"""Unit and approximation of right values: 14.5万条 is about 145000 条."""

from collections.abc import Iterator, Sequence

from llm_extract.evaluation.figures import Figure, counted
from llm_extract.evaluation.outcomes import Judged
from llm_extract.records import Approximation


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    yield counted(
        judged, "units.right", lambda o: bool(o.unit_right), lambda o: o.unit_right is not None
    )
    yield counted(
        judged,
        "units.approximation",
        lambda o: bool(o.approximation_right),
        lambda o: o.approximation_right is not None,
    )
    # Nearly all values are exact, so that the few others need a figure of their own.
    yield counted(
        judged,
        "units.approximation_of_inexact",
        lambda o: bool(o.approximation_right),
        lambda o: (
            o.approximation_right is not None
            and o.expected is not None
            and o.expected.approximation is not Approximation.EXACT
        ),
    )
