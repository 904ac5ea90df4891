"""Numbers as financial reports write them: read as they are meant, or refused, never misread."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract import script
from llm_extract.numerals import declared, western
from llm_extract.numerals.measures import express, measure
from llm_extract.records import Approximation, Quantity

Read = tuple[str, str]


def stated(text: str) -> list[Read]:
    """Values and units of the numbers that state something."""
    return [
        (f"{number.quantity.value:f}", number.quantity.unit)
        for number in western.find(script.fold(text))
        if number.quantity is not None and number.quantity.value is not None
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("RMB 1,234.5 million", "1234500000", "元"),
        ("RMB1,234.5 million", "1234500000", "元"),
        ("1,234.5 million yuan", "1234500000", "元"),
        ("US$3bn", "3000000000", "美元"),
        ("$1.2B", "1200000000", "美元"),
        ("€5.2m", "5200000", "欧元"),
        ("HK$ 45 million", "45000000", "港元"),
        ("港币3.4亿元", "340000000", "港元"),
        ("5.6亿港元", "560000000", "港元"),
        ("人民币7,800万元", "78000000", "元"),
        ("RMB(12.3) million", "-12300000", "元"),
        ("$(45.6)", "-45.6", "美元"),
        ("8.5 per cent", "0.085", "ratio"),
        ("12.2%", "0.122", "ratio"),
        ("2.3 percentage points", "2.3", "百分点"),
        ("RMB 1.23 per share", "1.23", "元/share"),
        ("1.23元/股", "1.23", "元/share"),
        ("1.2 million customers", "1200000", ""),
        ("12,345 employees", "12345", ""),
        ("12,345人", "12345", "人"),
    ],
)
def test_a_number_is_read_with_its_currency_scale_and_sign(
    text: str, value: str, unit: str
) -> None:
    assert stated(f"It was {text}, we think.") == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "1.234,5 million",
        "1,23",
        "12,34,567",
        "in 2024",
        "on 31 December 2024",
        "December 31, 2024",
        "FY2024",
        "note 12",
        "page 45",
        "ISO 9001",
        "COVID-19",
        "Q3",
        "3.5x",
        "2/3",
        "1 234 567",
        "10-12 million",
        "10 to 12%",
        "12m wide",
        "RMB 5 million USD",
    ],
)
def test_what_may_mean_something_else_states_nothing(text: str) -> None:
    assert stated(f"It was {text}.") == []


def test_brackets_are_a_minus_in_a_cell_and_an_aside_in_prose() -> None:
    assert stated("Loss | (1,045.6)") == [("-1045.6", "")]
    assert stated("a loss (1,045.6) of some kind") == []


def test_a_scaled_number_may_stand_for_a_finer_one() -> None:
    [number] = western.find("RMB 1.2 billion")
    assert number.quantity is not None
    assert number.quantity.approximation is Approximation.ABOUT
    assert number.quantity.low == Decimal(1_150_000_000)


def meant(table: str, kind: str = "money") -> Read | None:
    """What the last number of a table says with what the table declares."""
    folded = script.fold(table)
    found = declared.in_table(western.find(folded)[-1], folded, kind)
    return None if found is None else (f"{found.value:f}", found.unit)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("(RMB million)\nSales | 12.5", ("12500000", "元")),
        ("单位：人民币千元\n项目 | 2024年\n营业收入 | 12", ("12000", "元")),
        ("Item | 2024\n | RMB'000\nSales | 12", ("12000", "元")),
        ("Sales (US$ million) | 12", ("12000000", "美元")),
        ("Sales | RMB million | 12", ("12000000", "元")),
        ("In thousands of euros, except per share data\nSales | 12", ("12000", "欧元")),
        ("(in millions)\nSales | $ 12", ("12000000", "美元")),
        ("(RMB million)\nChange (%) | 12", ("0.12", "ratio")),
    ],
)
def test_the_numbers_of_a_table_count_in_what_its_row_head_or_caption_says(
    table: str, said: Read
) -> None:
    assert meant(table) == said


@pytest.mark.parametrize(
    "table",
    [
        "Sales | 12",
        "(in millions)\nSales | 12",
        " | US$ million | RMB million\nSales | 5 | 12",
        "(RMB million)\nCost | 3\n\nStaff of the group\n\nSales | 12",
    ],
)
def test_a_table_that_declares_nothing_or_two_things_leaves_a_number_bare(table: str) -> None:
    assert meant(table) == ("12", "")


def test_a_unit_that_is_declared_and_not_known_is_not_that_of_the_table() -> None:
    assert meant("(RMB million)\nSales (RMB per tonne of steel) | 12") == ("12", "?")


def test_a_dollar_in_a_table_of_euros_is_no_number_of_either() -> None:
    assert meant("(€ million)\nSales | $ 12") is None


def test_heads_are_counted_in_ones_in_a_table_of_millions() -> None:
    assert meant("(RMB million)\nEmployees | 12", "count") == ("12", "")
    assert meant("(in thousands)\nEmployees | 12", "count") is None
    assert meant("Customers (million) | 1.2", "count") == ("1200000", "")


@pytest.mark.parametrize(
    ("unit", "family", "size"),
    [
        ("RMB million", "元", 10**6),
        ("million RMB", "元", 10**6),
        ("人民币百万元", "元", 10**6),
        ("港币百万元", "港元", 10**6),
        ("US$'000", "美元", 1000),
        ("千元", "元", 1000),
        ("亿元", "元", 10**8),
        ("thousand tonnes", "tonnes", 1000),
        ("万人", "人", 10_000),
        ("stores", "stores", 1),
    ],
)
def test_a_unit_names_what_is_measured_and_how_many_of_it_one_is(
    unit: str, family: str, size: int
) -> None:
    assert (measure(unit).family, measure(unit).size) == (family, Decimal(size))


def test_money_is_never_said_in_another_currency() -> None:
    assert express(Quantity(Decimal(5), "元"), "USD") is None
    said = express(Quantity(Decimal(1_234_500_000), "元"), "RMB million")
    assert said is not None
    assert said.value == Decimal("1234.5")


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("1,234.5", "RMB million", ("1234500000", "元")),
        ("(1,234)", "RMB million", ("-1234000000", "元")),
        ("12.34", "亿元", ("1234000000", "元")),
        ("12.2", "%", ("0.122", "ratio")),
        ("1,862", "employees", ("1862", "")),
    ],
)
def test_a_number_and_a_unit_written_apart_are_read_together(
    number: str, unit: str, said: Read
) -> None:
    found = western.parse(number, unit)
    assert found is not None
    assert (f"{found.value:f}", found.unit) == said


@pytest.mark.parametrize("number", ["1.234,5", "", "12 or 13"])
def test_what_is_no_number_is_none_with_any_unit(number: str) -> None:
    assert western.parse(number, "million") is None


_PIECES = ("RMB", "US$", "$", "(", ")", "-", "–", "1,234", "1.234,5", "12", "2024", "0.5", "%", " ")
_PIECES += (
    "million",
    "bn",
    "m",
    "per cent",
    "per share",
    "|",
    "\n",
    ".",
    ",",
    "to",
    "亿元",
    "万",
    "人",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_numbers_never_overlap_and_stand_in_order(text: str) -> None:
    folded = script.fold(text)
    at = 0
    for number in western.find(folded):
        assert at <= number.span.start < number.span.end <= len(text)
        assert number.span.start <= number.digits.start < number.digits.end <= number.span.end
        at = number.span.end


@given(
    st.integers(0, 10**7),
    st.sampled_from([("RMB ", "元"), ("US$", "美元"), ("€", "欧元"), ("", "")]),
    st.sampled_from([(" thousand", 10**3), (" million", 10**6), (" billion", 10**9)]),
)
def test_what_is_written_in_english_is_what_is_read(
    tenths: int, currency: tuple[str, str], scale: tuple[str, int]
) -> None:
    value = Decimal(tenths) / 10
    [(read, unit)] = stated(f"It was {currency[0]}{value:,.1f}{scale[0]} in all.")
    assert (Decimal(read), unit) == (value * scale[1], currency[1])
