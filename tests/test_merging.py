"""Who speaks first where several places state one indicator."""

from dataclasses import replace

from _evidence import row, stated

from llm_extract.merging import merge
from llm_extract.records import Rank, State

TEXT = "概述:收到申请1件。四、未收到申请。收到申请数 | 件 | 0\n收到申请数 | 件 | "
OVERVIEW = stated(TEXT, "request.received", "收到申请1件", "1件", "1", rank=Rank.OVERVIEW)
NONE = stated(TEXT, "request.received", "未收到申请", value="0", state=State.ZERO_BY_NEGATION)
FORM = row(TEXT, "request.received", "收到申请数 | 件 | 0", "0")
EMPTY = row(TEXT, "request.received", "收到申请数 | 件 | ", None, state=State.BLANK)


def test_the_form_speaks_before_the_topical_section_and_that_before_the_overview() -> None:
    assert merge([OVERVIEW, NONE, FORM]) == {"request.received": (FORM, NONE, OVERVIEW)}


def test_within_a_rank_a_number_speaks_before_a_negation_and_that_before_an_inference() -> None:
    number = replace(OVERVIEW, rank=Rank.TOPICAL)
    inferred = replace(OVERVIEW, rank=Rank.TOPICAL, state=State.DERIVED)
    assert merge([inferred, NONE, number])["request.received"] == (number, NONE, inferred)


def test_of_equals_the_one_that_stands_first_in_the_text_speaks() -> None:
    later = replace(FORM, rank=Rank.OVERVIEW)
    assert merge([later, OVERVIEW])["request.received"] == (OVERVIEW, later)


def test_a_blank_cell_of_the_form_speaks_before_prose() -> None:
    assert merge([OVERVIEW, EMPTY])["request.received"] == (EMPTY, OVERVIEW)


def test_a_cell_whose_number_is_lost_leaves_the_word_to_prose() -> None:
    lost = replace(EMPTY, state=State.UNRECOVERABLE)
    assert merge([lost, OVERVIEW])["request.received"] == (OVERVIEW, lost)


def test_the_same_statement_is_kept_once() -> None:
    assert merge([FORM, FORM]) == {"request.received": (FORM,)}


def test_two_witnesses_of_one_place_are_both_kept() -> None:
    second = replace(FORM, witness="model")
    assert merge([FORM, second])["request.received"] == (FORM, second)


def test_a_witness_that_contradicts_itself_at_one_place_is_kept_twice() -> None:
    other = stated(TEXT, "request.received", "收到申请1件", "1件", "2", rank=Rank.OVERVIEW)
    assert len(merge([OVERVIEW, other])["request.received"]) == 2


def test_indicators_do_not_mix() -> None:
    other = replace(FORM, indicator="reply.total")
    assert merge([FORM, other]) == {"request.received": (FORM,), "reply.total": (other,)}
