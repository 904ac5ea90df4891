"""Are contradictions seen, and only those? Also the traps that a number fell into."""

from collections.abc import Iterator, Sequence

from llm_extract.evaluation.figures import Figure, ratio, tally
from llm_extract.evaluation.outcomes import Judged


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    yield ratio("conflicts.detected", (_seen(each, "conflict", "identity") for each in judged))
    yield tally("conflicts.places_detected", (_seen(each, "conflict") for each in judged))
    yield tally("conflicts.sums_detected", (_seen(each, "identity") for each in judged))
    yield ratio(
        "conflicts.false_alarms", ((j.document, j.false_alarms, j.disputed) for j in judged)
    )
    yield ratio(
        "conflicts.traps_avoided", ((j.document, j.traps - j.taken, j.traps) for j in judged)
    )


def _seen(judged: Judged, *whats: str) -> tuple[str, float, float]:
    asked = [each for each in judged.contradictions if each.what in whats]
    return judged.document, sum(each.detected for each in asked), len(asked)
