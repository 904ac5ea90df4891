"""A quote that does not stand in the text, or a number that is not in it, is withheld."""

from dataclasses import replace
from decimal import Decimal

import pytest
from _evidence import evidence, found, only, row, stated
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract.checks import examine, grounding
from llm_extract.records import Quantity, Span, State, Statement, Verdict

PROSE = "2017年,全市共收到申请268件,公开信息14.5万条,电子化率达98%,支出608.25万元。未发生行政复议。"
TABLE = (
    "收到申请数(计1条) | 件 | 12\n经费 | 万元 | 8\n经费 | 元 | 80000\n传真 | 件 | \n网络 | 件 | /\n"
)


def refuted(text: str, statement: Statement) -> bool:
    findings = list(grounding.check(evidence(text, statement)))
    assert all(f.bearing is Verdict.UNSUPPORTED and f.statement == statement for f in findings)
    return bool(findings)


RECEIVED = stated(PROSE, "request.received", "收到申请268件", "268件", "268")


def test_a_number_that_stands_in_its_quote_is_grounded() -> None:
    assert not refuted(PROSE, RECEIVED)


def test_a_quote_at_another_place_is_refuted() -> None:
    assert refuted(PROSE, replace(RECEIVED, span=Span(0, 9)))


def test_an_invented_quote_is_refuted() -> None:
    assert refuted(PROSE, replace(RECEIVED, quote="收到申请269件"))


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(-9, 5), Span(5, 5), Span(9, 3)])
def test_a_place_outside_the_text_is_refuted(span: Span) -> None:
    assert refuted(PROSE, replace(RECEIVED, span=span, quote=PROSE[span.start : span.end]))


def test_one_wrong_digit_is_refuted() -> None:
    assert refuted(PROSE, replace(RECEIVED, quantity=Quantity(Decimal(269), "件")))


def test_a_number_outside_the_quote_is_refuted() -> None:
    assert refuted(PROSE, replace(RECEIVED, number=found(PROSE, "14.5万条")))


def test_a_slice_of_a_longer_number_is_refuted() -> None:
    assert refuted(PROSE, stated(PROSE, "request.received", "收到申请268件", "68件", "68"))


def test_a_dropped_ten_thousand_is_refuted() -> None:
    quote = "公开信息14.5万条"
    said = stated(PROSE, "disclosure.total", quote, "14.5", "14.5", unit="条")
    assert refuted(PROSE, said)


def test_a_year_is_no_quantity() -> None:
    assert refuted(PROSE, stated(PROSE, "request.received", "2017年", "2017", "2017"))


def test_an_unknown_indicator_is_refuted() -> None:
    assert refuted(PROSE, replace(RECEIVED, indicator="request.imagined"))


def test_money_in_yuan_equals_its_ten_thousands() -> None:
    quote = "支出608.25万元"
    said = stated(PROSE, "capacity.funding", quote, "608.25万元", "608.25", unit="万元")
    assert not refuted(PROSE, said)


def test_a_ratio_is_counted_in_per_cent() -> None:
    said = stated(PROSE, "disclosure.full_text_rate", "电子化率达98%", "98%", "98", unit="%")
    assert not refuted(PROSE, said)


def test_a_share_is_no_count() -> None:
    assert refuted(PROSE, stated(PROSE, "request.received", "电子化率达98%", "98%", "98"))


def test_a_witness_without_number_span_needs_its_value_among_the_quoted_numbers() -> None:
    quote = "全市共收到申请268件,公开信息14.5万条"
    assert not refuted(PROSE, stated(PROSE, "request.received", quote, "", "268", witness="m"))
    assert refuted(PROSE, stated(PROSE, "request.received", quote, "", "286", witness="m"))


def test_the_note_of_a_label_is_no_value_of_its_row() -> None:
    quote = "收到申请数(计1条) | 件 | 12"
    said = replace(row(TABLE, "request.received", quote, "12"), number=None, witness="m")
    assert not refuted(TABLE, said)
    assert refuted(TABLE, replace(said, quantity=Quantity(Decimal(1), "件")))


def test_a_zero_by_negation_needs_a_negation() -> None:
    none = stated(PROSE, "review.total", "未发生行政复议", value="0", state=State.ZERO_BY_NEGATION)
    assert not refuted(PROSE, none)
    assert refuted(PROSE, replace(none, quantity=Quantity(Decimal(1), "件")))
    assert refuted(PROSE, replace(RECEIVED, state=State.ZERO_BY_NEGATION))
    claimed = replace(RECEIVED, state=State.ZERO_BY_NEGATION, quantity=Quantity(Decimal(0), "件"))
    assert refuted(PROSE, claimed)


def test_ten_does_not_negate() -> None:
    text = "收到申请10件。"
    said = stated(text, "request.received", "收到申请10件", value="0", state=State.ZERO_BY_NEGATION)
    assert refuted(text, said)


def test_a_derived_number_starts_from_one_in_the_document() -> None:
    said = stated(PROSE, "reply.total", "未发生行政复议", value="268", state=State.DERIVED)
    assert not refuted(PROSE, said)
    assert refuted(PROSE, replace(said, quantity=Quantity(Decimal(267), "件")))


def test_a_cell_counts_in_the_unit_of_its_row() -> None:
    in_form = row(TABLE, "capacity.funding", "经费 | 万元 | 8", "8")
    assert not refuted(TABLE, in_form)
    yuan = row(TABLE, "capacity.funding", "经费 | 元 | 80000", "80000")
    assert not refuted(TABLE, replace(yuan, quantity=Quantity(Decimal(8), "万元")))
    assert refuted(TABLE, replace(in_form, quantity=Quantity(Decimal("0.0008"), "万元")))


def test_a_blank_cell_must_be_blank() -> None:
    blank = row(TABLE, "request.fax", "传真 | 件 | ", None, state=State.BLANK)
    assert not refuted(TABLE, blank)
    full = row(TABLE, "request.received", "收到申请数(计1条) | 件 | 12", None, state=State.BLANK)
    assert refuted(TABLE, full)
    assert refuted(TABLE, replace(blank, quantity=Quantity(Decimal(0), "件")))


def test_a_struck_cell_must_be_struck() -> None:
    struck = row(TABLE, "request.online", "网络 | 件 | /", None, state=State.NOT_APPLICABLE)
    assert not refuted(TABLE, struck)
    blank = row(TABLE, "request.fax", "传真 | 件 | ", None, state=State.NOT_APPLICABLE)
    assert refuted(TABLE, blank)


def test_what_grounding_refutes_is_no_value_but_a_finding() -> None:
    wrong = replace(RECEIVED, quantity=Quantity(Decimal(269), "件"))
    values, findings = examine(evidence(PROSE, wrong))
    assert values == ()
    assert only([f for f in findings if f.check == "grounding"]).indicators == ("request.received",)


@settings(deadline=None)
@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(list(State)), st.booleans())
def test_a_value_that_is_not_in_the_quote_is_never_a_value(
    true: int, claimed: int, state: State, spanned: bool
) -> None:
    text = f"全年共收到申请{true}件,均已办理。"
    quote = f"收到申请{true}件"
    number = f"{true}件" if spanned else ""
    said = stated(text, "request.received", quote, number, str(claimed), state=state)
    values, _ = examine(evidence(text, said))
    kept = [v.statements[0].quantity for v in values]
    assert all(q is not None and q.value in {true, 0} and claimed == q.value for q in kept)
    if claimed != true and claimed != 0:
        assert values == ()
