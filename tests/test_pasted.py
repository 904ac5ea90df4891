"""Lines of text that were pasted with all their cells are read by column, as a marked table is."""

from hypothesis import given
from hypothesis import strategies as st
from test_matrix import found, scanned

from llm_extract.records import State
from llm_extract.scanning._pasted import pasted

HEAD = (
    "勾稽关系\t\t\t申请人情况\t\t\t\t\t\t\n"
    "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n"
    "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n"
)
ROWS = (
    "一、本年新收政府信息公开申请数量\t\t\t\t5\t0\t0\t0\t\t\n"
    "二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1\n"
    "三、本年度办理结果\t(一)予以公开\t\t2\t0\t0\t0\t0\t0\t2\n"
    "\t(三)不予公开\t1.属于国家秘密\t\t\t\t\t\t\t\n"
    "\t\t5.属于三类内部事务信息\t3\t0\t0\t0\t0\t0\t3\n"
    "\t(五)不予处理\t2.重复申请\t0\t0\t0\t0\t0\t4\t4\n"
)


def spans(text: str) -> list[list[str]]:
    return [
        [text[cell.span.start : cell.span.end] for cell in table.cells] for table in pasted(text)
    ]


def test_empty_cells_before_and_behind_the_numbers_shift_nothing() -> None:
    values = found(scanned(HEAD + ROWS))
    assert values["applications.new_received.natural_person"] == (State.BLANK, None)
    assert values["applications.new_received.business"] == (State.REPORTED, 5)
    assert values["applications.new_received.total"] == (State.BLANK, None)
    assert values["applications.denied_state_secret.total"] == (State.BLANK, None)
    assert values["applications.not_processed_duplicate.other_org"] == (State.REPORTED, 4)


def test_bars_and_closed_bars_part_cells_like_tabs() -> None:
    tabs = found(scanned(HEAD + ROWS))
    for line in (" | {} |", "| {} |"):
        text = (HEAD + ROWS).replace("\t", " | ").splitlines()
        assert found(scanned("\n".join(line.format(each) for each in text))) == tabs


def test_lines_of_another_number_of_cells_end_the_grid() -> None:
    nine, ten = "\t".join("012345678"), "\t".join("0123456789")
    assert [len(cells) for cells in spans(f"{nine}\n" * 3 + f"{ten}\n" * 4)] == [27, 40]


def test_two_lines_and_lines_apart_are_no_grid() -> None:
    line = "\t".join("012345678")
    assert spans(f"{line}\n{line}\n前言\n{line}\n\n{line}\n") == []


def test_a_merged_heading_above_the_rows_of_2021_may_be_repeated_beside_each() -> None:
    side = "三、本年度办理结果 | (六)其他处理 | "
    rows = (
        "1.申请人无正当理由逾期不补正",
        "2.申请人逾期未按收费通知要求缴纳费用",
        "3.其他",
    )
    lines = [f"{side}{label} | 1 | 0 | 0 | 0 | 0 | {n} | {n + 1} |" for n, label in enumerate(rows)]
    above = [
        f"{label} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |"
        for label in ("本年新收政府信息公开申请数量", "5.属于三类内部事务信息", "2.重复申请")
    ]
    values = found(scanned("\n".join(["自然人 | 其他 | 总计 |", *above, *lines])))
    assert values["applications.other_fee_unpaid.total"] == (State.REPORTED, 2)
    assert values["applications.other_misc.total"] == (State.REPORTED, 3)


@given(st.lists(st.sampled_from(["\t", "|", " ", "\n", "3", "自然人", "重复申请"])).map("".join))
def test_any_text_has_cells_inside_their_table_in_order(text: str) -> None:
    for table in pasted(text):
        places = [cell.span.start for cell in table.cells]
        assert places == sorted(places)
        assert all(table.span.contains(cell.span) for cell in table.cells)


def test_a_long_line_of_bars_is_no_grid_of_a_report() -> None:
    text = "|" * 400_000 + "\n"
    assert list(pasted(text * 3)) == []
