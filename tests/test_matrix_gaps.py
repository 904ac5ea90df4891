"""Applications tables whose empty cells and broken labels leave it open what stands where."""

import pytest

from llm_extract.records import Document, State, Statement
from llm_extract.scanning import tables
from llm_extract.scanning._scanned import TableScan
from llm_extract.script import fold

ROW = "一、本年新收政府信息公开申请数量"
REST = (
    "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    "三、本年度办理结果 | (一)予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
    "(三)不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    "5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    "(五)不予处理 | 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
)


def scanned(text: str) -> TableScan:
    return tables.scan(Document(text, "txt", ""), fold(text), ())


def one(scan: TableScan, indicator: str) -> Statement:
    return next(s for s in scan.statements if s.indicator == indicator)


def found(scan: TableScan) -> dict[str, tuple[State, object]]:
    return {s.indicator: (s.state, s.quantity and s.quantity.value) for s in scan.statements}


def test_a_cell_too_many_before_the_own_ones_is_the_merged_label_s() -> None:
    rest = REST.replace("(一)予以公开 |", "(一)予以公开 | |")
    granted = one(
        scanned(f"{ROW} | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n{rest}"), "applications.granted.total"
    )
    assert granted.quantity is not None
    assert granted.quantity.value == 2


def test_cells_too_many_of_which_no_row_shows_the_end_are_refused() -> None:
    scan = scanned(f"{ROW} | | 3 | 0 | 0 | 0 | 0 | 0 |  |\n{REST}")
    assert not [s for s in scan.statements if "new_received" in s.indicator]


def test_cells_too_many_at_either_end_follow_the_rows_that_show_which() -> None:
    lines = REST.replace("(一)予以公开 | 2 |", "(一)予以公开 | | 2 |").replace("| 1 |\n", "|  |\n")
    scan = scanned(f"{ROW} | | 3 |  | 0 | 0 | 0 | 0 |  |\n{lines}")
    states = [s.state for s in scan.statements if "new_received" in s.indicator]
    assert states == [
        State.REPORTED,
        State.BLANK,
        State.REPORTED,
        State.REPORTED,
        State.REPORTED,
        State.REPORTED,
        State.BLANK,
    ]


def test_digits_glued_to_a_label_are_no_empty_row() -> None:
    scan = scanned(f"{ROW}3000003{REST.replace(' | ', '').replace(' |', '')}")
    assert {s.state for s in scan.statements} <= {State.UNRECOVERABLE}


def test_numbers_on_another_line_of_a_long_label_are_no_empty_row() -> None:
    long = (
        "1.申请人无正当理由逾期不补正 | | | | | | | |\n"
        "、行政机关不再处理其政府信息 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n"
    )
    scan = scanned(f"{ROW} | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n{REST}(六)其他处理 | {long}")
    assert not [s for s in scan.statements if "other_no_correction" in s.indicator]


def test_a_note_that_runs_on_below_swallows_no_numbers() -> None:
    partial = (
        "(二)部分公开(区分处理的,只计这 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n一情形,不计其他情形) |\n"
    )
    scan = scanned(f"{ROW} | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n{REST.replace('(三)', partial + '(三)')}")
    found = one(scan, "applications.partial.natural_person").quantity
    assert found is not None
    assert found.value == 4


def _spaced(cells: str, step: int, empty: str = "") -> str:
    return "".join("\n" * step + (cell or empty) for cell in cells.split(","))


def _paced(step: int) -> str:
    names = (
        ROW,
        "二、上年结转政府信息公开申请数量",
        "(一)予以公开",
        "1.属于国家秘密",
        "3.要求提供公开出版物",
    )
    rows = ("3,2,,,,1,6", ",,,,,,", "3,,,,,1,4", ",2,,,,,2", ",,,,,,")
    return "".join(
        f"{name}{_spaced(cells, step)}" + "\n" * step
        for name, cells in zip(names, rows, strict=True)
    )


