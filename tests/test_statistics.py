"""Intervals of shares and ratios, tests of flips, and what trust buys, with numbers in sight."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from llm_extract.evaluation.statistics import (
    RiskPoint,
    exact_proportion,
    holm,
    interval,
    mcnemar,
    proportion,
    risk_coverage,
)

shares = st.lists(
    st.integers(1, 60).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked))),
    min_size=1,
    max_size=12,
)


def test_the_estimate_pools_the_documents() -> None:
    assert interval([(1, 2), (9, 10), (90, 100)]).estimate == 100 / 112


def test_all_right_is_not_certainty() -> None:
    found = interval([(50, 50)] * 10)
    assert (found.estimate, found.high) == (1, 1)
    assert 0.8 < found.low < 0.9


def test_all_wrong_is_not_certainty_either() -> None:
    found = interval([(0, 50)] * 10)
    assert (found.estimate, found.low) == (0, 0)
    assert 0.1 < found.high < 0.2


def test_more_documents_all_right_say_more_than_longer_ones() -> None:
    few, long, many = (
        interval(each).low for each in ([(50, 50)] * 5, [(500, 500)] * 5, [(50, 50)] * 20)
    )
    assert few == long < many


def test_one_miss_lowers_the_bound_that_no_miss_has() -> None:
    assert interval([(49, 50), *[(50, 50)] * 9]).low < interval([(50, 50)] * 10).low


def test_of_one_document_nothing_can_be_said() -> None:
    found = interval([(48, 50)])
    assert (found.low, found.estimate, found.high) == (0, 0.96, 1)


def test_documents_without_numbers_say_nothing() -> None:
    assert interval([(3, 4), (0, 0), (5, 5)]) == interval([(3, 4), (5, 5)])


def test_without_any_denominator_there_is_no_ratio() -> None:
    with pytest.raises(ValueError, match="no document has a denominator"):
        interval([(0, 0), (0, 0)])


def test_documents_that_disagree_widen_the_interval() -> None:
    alike, apart = interval([(45, 50)] * 10), interval([(50, 50)] * 5 + [(40, 50)] * 5)
    assert alike.estimate == apart.estimate
    assert apart.high - apart.low > alike.high - alike.low


def test_a_ratio_above_one_has_an_interval_too() -> None:
    found = interval([(10, 2), (12, 3), (30, 5), (8, 2), (21, 4)])
    assert found.low < found.estimate == 81 / 16 < found.high


def test_a_ratio_that_never_varies_has_no_width() -> None:
    found = interval([(10, 2), (20, 4), (30, 6)])
    assert found.low == found.estimate == found.high == 5


def test_the_same_seed_gives_the_same_bounds() -> None:
    documents = [(3, 7), (8, 9), (20, 30), (1, 1)]
    assert interval(documents, seed=4) == interval(documents, seed=4)


def test_a_higher_level_is_wider() -> None:
    documents = [(3, 7), (8, 9), (20, 30), (4, 4), (5, 9)]
    narrow, wide = interval(documents, level=0.8), interval(documents, level=0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


@example([(29, 58), (29, 58)])
@given(shares)
def test_a_share_stays_between_its_bounds_and_they_between_0_and_1(
    documents: Sequence[tuple[int, int]],
) -> None:
    found = interval(documents, replicates=60)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert found.low < found.high


def test_three_of_ten_by_hand() -> None:
    found = proportion(3, 10)
    assert (round(found.low, 4), round(found.high, 4)) == (0.1078, 0.6032)


def test_the_exact_bound_of_ten_out_of_ten() -> None:
    found = exact_proportion(10, 10)
    assert found.low == pytest.approx(0.025**0.1)
    assert found.high == 1


@pytest.mark.parametrize(("successes", "trials"), [(0, 0), (3, 2), (-1, 4)])
def test_a_share_needs_trials(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="needs trials"):
        proportion(successes, trials)
    with pytest.raises(ValueError, match="needs trials"):
        exact_proportion(successes, trials)


def test_five_flips_one_way_are_not_yet_significant() -> None:
    assert mcnemar(5, 0) == 2 / 32
    assert mcnemar(0, 6) == 2 / 64


def test_no_flips_speak_for_nothing() -> None:
    assert mcnemar(0, 0) == 1


def test_the_mid_p_counts_half_of_what_is_as_likely() -> None:
    assert mcnemar(5, 0, mid_p=True) == 1 / 32
    assert mcnemar(4, 4, mid_p=True) == 1


def test_thousands_of_flips_have_a_p_too() -> None:
    assert mcnemar(3000, 3000) == 1
    assert 0 <= mcnemar(3000, 2000) < 1e-30


def test_holm_multiplies_the_smallest_most_and_keeps_the_order() -> None:
    assert holm([0.04, 0.01, 0.03]) == [0.06, 0.03, 0.06]


def test_holm_of_nothing_is_nothing() -> None:
    assert holm([]) == []


def test_holm_never_exceeds_one() -> None:
    assert holm([0.9, 0.6]) == [1, 1]


def test_risk_grows_as_less_trusted_answers_come_in() -> None:
    assert risk_coverage([(3, True), (3, True), (2, True), (2, False)]) == (
        RiskPoint(3, 2, 0.5, 0.0),
        RiskPoint(2, 4, 1.0, 0.25),
    )


def test_without_answers_there_is_no_curve() -> None:
    assert risk_coverage([]) == ()
