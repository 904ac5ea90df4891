"""What the metrics count, on outcomes small enough to count by hand."""

import pytest
from _evaluation import TEXT, one, outcome
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract.evaluation.figures import Figure, ratio, tally
from llm_extract.evaluation.metrics import measure
from llm_extract.evaluation.outcomes import Contradiction, Judged, Kind, Places
from llm_extract.schemas.result import RunPart

KINDS = [kind.value for kind in Kind]


def figures(*documents: Judged) -> dict[str, Figure]:
    return {figure.name: figure for figure in measure(documents)}


def document(name: str, *found: str, verdict: str = "supported") -> Judged:
    """A document with one outcome of each kind named."""
    return one(
        name, *(outcome(name, f"request.i{n}", k, verdict=verdict) for n, k in enumerate(found))
    )


def test_a_wrong_value_costs_precision_and_recall() -> None:
    found = figures(document("a", "correct", "wrong"))
    assert found["accuracy.precision"].estimate == 0.5
    assert found["accuracy.recall"].estimate == 0.5


def test_a_missed_value_costs_recall_alone() -> None:
    found = figures(document("a", "correct", "missed"))
    assert found["accuracy.precision"].estimate == 1
    assert found["accuracy.recall"].estimate == 0.5


def test_an_invented_value_costs_precision_alone() -> None:
    found = figures(document("a", "correct", "invented"))
    assert found["accuracy.precision"].estimate == 0.5
    assert found["accuracy.recall"].estimate == 1


def test_an_error_is_as_bad_as_a_miss() -> None:
    assert figures(document("a", "correct", "error"))["accuracy.recall"].estimate == 0.5


def test_f1_lies_between_precision_and_recall() -> None:
    found = figures(document("a", "correct", "correct", "missed", "invented", "invented"))
    assert found["accuracy.f1"].estimate == pytest.approx(2 * 2 / (4 + 3))


def test_rightly_nothing_makes_no_value_right() -> None:
    found = figures(document("a", "missed", "correct_absent", "correct_absent"))
    assert found["accuracy.all"].estimate == 0
    assert found["accuracy.absent"].estimate == 1


def test_pooled_counts_values_and_the_mean_counts_documents() -> None:
    found = figures(document("a", *["correct"] * 9), document("b", "missed"))["accuracy.recall"]
    assert (found.estimate, found.mean) == (0.9, 0.5)


def test_all_right_in_few_documents_is_no_certainty() -> None:
    found = figures(document("a", "correct"), document("b", "correct"))["accuracy.recall"]
    assert found.low is not None
    assert found.low < 1 == found.high


def test_what_was_never_asked_has_no_figure() -> None:
    assert figures(document("a", "missed"))["accuracy.precision"].estimate is None


def test_a_silent_error_is_a_trusted_value_that_is_not_right() -> None:
    trusted = document("a", "correct", "wrong", "invented", verdict="confirmed")
    doubted = document("b", "wrong", verdict="disputed")
    found = figures(trusted, doubted)["calibration.silent_errors"]
    assert (found.numerator, found.denominator) == (2, 3)


def test_each_verdict_tells_how_often_it_is_right() -> None:
    found = figures(document("a", "correct", "wrong", verdict="disputed"))
    assert found["calibration.disputed"].estimate == 0.5
    assert "calibration.confirmed" not in found


def test_nothing_need_be_reviewed_where_all_is_right() -> None:
    assert figures(document("a", "correct"))["calibration.review_for_995"].numerator == 0


def test_errors_among_disputed_values_are_found_by_reviewing_those_alone() -> None:
    sure = document("a", *["correct"] * 98, verdict="confirmed")
    doubted = document("b", "wrong", "correct", verdict="disputed")
    # Half an error may stay: 1 of 1 error is more than that, so half of the two suffices.
    assert figures(sure, doubted)["calibration.review_for_995"].numerator == 1


def test_an_error_among_the_confirmed_makes_all_below_worth_a_look() -> None:
    sure = document("a", *["correct"] * 98, "wrong", verdict="confirmed")
    doubted = document("b", "correct", verdict="disputed")
    assert figures(sure, doubted)["calibration.review_for_995"].numerator == 51


def test_states_are_counted_by_the_state_of_the_label() -> None:
    good = outcome("a", "request.i", "correct", state_right=True)
    bad = outcome("a", "request.j", "correct", state_right=False)
    found = figures(one("a", good, bad))
    assert found["states.right"].estimate == found["states.reported"].estimate == 0.5


def test_unit_approximation_and_place_are_counted_of_right_values() -> None:
    flags = {"unit_right": True, "approximation_right": False, "offsets_right": True}
    found = figures(one("a", outcome("a", "request.i", "correct", **flags)))
    assert found["units.right"].estimate == 1
    assert found["units.approximation"].estimate == 0
    assert found["offsets.right"].estimate == 1


def test_contradictions_and_traps_are_counted() -> None:
    seen = (Contradiction("conflict", ("x",), True), Contradiction("identity", ("y",), False))
    found = figures(one("a", contradictions=seen, disputed=4, false_alarms=1, traps=3, taken=1))
    assert found["conflicts.detected"].estimate == 0.5
    assert found["conflicts.false_alarms"].estimate == 0.25
    assert found["conflicts.traps_avoided"].estimate == pytest.approx(2 / 3)


def test_places_are_counted_statement_by_statement() -> None:
    found = figures(one("a", places=Places(labelled=4, found=3, made=5, extra=1)))
    assert found["offsets.places_found"].estimate == 0.75
    assert found["offsets.statements_labelled"].estimate == 0.8


def test_unknown_tokens_are_left_out_and_no_zero() -> None:
    run = RunPart(
        provider="p",
        model=None,
        prompt_digest=None,
        schema_digest=None,
        calls=2,
        cached=0,
        failed=0,
        input_tokens=None,
        output_tokens=10,
        cost=None,
        gaps=(),
        seconds=1.5,
        version="0",
    )
    found = figures(one("a", run=run), Judged("b", "dev", TEXT, (), fault="lost"))
    assert found["cost.calls"].estimate == 2
    assert found["cost.input_tokens"].estimate is None
    assert found["cost.output_tokens"].estimate == 10


def test_the_breakdown_has_a_figure_for_each_part() -> None:
    other = outcome("a", "fee.collected", "missed")
    found = figures(one("a", outcome("a", "request.received", "correct"), other))
    assert found["breakdown.group.request"].estimate == 1
    assert found["breakdown.group.fee"].estimate == 0
    assert found["breakdown.indicator.fee.collected"].estimate == 0
    assert found["breakdown.form.none"].denominator == 2


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.sampled_from(KINDS), max_size=6), max_size=5))
def test_shares_lie_between_0_and_1_and_inside_their_interval(found: list[list[str]]) -> None:
    documents = [document(f"d{n}", *kinds) for n, kinds in enumerate(found)]
    for figure in measure(documents):
        if figure.estimate is not None and figure.low is not None and figure.high is not None:
            assert 0 <= figure.low <= figure.estimate <= figure.high <= 1, figure


def test_an_interval_is_the_same_each_time() -> None:
    shares = [("a", 3, 4), ("b", 1, 9), ("c", 5, 5)]
    assert ratio("x", shares) == ratio("x", shares)


def test_documents_without_a_denominator_say_nothing() -> None:
    assert tally("x", [("a", 0, 0), ("b", 1, 2)]).documents == 1
