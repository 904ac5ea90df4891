"""What holds for any number and any text."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from llm_extract.numerals import find, fold, parse, parse_cell
from llm_extract.numerals.written import evaluate
from llm_extract.records import Number, NumberKind, Remark, State

_DIGITS = "零一二三四五六七八九"
_PROSE = (
    "0123456789.,%万亿千百十〇○一二三四五两余多近约超上年月日至-—~ ()〔〕第"
    "条件人次个元分之成倍“”《》增长下降\n|、号O/"
)


def spelled(number: int) -> str:
    """The textbook way to write an integer below 10¹² in Chinese."""
    if number == 0:
        return "零"
    text = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        if part:
            gap = "零" if text and part < 1000 else ""
            text += gap + _section(part) + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text.replace("零零", "零")


def _section(part: int) -> str:
    text = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, part = divmod(part, scale)
        if digit:
            text += _DIGITS[digit] + name
        elif text and part and not text.endswith("零"):
            text += "零"
    return text


@given(st.integers(0, 10**12 - 1))
def test_an_integer_survives_being_spelled_in_chinese(number: int) -> None:
    assert evaluate(spelled(number)) == number


@given(st.integers(0, 10**15 - 1))
def test_thousands_separators_change_nothing(number: int) -> None:
    quantity = parse(f"{number:,}元")
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(number), "元")


@given(st.decimals(0, 9999, places=2))
def test_a_myriad_multiplies_by_ten_thousand(number: Decimal) -> None:
    quantity = parse(f"{number}万条")
    assert quantity is not None
    assert quantity.value == number * 10000
    assert quantity.remark is Remark.ROUNDED


@given(st.integers(0, 10**9))
def test_width_changes_nothing(number: int) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    assert parse(f"{wide}件") == parse(f"{number}件")


@given(st.integers(-(10**9), 10**9))
def test_a_cell_with_an_integer_is_that_integer(number: int) -> None:
    state, quantity = parse_cell(str(number))
    assert state is State.REPORTED
    assert quantity is not None
    assert quantity.value == number


@given(st.text() | st.text(_PROSE))
def test_spans_are_disjoint_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for number in find(text):
        assert end <= number.span.start <= number.digits.start
        assert number.digits.start < number.digits.end <= number.span.end <= len(text)
        end = number.span.end


@given(st.text() | st.text(_PROSE))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text() | st.text(_PROSE))
def test_any_cell_gets_a_state(text: str) -> None:
    state, quantity = parse_cell(text)
    assert (quantity is not None) == (state in (State.REPORTED, State.ZERO_BY_NEGATION))


@given(st.text(_PROSE))
def test_a_number_read_alone_states_what_it_states_in_the_text(text: str) -> None:
    for number in find(text):
        if number.kind is NumberKind.QUANTITY and _stands_alone(number):
            assert parse(text[number.span.start : number.span.end]) == number.quantity


def _stands_alone(number: Number) -> bool:
    return number.unit is not None and number.span.end >= number.unit.end > number.digits.end
