"""Local tables, several columns, odd cells: what is taken, what is refused, what is no zero."""

from decimal import Decimal

from table_layouts import document, grid

from llm_extract.records import Document, Rank, State
from llm_extract.scanning import tables
from llm_extract.scanning.tables import TableScan
from llm_extract.script import fold

DINGXI = """指标名称 计量单位 代码 本期实际 本年累计
甲 乙 丙 1 2
主动公开信息数 条 01 35 120
其中:全文电子化的主动公开信息数 条 02 35 118
新增的行政规范性文件数 条 03 1 4
申请总数 条 10 2 9
当面申请数 条 11 0 3
电子邮件申请数 条 13 0 1
对申请的答复总数 条 17 2 8
同意公开答复数 条 18 2 7
否决公开答复总数 条 20 0 1
其中:非《规定》所指政府信息 条 21 0 0
信息不存在 条 22 0 1
行政复议数 件 32 0 2
行政申诉数 件 34 0 6
"""
PUTIAN = """指标名称 | 计量单位 | 2009年度 | 历年累计
主动公开信息数 | 条 | 120 | 900
其中:1.政府网站 | 条 | 100 | 700
受理依申请公开信息总数 | 条 | 9 | 30
其中:1.当面 | 条 | 3 | 10
2.传真 | 条 | 1 | 5
本年度对申请的答复总数 | 条 | 8 | 30
其中:1.同意公开 | 条 | 7 | 20
行政诉讼数 | 件 | 0 | 1
"""
ROWS = ("收到申请数", "当面申请数", "传真申请数", "网络申请数")


def scanned(source: Document | str) -> TableScan:
    read = document(source) if isinstance(source, str) else source
    return tables.scan(read, fold(read.text), ())


def values(source: Document | str) -> dict[str, Decimal | None]:
    return {
        s.indicator: s.quantity.value if s.quantity else None for s in scanned(source).statements
    }


def states(source: Document | str) -> dict[str, State]:
    return {s.indicator: s.state for s in scanned(source).statements}


def reasons(source: Document | str) -> set[str]:
    return {refusal.reason for refusal in scanned(source).refusals}


def table(cell: str, unit: str = "件", label: str = "申请办结数") -> str:
    """A small table whose last row is the one in question."""
    rows = [f"{row}\t件\t5" for row in ROWS]
    return "\n".join(["指标\t单位\t数量", *rows, f"{label}\t{unit}\t{cell}"])


def test_the_table_of_a_quarter_is_read_by_its_yearly_column() -> None:
    assert values(DINGXI) == {
        "disclosure.total": 120,
        "request.received": 9,
        "request.in_person": 3,
        "reply.total": 8,
        "reply.granted": 7,
        "reply.refused": 1,
        "reply.refused_not_government_information": 0,
        "reply.not_exist": 1,
        "review.total": 2,
        "appeal.total": 6,
    }


def test_row_codes_are_no_values() -> None:
    assert reasons(DINGXI) == {"a part of the year"}


def test_all_years_together_are_the_cumulative_indicator_and_no_other() -> None:
    assert values(PUTIAN) == {
        "disclosure.total": 120,
        "disclosure.cumulative": 900,
        "disclosure.website": 100,
        "request.received": 9,
        "request.in_person": 3,
        "request.fax": 1,
        "reply.total": 8,
        "reply.granted": 7,
        "litigation.total": 0,
    }


def test_a_local_table_is_no_official_form() -> None:
    scan = scanned(PUTIAN)
    assert scan.forms == ()
    assert {statement.rank for statement in scan.statements} == {Rank.TOPICAL}


def test_a_slash_cell_is_not_zero() -> None:
    assert states(table("/"))["request.completed"] is State.NOT_APPLICABLE


def test_an_empty_cell_is_blank() -> None:
    assert states(table(""))["request.completed"] is State.BLANK


def test_a_zero_is_reported() -> None:
    assert values(table("0"))["request.completed"] == 0


def test_a_word_of_none_is_a_zero_by_negation() -> None:
    assert states(table("无"))["request.completed"] is State.ZERO_BY_NEGATION


def test_words_in_place_of_a_number_are_unrecoverable() -> None:
    assert states(table("不详"))["request.completed"] is State.UNRECOVERABLE


def test_a_value_may_carry_its_unit() -> None:
    assert values(table("1,258件"))["request.completed"] == 1258


def test_money_stands_in_the_unit_of_the_form() -> None:
    assert values(table("8.5", "万元", "政府信息公开专项经费"))["capacity.funding"] == Decimal(
        "8.5"
    )


