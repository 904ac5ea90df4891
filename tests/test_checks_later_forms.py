"""The forms since 2019 in court: sums, narrative against cells, the wrong year's form, one cell."""

from dataclasses import replace
from decimal import Decimal

import pytest
from _evidence import evidence, only, stated

from llm_extract import numerals, script, splitting
from llm_extract.checks import crosswalk, forms, grounding, identities, totals
from llm_extract.records import (
    Document,
    Evidence,
    Finding,
    Metadata,
    Quantity,
    Severity,
    Span,
    State,
    Statement,
    Verdict,
)
from llm_extract.scanning import tables

HEAD = (
    "自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n"
)
ZERO = "0 | 0 | 0 | 0 | 0 | 0 | 0"
ROWS = {
    "一、本年新收政府信息公开申请数量": "3 | 1 | 0 | 0 | 0 | 0 | 4",
    "二、上年结转政府信息公开申请数量": "1 | 0 | 0 | 0 | 0 | 0 | 1",
    "三、本年度办理结果 | (一)予以公开": "2 | 1 | 0 | 0 | 0 | 0 | 3",
    "(二)部分公开": ZERO,
    "(三)不予公开 | 1.属于国家秘密": "1 | 0 | 0 | 0 | 0 | 0 | 1",
    "2.其他法律行政法规禁止公开": ZERO,
    "3.危及“三安全一稳定”": ZERO,
    "4.保护第三方合法权益": ZERO,
    "5.属于三类内部事务信息": ZERO,
    "6.属于四类过程性信息": ZERO,
    "7.属于行政执法案卷": ZERO,
    "8.属于行政查询事项": ZERO,
    "(四)无法提供 | 1.本机关不掌握相关政府信息": ZERO,
    "2.没有现成信息需要另行制作": ZERO,
    "3.补正后申请内容仍不明确": ZERO,
    "(五)不予处理 | 1.信访举报投诉类申请": ZERO,
    "2.重复申请": ZERO,
    "3.要求提供公开出版物": ZERO,
    "4.无正当理由大量反复申请": ZERO,
    "5.要求行政机关确认或重新出具已获取信息": ZERO,
    "(六)其他处理": ZERO,
    "(七)总计": "3 | 1 | 0 | 0 | 0 | 0 | 4",
    "四、结转下年度继续办理": "1 | 0 | 0 | 0 | 0 | 0 | 1",
}
CASES = (
    "行政复议 | 行政诉讼 |\n"
    "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |\n"
)


def read(text: str, year: int | None = None, agency: str | None = None) -> Evidence:
    """The tables of a text as evidence."""
    document = Document(text, "txt", "0" * 64)
    folded = script.fold(text)
    sections = splitting.split(document, folded)
    scan = tables.scan(document, folded, sections)
    described = Metadata(year=year, agency=agency)
    numbers = numerals.find(folded)
    return Evidence(document, folded, sections, numbers, described, scan.statements)


def matrix(**changed: str) -> str:
    """The table with some rows changed; a key is a piece of the row's label."""
    rows = dict(ROWS)
    for piece, cells in changed.items():
        label = next(label for label in rows if piece in label)
        rows[label] = cells
    return HEAD + "".join(f"{label} | {cells} |\n" for label, cells in rows.items())


