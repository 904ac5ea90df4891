"""What table cells state, and how quantities change their unit."""

from decimal import Decimal

import pytest

from llm_extract.numerals import convert, parse, parse_cell, unit_class
from llm_extract.records import Approximation, Quantity, Remark, State


@pytest.mark.parametrize(
    ("surface", "value", "unit"),
    [
        ("0", 0, ""),
        (" 258 ", 258, ""),
        ("12,650", 12650, ""),
        ("8.5", Decimal("8.5"), ""),
        ("+3", 3, ""),
        ("增1423", 1423, ""),
        ("減8", -8, ""),
        ("-8", -8, ""),
        ("−5", -5, ""),
        ("12件", 12, "件"),
        ("251000元", 251000, "元"),
        ("103.3879万元", 1033879, "元"),
        ("100%", 1, "ratio"),
        ("约5", 5, ""),
        ("二", 2, ""),
        ("2018", 2018, ""),
    ],
)
def test_a_cell_with_a_number_is_reported(surface: str, value: Decimal, unit: str) -> None:
    state, quantity = parse_cell(surface)
    assert state is State.REPORTED
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize("surface", ["/", "“/”", "—", "——", "-", "－", "\\", "不适用"])
def test_a_slash_cell_is_not_zero(surface: str) -> None:
    assert parse_cell(surface) == (State.NOT_APPLICABLE, None)


@pytest.mark.parametrize("surface", ["", "  ", "\u3000", "\u00a0", "&nbsp;", "(空白)", "\u200b"])
def test_an_empty_cell_is_not_zero(surface: str) -> None:
    assert parse_cell(surface) == (State.BLANK, None)


def test_a_cell_that_says_none_is_zero_by_negation() -> None:
    assert parse_cell("无") == (State.ZERO_BY_NEGATION, Quantity(Decimal(0), ""))


@pytest.mark.parametrize("surface", ["#REF!", "见附件", "12 34", "3/4", "第12号", "□"])
def test_a_cell_that_cannot_be_read_is_unrecoverable(surface: str) -> None:
    assert parse_cell(surface) == (State.UNRECOVERABLE, None)


def test_a_doubled_minus_is_suspect() -> None:
    assert parse_cell("--253") == (
        State.REPORTED,
        Quantity(Decimal(-253), "", remark=Remark.SUSPECT),
    )


def test_yuan_become_myriads_of_yuan() -> None:
    assert convert(Quantity(Decimal(251000), "元"), "万元") == Quantity(Decimal("25.1"), "万元")


def test_bounds_are_converted_with_their_value() -> None:
    rounded = parse("5.93亿元")
    assert rounded is not None
    assert convert(rounded, "万元") == Quantity(
        Decimal(59300),
        "万元",
        Approximation.ABOUT,
        Decimal(59250),
        Decimal(59350),
        Remark.ROUNDED,
    )


def test_a_share_becomes_a_percentage() -> None:
    assert convert(Quantity(Decimal("0.98"), "ratio"), "%") == Quantity(Decimal(98), "%")


def test_counts_of_one_class_take_over_the_unit_asked_for() -> None:
    assert convert(Quantity(Decimal(7), "件"), "条") == Quantity(Decimal(7), "条")


def test_people_are_no_cases() -> None:
    assert convert(Quantity(Decimal(7), "人次"), "件") is None


def test_a_number_without_unit_may_be_a_count() -> None:
    assert convert(Quantity(Decimal(0), ""), "件") == Quantity(Decimal(0), "件")


def test_a_number_without_unit_is_never_money() -> None:
    assert convert(Quantity(Decimal(8), ""), "万元") is None


def test_an_unknown_unit_is_a_class_of_its_own() -> None:
    assert unit_class("斛") == "斛"
    assert unit_class("起") == unit_class("件")


@pytest.mark.parametrize("surface", ["1万.00001", "亿亿.5", "百万.0"])
def test_a_point_behind_a_scale_is_no_number(surface: str) -> None:
    assert parse_cell(surface) == (State.UNRECOVERABLE, None)
