"""Numbers that fill a cell are read by a short way; it must lead where the long one does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract.numerals import find, finding
from llm_extract.numerals.lone import lone
from llm_extract.records import NumberKind, Remark

_PIECES = st.sampled_from(
    ["\t", " | ", "|", "\n", " ", "0", "7", "12", "07", "110", "2016", "件", "万元", "“", "”", "年"]
)


def test_a_number_between_tabs_is_a_count_that_lost_its_unit() -> None:
    number = lone("规章\t12\t0", 3)
    assert number is not None and number.quantity is not None
    assert (number.quantity.value, number.quantity.remark) == (Decimal(12), Remark.UNIT_MISSING)


@pytest.mark.parametrize("text", ["\t2016\t", "\t07\t", "\t12件\t", "x12\t", "\t12"])
def test_what_its_surroundings_may_change_goes_the_long_way(text: str) -> None:
    assert lone(text, 1) is None


def test_a_unit_in_the_cell_before_is_the_numbers_unit() -> None:
    (number,) = find("收费\t万元\t8\t")
    assert number.quantity is not None and number.quantity.value == 80000


def test_a_number_alone_in_quotation_marks_stays_a_name() -> None:
    (number,) = find("“甲 | 8 | 乙”")
    assert number.kind is NumberKind.NAME


@given(st.lists(_PIECES, max_size=24).map("".join))
def test_the_short_way_reads_what_the_long_way_reads(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "lone", lambda text, start: None)
        long_way = find(text)
    assert find(text) == long_way
