"""The 2014 form in every layout that people paste, each cell right or openly refused."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_layouts import (
    COLUMNS,
    LAYOUTS,
    REMARKS,
    TITLE,
    broken_bars,
    columns,
    document,
    expected,
    grid,
    invent,
    tabs,
)

from llm_extract.records import Document, Place, Rank, State
from llm_extract.scanning import tables
from llm_extract.scanning.tables import TableScan
from llm_extract.schemas.form_2014 import FORM
from llm_extract.script import fold

DOCUMENT_002 = Path("../shared/documents/002_975f8b5702b44027.txt")
TAIL = "\n扫一扫在手机打开当前页"


def scanned(source: Document | str) -> TableScan:
    read = document(source) if isinstance(source, str) else source
    return tables.scan(read, fold(read.text), ())


def found(scan: TableScan) -> dict[str, tuple[State, object]]:
    """State and value by indicator; every indicator at most once."""
    values = {
        statement.indicator: (
            statement.state,
            statement.quantity.value if statement.quantity else None,
        )
        for statement in scan.statements
        if statement.indicator != "disclosure.cumulative"
    }
    assert len(values) == len(
        [s for s in scan.statements if s.indicator != "disclosure.cumulative"]
    )
    return values


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_all_58_cells(name: str, seed: int) -> None:
    lines = invent(seed)
    assert found(scanned(TITLE + LAYOUTS[name](lines) + TAIL)) == expected(lines)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_recognised_as_the_2014_form(name: str) -> None:
    assert scanned(TITLE + LAYOUTS[name](invent(7)) + TAIL).forms == ("2014",)


@pytest.mark.parametrize("missing", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("name", COLUMNS)
def test_the_header_chooses_the_whole_scope_of_this_year(name: str, missing: float) -> None:
    lines = invent(11, missing)
    assert found(scanned(TITLE + COLUMNS[name](lines) + TAIL)) == expected(lines)


@pytest.mark.parametrize("name", COLUMNS)
def test_the_numbers_of_other_columns_are_refused_with_a_reason(name: str) -> None:
    refusals = scanned(TITLE + COLUMNS[name](invent(5, 0)) + TAIL).refusals
    assert len(refusals) >= 58
    assert all(refusal.reason for refusal in refusals)


def test_a_marked_grid_gives_all_58_cells() -> None:
    lines = invent(4)
    rows = [(line.numbering + line.label, line.unit, line.surface) for line in lines]
    assert found(scanned(grid([("指标", "单位", "数量"), *rows], TITLE))) == expected(lines)


def test_traditional_script_in_taiwan_vocabulary_gives_all_58_cells() -> None:
    from opencc import OpenCC

    lines = invent(9)
    text = OpenCC("s2t").convert(TITLE + broken_bars(lines)).replace("規範性文件", "規範性檔案")
    scan = scanned(text.replace("政府信息", "政府資訊"))
    assert found(scan) == expected(lines)


def test_quotes_are_cut_from_the_document_itself() -> None:
    from opencc import OpenCC

    text = OpenCC("s2t").convert(TITLE + tabs(invent(2)))
    scan = scanned(text)
    assert [text[s.span.start : s.span.end] for s in scan.statements] == [
        s.quote for s in scan.statements
    ]


def test_a_number_stands_inside_its_quote() -> None:
    text = TITLE + LAYOUTS["a_cell_a_line"](invent(2, 0))
    for statement in scanned(text).statements:
        assert statement.number is not None and statement.quantity is not None
        assert statement.span.contains(statement.number)
        digits = text[statement.number.start : statement.number.end]
        assert Decimal(digits) == statement.quantity.value


def test_columns_that_nobody_names_are_refused_and_not_guessed() -> None:
    scan = scanned(TITLE + columns(["财政局", "教育局"], 0, "\t")(invent(1, 0)))
    assert scan.statements == ()
    assert {refusal.reason for refusal in scan.refusals} == {"columns cannot be told apart"}


def test_a_lone_number_in_a_row_of_two_columns_without_borders_is_refused() -> None:
    text = TITLE + columns(["本年度", "历年累计"], 0, "   ")(invent(1, 0))
    damaged = text.replace(" 70001", "", 1)
    assert len(scanned(text).statements) - len(scanned(damaged).statements) == 2


def test_a_table_that_lost_all_its_numbers_is_unrecoverable() -> None:
    lines = invent(1)
    text = "\n".join(f"{line.numbering}{line.label} {line.unit}" for line in lines)
    scan = scanned(TITLE + text)
    assert {statement.state for statement in scan.statements} == {State.UNRECOVERABLE}
    assert len(scan.statements) == 58


def test_labels_in_a_sentence_are_no_table() -> None:
    prose = (
        "2016年,全市主动公开政府信息数258条,其中政府网站公开政府信息数200条,政务微博公开政府信息数30条,"
        "政务微信公开政府信息数28条。收到申请数5件,申请办结数5件,申请答复数5件。"
    )
    assert scanned(prose) == TableScan()


def test_a_list_of_labels_is_no_table() -> None:
    contents = (
        "收到申请数\n当面申请数\n传真申请数\n网络申请数\n信函申请数\n申请办结数\n按时办结数\n"
    )
    assert scanned(contents).statements == ()


def test_the_region_holds_the_whole_table_and_no_prose() -> None:
    before, after = "全年工作顺利。\n", "\n特此报告。"
    text = before + broken_bars(invent(1, 0)) + after
    (region,) = scanned(text).regions
    assert text[region.start : region.end] == broken_bars(invent(1, 0))[:-2]


def test_rows_of_the_form_have_the_rank_of_a_form() -> None:
    scan = scanned(TITLE + tabs(invent(1)))
    assert {(s.place, s.rank) for s in scan.statements} == {(Place.TABLE, Rank.FORM)}


def test_a_form_is_told_by_its_labels_not_by_the_year() -> None:
    assert scanned("2021年度\n" + tabs(invent(1))).forms == ("2014",)


def test_a_second_table_is_read_on_its_own() -> None:
    text = TITLE + tabs(invent(1)) + "\n附表2\n" + tabs(invent(2))
    assert len(scanned(text).regions) == 2


def test_the_table_of_the_whole_city_speaks_before_the_one_of_its_offices() -> None:
    part, whole = invent(1), invent(2)
    heads = "附件1:市本级政府信息公开情况统计表\n", "附件2:全市政府信息公开情况统计表\n"
    scan = scanned(f"{heads[0]}{tabs(part)}\n{heads[1]}{tabs(whole)}")
    assert found(scan) == expected(whole)
    assert {refusal.reason for refusal in scan.refusals} == {"a part of the total"}


def test_the_table_of_the_later_year_speaks() -> None:
    now, then = invent(1), invent(2)
    heads = "附表1 2016年度情况统计表\n", "附表2 2015年度情况统计表\n"
    scan = scanned(f"{heads[0]}{tabs(now)}\n{heads[1]}{tabs(then)}")
    assert found(scan) == expected(now)
    assert {refusal.reason for refusal in scan.refusals} == {"another year"}


def test_remarks_of_the_official_labels_are_in_the_generator() -> None:
    assert set(REMARKS) <= set(FORM.ids)


@given(st.text(alphabet="收到申请数当面件条0123 |\t\n()—/、.一二其中:万元\ud800", max_size=200))
def test_arbitrary_text_never_raises(text: str) -> None:
    labels = "收到申请数 件 1\n当面申请数 件 2\n传真申请数 件 3\n网络申请数 件 4\n"
    scan = tables.scan(document(text + labels + text), text + labels + text, ())
    assert all(s.span.end <= len(text) * 2 + len(labels) for s in scan.statements)


def test_document_002_gives_all_58_cells() -> None:
    if not DOCUMENT_002.exists():
        pytest.skip(f"{DOCUMENT_002} is not there")
    text = DOCUMENT_002.read_text(encoding="utf-8")
    scan = scanned(text)
    values = {s.indicator: int(s.quantity.value or 0) for s in scan.statements if s.quantity}
    assert scan.forms == ("2014",)
    assert tuple(values) == FORM.ids
    assert {name: value for name, value in values.items() if value} == {
        "disclosure.total": 258,
        "disclosure.website": 258,
        "disclosure.other_channels": 10,
        "response.total": 2,
        "capacity.offices": 1,
        "capacity.staff": 1,
        "capacity.staff_part_time": 1,
        "capacity.funding": 8,
        "training.meetings": 2,
        "training.sessions": 2,
        "training.trainees": 80,
    }
    for statement in scan.statements:
        assert statement.number is not None and statement.quantity is not None
        assert text[statement.number.start : statement.number.end] == str(statement.quantity.value)
        assert text[statement.span.start : statement.span.end] == statement.quote
