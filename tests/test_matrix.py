"""The forms of 2019 and 2021 in every layout that people paste: each cell with its state."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matrix_layouts import LAYOUTS, WITHOUT_BLANKS, bars, tabs
from matrix_report import TAIL, Invented, grid, invent

from llm_extract.records import Document, Place, Rank, Span, State, Statement
from llm_extract.scanning import tables
from llm_extract.scanning._scanned import TableScan
from llm_extract.schemas.form_2019 import FORM as FORM_2019
from llm_extract.schemas.form_2021 import FORM as FORM_2021
from llm_extract.script import fold

FORMS = ("2019", "2021")


def scanned(source: Document | str) -> TableScan:
    read = Document(source, "txt", "") if isinstance(source, str) else source
    return tables.scan(read, fold(read.text), ())


def found(scan: TableScan) -> dict[str, tuple[State, object]]:
    """State and value by identifier, each at most once."""
    values = {
        s.indicator: (s.state, s.quantity.value if s.quantity else None) for s in scan.statements
    }
    assert len(values) == len(scan.statements)
    return values


def one(scan: TableScan, indicator: str) -> Statement:
    return next(s for s in scan.statements if s.indicator == indicator)


def as_expected(invented: Invented, scan: TableScan) -> None:
    """Nothing differs, nothing is missing, nothing is too much."""
    seen = found(scan)
    assert {i: (e, seen.get(i)) for i, e in invented.expected.items() if seen.get(i) != e} == {}
    assert seen.keys() == invented.expected.keys()
    assert scan.forms == (invented.form,)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_every_cell_with_its_state(name: str, form: str, seed: int) -> None:
    invented = invent(form, seed)
    as_expected(invented, scanned(LAYOUTS[name](invented) + TAIL))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WITHOUT_BLANKS)
def test_layouts_that_cannot_show_an_empty_cell(name: str, form: str, seed: int) -> None:
    invented = invent(form, seed, blanks=False)
    as_expected(invented, scanned(WITHOUT_BLANKS[name](invented) + TAIL))


@pytest.mark.parametrize("holes", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_a_marked_grid_gives_every_cell(form: str, holes: bool) -> None:
    invented = invent(form, 7)
    as_expected(invented, scanned(grid(invented, holes=holes)))


def test_the_forms_have_198_and_200_cells() -> None:
    assert (len(FORM_2019.ids), len(FORM_2021.ids)) == (198, 200)
    assert set(invent("2019", 1).expected) == set(FORM_2019.ids)
    assert set(invent("2021", 1).expected) == set(FORM_2021.ids)


def test_a_number_is_the_cell_and_its_quote_ends_with_it() -> None:
    text = bars(invent("2021", 2))
    for statement in scanned(text).statements:
        assert text[statement.span.start : statement.span.end] == statement.quote
        assert (statement.place, statement.rank) == (Place.TABLE, Rank.FORM)
        assert statement.number is not None
        assert statement.number.end == statement.span.end


def test_equal_numbers_of_a_row_have_places_of_their_own() -> None:
    text = bars(invent("2021", 2, missing=0))
    places = [s.number for s in scanned(text).statements]
    assert len(set(places)) == len(places) == 200


ROW = "一、本年新收政府信息公开申请数量"
REST = (
    "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    "三、本年度办理结果 | (一)予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
    "(三)不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    "5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    "(五)不予处理 | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
)


@pytest.mark.parametrize(
    "cells", ["3 | 0 | 0 | 0 | 0 | 3 |", "3 | 0 | 0 | 0 | 0 | 0 | 0 | 3 |", "3000003"]
)
def test_a_row_that_does_not_fit_is_refused_not_shifted(cells: str) -> None:
    scan = scanned(f"自然人 | 其他 | 总计 |\n{ROW} | {cells}\n{REST}")
    assert not [s for s in scan.statements if "new_received" in s.indicator]
    assert {r.indicator for r in scan.refusals} == {"applications.new_received.natural_person"}
    assert one(scan, "applications.granted.total").quantity is not None


def test_a_cell_with_words_is_unrecoverable_and_shifts_nothing() -> None:
    scan = scanned(f"{ROW} | 3 | 见附件 | 0 | 0 | 0 | 0 | 3 |\n{REST}")
    assert one(scan, "applications.new_received.business").state is State.UNRECOVERABLE
    total = one(scan, "applications.new_received.total").quantity
    assert total is not None
    assert total.value == 3


def test_a_total_column_that_is_printed_and_empty_is_blank() -> None:
    def shortened(line: str) -> str:
        return line.rsplit(" | ", 1)[0] + " |"

    rest = "\n".join(map(shortened, REST.splitlines()))
    head = "自然人 | 法人或其他组织 | 总计 |\n"
    scan = scanned(f"{head}{ROW} | 2 | 5 | 0 | 0 | 0 | 0 |\n{rest}\n")
    assert one(scan, "applications.new_received.total").state is State.BLANK
    assert one(scan, "applications.new_received.business").quantity is not None


def test_a_total_column_that_is_not_there_says_nothing() -> None:
    def shortened(line: str) -> str:
        return line.rsplit(" | ", 1)[0] + " |"

    rest = "\n".join(map(shortened, REST.splitlines()))
    scan = scanned(f"自然人 | 法人或其他组织 |\n{ROW} | 2 | 5 | 0 | 0 | 0 | 0 |\n{rest}\n")
    assert not [s for s in scan.statements if s.indicator.endswith(".total")]
    assert len(scan.statements) == 36


def test_a_row_that_nobody_filled_in_is_blank() -> None:
    scan = scanned(f"{ROW}\n{REST}")
    states = {s.state for s in scan.statements if "new_received" in s.indicator}
    assert states == {State.BLANK}


def test_six_columns_whose_last_may_be_the_total_are_refused() -> None:
    lines = [line.replace(" | 0 | ", " | ", 1) for line in REST.splitlines()]
    scan = scanned(f"{ROW} | 2 | 0 | 0 | 0 | 0 | 2 |\n" + "\n".join(lines))
    assert scan.statements == ()
    assert {r.reason for r in scan.refusals} == {"columns cannot be told apart"}


def test_a_table_that_lost_its_numbers_is_unrecoverable() -> None:
    lines = [" | ".join(row[:1]) for row in invent("2021", 1).applications()]
    scan = scanned("申请人情况 自然人 总计\n" + "\n".join(lines))
    assert {s.state for s in scan.statements} == {State.UNRECOVERABLE}
    assert len(scan.statements) > 100


def test_bars_of_cells_merged_behind_a_number_leave_it_a_number() -> None:
    text = (
        "第二十条第(五)项 | |||\n信息内容 | 本年处理决定数量 | ||\n行政许可 |\n7 | ||\n"
        "第二十条第(六)项 | |||\n信息内容 | 本年处理决定数量 | ||\n行政处罚 |\n0 | ||\n"
        "行政强制 |\n | ||\n"
    )
    assert found(scanned(text)) == {
        "article20.licences.decisions": (State.REPORTED, 7),
        "article20.penalties.decisions": (State.REPORTED, 0),
        "article20.coercive.decisions": (State.BLANK, None),
    }


def test_a_number_that_cannot_be_read_is_no_empty_cell() -> None:
    text = "信息内容 | 本年处理决定数量 |\n行政许可 | 约7至8 |\n行政处罚 | 0 |\n行政强制 | 2 |\n"
    assert "article20.licences.decisions" not in found(scanned(text))


def test_an_amount_keeps_the_unit_that_its_cell_says() -> None:
    head = "第二十条第(九)项\n信息内容\t采购项目数量\t采购总金额\n"
    rows = "规章\t0\t0\t0\n规范性文件\t1\t1\t9\n行政许可\t3\t--253\t7\n"
    for cell, value, unit in (
        ("251000元", 251000, "元"),
        ("23600万元", 23600, "万元"),
        ("8", 8, ""),
    ):
        text = f"信息内容\t本年新制作数量\t本年新公开数量\n{rows}{head}政府集中采购\t2\t{cell}\n"
        quantity = one(scanned(text), "article20.procurement.amount").quantity
        assert quantity is not None
        assert (quantity.value, quantity.unit) == (Decimal(value), unit)


def test_fifteen_numbers_under_the_heading_are_the_table_whose_header_is_lost() -> None:
    row = "119 | 25 | 91 | 24 | 259 | 7 | 0 | 15 | 6 | 28 | 21 | 1 | 7 | 9 | 38"
    text = (
        f"三、其他\n四、政府信息公开行政复议、行政诉讼情况\n行政复议行政诉讼\n| {row} |\n五、问题\n"
    )
    values = [s.quantity.value for s in scanned(text).statements if s.quantity]
    assert values == [Decimal(number) for number in row.split(" | ")]
    assert scanned(text.replace(" | 38 |", " |")).statements == ()


def test_labels_in_a_sentence_are_no_table() -> None:
    prose = (
        "予以公开27件,部分公开4件;属于国家秘密1件,属于三类内部事务信息2件,属于行政执法案卷1件,"
        "重复申请3件,要求提供公开出版物0件,结果维持2件,尚未审结1件。"
    )
    assert scanned(prose) == TableScan()


def test_two_copies_of_a_table_are_both_read() -> None:
    text = tabs(invent("2021", 3)) + "\n" + tabs(invent("2021", 3))
    assert len(scanned(text).statements) == 400


def test_regions_hold_every_cell() -> None:
    scan = scanned(tabs(invent("2019", 4)) + TAIL)
    for statement in scan.statements:
        assert any(region.contains(statement.span) for region in scan.regions)
    assert all(isinstance(region, Span) for region in scan.regions)


_PIECES = st.sampled_from(
    [
        *(
            "本年新收",
            "予以公开",
            "其他",
            "总计",
            "属于国家秘密",
            "重复申请",
            "结果维持",
            "尚未审结",
        ),
        *(
            "规章",
            "行政许可",
            "第二十条第(一)项",
            "自然人",
            "|",
            "||",
            "\n",
            "\t",
            " ",
            "0",
            "3",
            "/",
        ),
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_PIECES, max_size=120).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    for statement in scanned(text).statements:
        assert text[statement.span.start : statement.span.end] == statement.quote
