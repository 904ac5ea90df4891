"""The bench of planted errors: what it plants is wrong, what it counts is what became of it."""

from collections import Counter
from random import Random

import pytest
from _testimony import labelled

from llm_extract.evaluation import faults
from llm_extract.evaluation.faults.bench import KINDS, Board, Kind, examined, planted, silent
from llm_extract.evaluation.faults.case import Case
from llm_extract.evaluation.faults.trial import Fate

REPORT = "puwan_district_2009"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(labelled(REPORT)[0])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_error_is_one_statement_and_nothing_else(case: Case, kind: Kind) -> None:
    for error in list(kind.plant(case, Random(1)))[:5]:
        known = set(case.told)
        assert len([told for told in error.told if told not in known]) <= 1


def test_a_perfect_answer_quotes_the_text(case: Case) -> None:
    assert all(case.text[t.span.start : t.span.end] == t.quote for t in case.told)


def test_the_same_seed_plants_the_same_errors() -> None:
    fixture = labelled("qingshikan_township_2010")[0]
    first, again = examined(fixture)[0], examined(fixture)[0]
    assert first.counts == again.counts


def test_a_digit_that_is_wrong_is_never_trusted(case: Case) -> None:
    kind = next(kind for kind in KINDS if kind.name == "wrong digit")
    board, slips = examined(case.fixture, (kind,))
    assert planted(board.counts[kind.name]) > 0
    assert (silent(board.counts[kind.name]), slips) == (0, [])


def test_confirmed_and_supported_errors_are_the_silent_ones() -> None:
    counted = Counter({fate.value: 1 for fate in Fate})
    assert (planted(counted), silent(counted)) == (len(Fate), 2)


def test_boards_of_several_reports_add_up() -> None:
    whole = Board({"wrong digit": Counter(disputed=1)}, Counter(right=2))
    whole.add(Board({"wrong digit": Counter(disputed=2), "doubled": Counter(void=1)}))
    assert whole.counts == {"wrong digit": Counter(disputed=3), "doubled": Counter(void=1)}
    assert whole.calm == Counter(right=2)


def test_a_kind_that_misses_its_bar_is_named_on_the_page() -> None:
    board = Board({"look-alike": Counter(supported=1, disputed=1)}, Counter(documents=1, right=1))
    page = faults.shown(faults.stored({"dev": board}))
    assert "- look-alike: 1 of 2 silent." in page
    assert "| look-alike | 2 | 50.00 % | 5 % |" in page
