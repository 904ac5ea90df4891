"""How many values are right? Errors count as missed, a wrong value as missed and as too much."""

from collections.abc import Iterator, Sequence

from llm_extract.evaluation.figures import Figure, counted, ratio
from llm_extract.evaluation.outcomes import Judged, Kind, Outcome

_GIVEN = {Kind.CORRECT, Kind.WRONG, Kind.INVENTED}
_STATED = {Kind.CORRECT, Kind.WRONG, Kind.MISSED, Kind.ERROR}
_SILENT = {Kind.CORRECT_ABSENT}


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    yield counted(judged, "accuracy.precision", _right, lambda o: o.kind in _GIVEN)
    yield counted(judged, "accuracy.recall", _right, lambda o: o.kind in _STATED)
    yield ratio("accuracy.f1", (_f1(each) for each in judged))
    yield counted(judged, "accuracy.all", _right, lambda o: o.kind not in _SILENT)
    # Given that a value stands under the right indicator, is it the right value?
    yield counted(
        judged, "accuracy.exact_value", _right, lambda o: o.kind in (Kind.CORRECT, Kind.WRONG)
    )
    yield counted(
        judged,
        "accuracy.absent",
        lambda o: o.kind is Kind.CORRECT_ABSENT,
        lambda o: o.kind in (Kind.CORRECT_ABSENT, Kind.INVENTED),
    )
    yield ratio("accuracy.documents_failed", ((j.document, bool(j.fault), 1) for j in judged))


def _right(outcome: Outcome) -> bool:
    return outcome.kind is Kind.CORRECT


def _f1(judged: Judged) -> tuple[str, float, float]:
    """Twice the hits over all that is stated and all that is given."""
    kinds = [outcome.kind for outcome in judged.outcomes]
    hits = sum(kind is Kind.CORRECT for kind in kinds)
    stated = sum(kind in _STATED for kind in kinds)
    given = sum(kind in _GIVEN for kind in kinds)
    return judged.document, 2 * hits, stated + given