def serious(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


def test_each_family_of_sums_that_holds_is_told_once() -> None:
    found = list(identities.check(read(matrix())))
    assert [finding.message.split(":")[0] for finding in found] == [
        "C1 holds in the form for 3",
        "C2_2019 holds in the form for 3",
        "R1 holds in the form for 6",
    ]
    assert {finding.bearing for finding in found} == {Verdict.CONFIRMED}


def test_columns_of_zeros_confirm_nothing() -> None:
    confirmed = {name for f in identities.check(read(matrix())) for name in f.indicators}
    assert "applications.new_received.total" in confirmed
    assert not {name for name in confirmed if name.startswith("applications.partial.r")}


def test_a_row_that_does_not_add_up_disputes_its_cells() -> None:
    found = serious(list(identities.check(read(matrix(结转下年度="1 | 0 | 0 | 0 | 0 | 0 | 2")))))
    assert [f.message.split(" fails")[0] for f in found] == ["C1 (total)", "R1 (carried_out)"]
    assert (found[1].left, found[1].right, found[1].delta) == (2, 1, 1)
    assert {f.bearing for f in found} == {Verdict.DISPUTED}


@pytest.mark.parametrize("cell", ["", "/"])
def test_a_blank_or_struck_operand_leaves_its_sums_unassessed(cell: str) -> None:
    row = f"3 | 1 | 0 | 0 | 0 | 0 | {cell}"
    assert serious(list(identities.check(read(matrix(本年新收=row))))) == []


def test_pending_cases_are_part_of_the_total() -> None:
    text = CASES + "1 | 0 | 0 | 2 | 3 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n"
    found = only(list(identities.check(read(text))))
    assert found.message == "T1 holds in the form for 1: review"


def test_a_negative_count_is_an_error() -> None:
    found = serious(list(identities.check(read(matrix(重复申请="-1 | 0 | 0 | 0 | 0 | 0 | -1")))))
    assert [f.message.split(" fails")[0] for f in found].count("D1") == 2


def test_blank_totals_are_told_and_not_filled_in() -> None:
    read_ = read(matrix(本年新收="3 | 1 | 0 | 0 | 0 | 0 | "))
    found = only(list(totals.check(read_)))
    assert found.message == "1 totals are blank; the other columns make new_received 4"
    assert found.bearing is None


def crossed(prose: str, number: str, indicator: str) -> Finding:
    table = matrix()
    whole = read(f"{table}\n{prose}")
    said = stated(whole.document.text, indicator, prose, number, number)
    both = replace(whole, statements=(*whole.statements, said))
    return only(list(crosswalk.check(both)))


def test_narrative_and_cell_that_agree_confirm_each_other() -> None:
    found = crossed("全年新收申请4件。", "4", "request.received")
    assert (found.severity, found.bearing) == (Severity.INFO, Verdict.CONFIRMED)
    assert found.indicators == ("request.received", "applications.new_received.total")


def test_narrative_and_cell_that_differ_are_disputed() -> None:
    found = crossed("全年新收申请7件。", "7", "request.received")
    assert (found.severity, found.bearing) == (Severity.WARNING, Verdict.DISPUTED)
    assert (found.left, found.right, found.delta) == (7, 4, 3)


def test_requests_received_may_count_those_carried_over() -> None:
    found = crossed("全年收到申请5件。", "5", "request.received")
    assert (found.severity, found.bearing) == (Severity.INFO, None)


def test_a_group_of_outcomes_is_compared_with_its_rows_together() -> None:
    assert crossed("不予公开1件。", "1", "reply.refused").bearing is Verdict.CONFIRMED


@pytest.mark.parametrize(("year", "told"), [(2019, 0), (2020, 0), (2022, 1), (None, 0)])
def test_the_form_of_another_year_is_told(year: int | None, told: int) -> None:
    found = list(forms.check(read(matrix(), year)))
    assert [f.severity for f in found] == [Severity.WARNING] * told


def test_tables_of_two_forms_in_one_report_are_told_apart() -> None:
    found = only(list(forms.check(read(f"{ARTICLE20}\n三、收到和处理申请情况\n{matrix()}"))))
    assert found.severity is Severity.INFO
    assert found.message == "parts of several forms: applications of 2019; article20 of 2021"


ARTICLE20 = (
    "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
    "规章 | 0 | 0 | 6 |\n行政规范性文件 | 1 | 0 | 3 |\n行政许可 | 9 |\n"
)


@pytest.mark.parametrize(
    ("agency", "told"),
    [("石蒲镇人民政府", 1), ("砚池县林业局", 1), ("瀾江省人民政府", 0), ("某自治区林业局", 0)],
)
def test_a_township_or_county_office_makes_no_rules(agency: str, told: int) -> None:
    found = list(forms.check(read(ARTICLE20, 2022, agency)))
    assert len(found) == told


def cell(statement: Statement, start: int, end: int, value: int) -> Statement:
    """The same claim, standing on another cell and with another value."""
    return replace(statement, number=Span(start, end), quantity=Quantity(Decimal(value), "件"))


def test_a_claim_on_the_wrong_cell_is_withheld() -> None:
    whole = read(matrix())
    total = next(s for s in whole.statements if s.indicator == "applications.new_received.total")
    assert total.number is not None
    assert list(grounding.check(replace(whole, statements=(total,)))) == []
    wrong = replace(total, quantity=Quantity(Decimal(3), "件"))
    assert only(list(grounding.check(replace(whole, statements=(wrong,))))).bearing is (
        Verdict.UNSUPPORTED
    )


def test_a_blank_cell_among_numbers_is_believed_and_a_full_one_called_blank_is_not() -> None:
    whole = read(matrix(本年新收="3 |  | 0 | 0 | 0 | 0 | 4"))
    blank = next(s for s in whole.statements if s.indicator.endswith("new_received.business"))
    assert blank.state is State.BLANK
    assert list(grounding.check(replace(whole, statements=(blank,)))) == []
    stored = replace(blank, number=None)  # as a stored result has it
    assert list(grounding.check(replace(whole, statements=(stored,)))) == []
    full = next(s for s in whole.statements if s.indicator.endswith("new_received.total"))
    false = replace(full, state=State.BLANK, quantity=None)
    assert len(list(grounding.check(replace(whole, statements=(false,))))) == 1


def test_evidence_without_later_tables_gives_no_findings() -> None:
    plain = evidence("全年收到申请3件。")
    for check in (crosswalk.check, forms.check, totals.check):
        assert list(check(plain)) == []