@pytest.mark.parametrize("step", [1, 2, 3])
def test_rows_that_keep_step_show_where_their_empty_cells_are(step: int) -> None:
    scan = scanned(_paced(step) + "\n四、行政复议情况\n")
    seen = found(scan)
    assert seen["applications.new_received.business"] == (State.REPORTED, 2)
    assert seen["applications.new_received.research"] == (State.BLANK, None)
    assert seen["applications.denied_state_secret.total"] == (State.REPORTED, 2)
    assert seen["applications.denied_state_secret.natural_person"] == (State.BLANK, None)


def test_an_empty_cell_may_take_fewer_lines_than_a_full_one() -> None:
    rows = {
        ROW: "3\n\n2\n\n\n\n\n1\n\n6",
        "二、上年结转政府信息公开申请数量": "\n" * 5,
        "(一)予以公开": "3\n\n\n\n\n\n1\n\n4",
        "1.属于国家秘密": "\n2\n\n\n\n\n\n2",
        "3.要求提供公开出版物": "\n" * 5,
    }
    seen = found(scanned("".join(f"{name}\n\n{cells}\n\n" for name, cells in rows.items())))
    assert seen["applications.new_received.other_org"] == (State.REPORTED, 1)
    assert seen["applications.new_received.research"] == (State.BLANK, None)
    assert seen["applications.denied_state_secret.business"] == (State.REPORTED, 2)
    assert seen["applications.granted.other_org"] == (State.REPORTED, 1)


def test_empty_lines_out_of_step_are_nobody_s_cells() -> None:
    text = _paced(2).replace("3\n\n\n", "3\n\n\n\n", 1)
    assert not [s for s in scanned(text).statements if s.state is State.REPORTED]


def test_bars_behind_a_value_are_no_cells_of_its_line() -> None:
    one_column = "|\n第二十条 | |||\n|\n信息内容 |\n本年{} | ||\n|\n{} |\n{} | ||\n"
    text = (
        "第二十条第(一)项 | |||\n|\n信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n"
        "|\n规章 |\n0 |\n0 |\n0 |\n|\n行政规范性文件 |\n5 |\n12 |\n8 |\n"
        + one_column.format("处理决定数量", "行政许可", 7)
        + one_column.format("处理决定数量", "行政处罚", 4)
        + "|\n行政强制 |\n0 | ||\n"
        + one_column.format("收费金额(单位:万元)", "行政事业性收费", 3)
        + "三、收到和处理政府信息公开申请情况\n"
    )
    seen = found(scanned(text))
    assert seen["article20.licences.decisions"] == (State.REPORTED, 7)
    assert seen["article20.penalties.decisions"] == (State.REPORTED, 4)
    assert seen["article20.admin_fees.amount"] == (State.REPORTED, 3)


def test_a_bar_too_many_behind_the_last_cell_of_a_cell_a_line_empties_no_cell() -> None:
    rows = (
        "规章 |\n0 |\n2 |\n5 | |\n规范性文件 |\n13 |\n11 |\n12 | |\n行政许可 |\n8 |\n1 |\n9 | |\n"
    )
    head = "信息内容 |\n本年新制作数量 |\n本年新公开数量 |\n对外公开总数量 | |\n"
    seen = found(scanned(head + rows))
    assert seen["article20.rules.public_total"] == (State.REPORTED, 5)
    assert seen["article20.licences.decisions"] == (State.REPORTED, 9)


def test_rows_without_cells_are_no_empty_ones_where_no_row_has_its_own() -> None:
    text = (
        "信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n规章\n0\n规范性文件\n"
        "第二十条第(五)项\n上一年项目数量\n本年增/减\n行政许可\n其他对外管理服务事项\n"
    )
    scan = scanned(text)
    assert {s.state for s in scan.statements} == {State.UNRECOVERABLE}
    assert "article20.rules.made" not in found(scan)
