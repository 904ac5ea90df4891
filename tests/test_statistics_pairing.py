"""Two runs over the same documents: intervals, tests, and what a set could detect."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.evaluation.statistics import (
    Pair,
    detectable_difference,
    mcnemar,
    paired_difference,
)
from llm_extract.evaluation.statistics.pairing import exact_swapping, swapping


def test_the_difference_is_what_the_second_run_has_more() -> None:
    found = paired_difference([(5, 10), (8, 10)], [(9, 10), (8, 10)])
    assert found.interval.estimate == pytest.approx(0.2)


def test_equal_runs_do_not_differ_but_might() -> None:
    found = paired_difference([(9, 10)] * 12, [(9, 10)] * 12)
    assert found.p == 1
    assert found.interval.low < 0 == found.interval.estimate < found.interval.high


def test_the_order_of_the_runs_only_turns_the_sign() -> None:
    a, b = [(5, 10), (8, 10), (7, 9), (2, 4)], [(9, 10), (8, 10), (9, 9), (1, 4)]
    there, back = paired_difference(a, b), paired_difference(b, a)
    assert there.interval.estimate == -back.interval.estimate
    assert there.p == back.p


def test_pairs_need_the_same_documents() -> None:
    with pytest.raises(ValueError, match="2 documents against 1"):
        paired_difference([(1, 2), (2, 2)], [(1, 2)])


def test_six_documents_one_way_are_significant_and_five_are_not() -> None:
    assert exact_swapping([1] * 5) == 2 / 32
    assert exact_swapping([3, 1, 1, 2, 1, 1]) == 2 / 64


def test_documents_that_do_not_differ_say_nothing() -> None:
    assert exact_swapping([0, 0, 0]) == 1
    assert exact_swapping([2, 0, -1, 0, 4]) == exact_swapping([2, -1, 4])


def test_one_document_with_many_flips_is_one_coin() -> None:
    assert mcnemar(40, 0) < 1e-10
    assert exact_swapping([40]) == 1


@given(st.lists(st.integers(-6, 6), max_size=8))
def test_the_exact_p_is_that_of_trying_every_swap(nets: Sequence[int]) -> None:
    sums = [
        sum(sign * net for sign, net in zip(signs, nets, strict=True))
        for signs in product((-1, 1), repeat=len(nets))
    ]
    tried = Fraction(sum(abs(each) >= abs(sum(nets)) for each in sums), len(sums))
    assert exact_swapping(nets) == pytest.approx(float(tried))


def test_swaps_at_random_come_close_to_all_swaps() -> None:
    a = [(5, 10), (8, 10), (7, 9), (2, 4), (6, 9), (3, 7), (4, 8)]
    b = [(9, 10), (8, 10), (9, 9), (1, 4), (9, 9), (5, 7), (6, 8)]
    exact = swapping(a, b, Random(0))
    halved = [[(above / 2 + 0.25, below) for above, below in run] for run in (a, b)]
    assert swapping(*halved, Random(0), 4000) == pytest.approx(exact, abs=0.02)


def test_runs_with_denominators_of_their_own_can_be_compared() -> None:
    a = [(5, 10), (8, 11), (7, 9), (2, 4), (6, 9), (3, 7), (4, 8), (1, 5)]
    b = [(9, 9), (10, 11), (9, 10), (4, 4), (9, 9), (6, 6), (8, 8), (4, 4)]
    assert paired_difference(a, b).p < 0.02


def test_the_swaps_reject_seldom_where_runs_are_alike_though_flips_come_in_bunches() -> None:
    """McNemar, which takes each flip for a coin, rejects far too often on the same documents."""
    random = Random(8)
    by_documents = by_flips = 0
    for _ in range(300):
        nets = [random.choice((-1, 1)) * random.choice((0, 0, 1, 5, 12)) for _ in range(15)]
        by_documents += exact_swapping(nets) <= 0.05
        gained = sum(net for net in nets if net > 0)
        by_flips += mcnemar(gained, gained - sum(nets)) <= 0.05
    assert by_documents / 300 <= 0.08
    assert by_flips / 300 >= 0.3


def test_pairs_see_what_two_samples_do_not() -> None:
    """Documents differ far more from each other than the runs do from each other."""
    a = [(20 * n % 97, 100) for n in range(1, 13)]
    b = [(right + 2, asked) for right, asked in a]
    found = paired_difference(a, b)
    assert found.p < 0.001
    assert 0.01 < found.interval.low <= found.interval.estimate == pytest.approx(0.02)


def test_too_few_documents_detect_nothing() -> None:
    assert detectable_difference([Pair(0, 0, 80)] * 5) is None
    assert detectable_difference([]) is None


def test_without_any_flip_a_set_still_has_a_smallest_difference() -> None:
    found = detectable_difference([Pair(0, 0, 80)] * 20)
    assert found is not None
    assert 6 / 1600 <= found < 0.02


def test_more_documents_detect_smaller_differences() -> None:
    few = detectable_difference([Pair(2, 1, 50), Pair(0, 1, 50), Pair(0, 0, 50)] * 5)
    many = detectable_difference([Pair(2, 1, 50), Pair(0, 1, 50), Pair(0, 0, 50)] * 20)
    assert few is not None and many is not None
    assert many < few


def test_flips_in_bunches_hide_differences() -> None:
    single = detectable_difference([Pair(1, 0, 50), Pair(0, 1, 50)] * 10)
    bunched = detectable_difference([Pair(8, 0, 50), Pair(0, 8, 50)] * 10)
    assert single is not None and bunched is not None
    assert single < bunched / 2