def test_a_cell_that_says_yuan_is_converted() -> None:
    label = "依申请公开信息收取的费用"
    assert values(table("250元", "万元", label))["fee.collected"] == Decimal("0.025")


def test_a_unit_column_that_says_yuan_is_converted() -> None:
    label = "依申请公开信息收取的费用"
    assert values(table("250", "元", label))["fee.collected"] == Decimal("0.025")


def test_a_part_without_a_whole_is_refused() -> None:
    text = "指标 | 单位 | 市本级 | 县区\n" + "\n".join(f"{row} | 件 | 5 | 3" for row in ROWS)
    assert values(text) == {}
    assert reasons(text) == {"columns cannot be told apart"}


def test_two_columns_without_a_header_are_refused() -> None:
    text = "\n".join(f"{row} | 件 | 5 | 3" for row in ROWS)
    assert values(text) == {}


def test_a_single_column_of_another_year_is_refused() -> None:
    text = "指标 | 单位 | 上年 |\n" + "\n".join(f"{row} | 件 | 5 |" for row in ROWS)
    assert values(text) == {}
    assert reasons(text) == {"another year"}


def test_a_header_of_two_levels_is_crossed() -> None:
    head = "指标 | 单位 | 本年度 | | 上年度 | |\n | | 市本级 | 全市 | 市本级 | 全市 |\n"
    text = head + "\n".join(f"{row} | 件 | 5 | 30 | 4 | 20 |" for row in ROWS)
    assert set(values(text).values()) == {30}
    assert reasons(text) == {"a part of the total", "another year"}


def test_a_row_that_nobody_knows_does_not_lend_its_number() -> None:
    known = "收到申请数 件 5\n当面申请数 件 1\n传真申请数 件\n"
    text = known + "制度建设数 项 3\n网络申请数 件 4\n信函申请数 件 0"
    assert values(text)["request.fax"] is None


def test_a_page_number_under_an_empty_cell_is_not_its_value() -> None:
    rows = "\n".join(f"{row} 件 5" for row in ROWS)
    scan = scanned(f"{rows}\n信函申请数 件\n4\n申请办结数 件 20\n")
    assert "request.letter" not in {s.indicator for s in scan.statements}
    assert [refusal.indicator for refusal in scan.refusals] == ["request.letter"]


def test_a_unit_of_ten_thousand_multiplies() -> None:
    text = table("3.5", "万条", "政务微博公开政府信息数")
    assert values(text)["disclosure.weibo"] == 35000


def test_a_label_torn_by_its_own_cells_is_joined() -> None:
    rows = "\n".join(f"{row} 件 5" for row in ROWS)
    text = rows + "\n涉及国家秘密 件 0\n危及国家安全、公共安全、经济安全和\n件 3\n社会稳定\n"
    assert values(text)["reply.refused_safety_stability"] == 3


def test_a_remark_torn_by_the_cells_is_passed_over() -> None:
    rows = "\n".join(f"{row} 件 5" for row in ROWS)
    remark = "(不包括用于政府公报编\n        万元      8.5\n辑管理及政府网站建设维护等方面的经费)"
    assert values(f"{rows}\n政府信息公开专项经费{remark}\n")["capacity.funding"] == Decimal("8.5")


def test_equal_labels_are_told_apart_by_their_block() -> None:
    text = (
        "四、行政复议数量 | 件 | 3 |\n(一)维持具体行政行为数 | 件 | 1 |\n"
        "(二)被依法纠错数 | 件 | 2 |\n(三)其他情形数 | 件 | 0 |\n"
        "五、行政诉讼数量 | 件 | 9 |\n(二)被依法纠错数 | 件 | 4 |\n"
        "(三)其他情形数 | 件 | 5 |"
    )
    assert values(text) == {
        "review.total": 3,
        "review.upheld": 1,
        "review.corrected": 2,
        "review.other": 0,
        "litigation.total": 9,
        "litigation.corrected": 4,
        "litigation.other": 5,
    }


def test_an_empty_grid_cell_keeps_its_column() -> None:
    rows = [(row, "件", "", "30") for row in ROWS]
    source = grid([("指标", "单位", "本年度", "历年累计"), *rows])
    assert set(states(source).values()) == {State.BLANK}


def test_a_grid_is_read_by_the_header_above_its_columns() -> None:
    rows = [(str(n), row, "件", "1", "30", "备考") for n, row in enumerate(ROWS, 1)]
    source = grid([("序号", "指标", "单位", "市本级", "全市", "备注"), *rows])
    assert set(values(source).values()) == {30}


def test_the_section_is_named() -> None:
    assert {s.section for s in scanned(PUTIAN).statements} == {"附表"}
