"""A model's claim of a cell is held against the scanner's reading of the table's geometry."""

from _testimony import Put, Said, heard, labelled, model, perfect, read, said

from llm_extract.evaluation.faults.case import Case
from llm_extract.records import Document, Report, Verdict

MATRIX = "canglan_transport_2020"


def lying(about: str, quote_of: str) -> Report:
    """The report of a labelled document whose model fills one cell from another one's row."""
    fixture = labelled(MATRIX)[0]
    seen = next(o for o in fixture.labels.observation if o.indicator == quote_of)
    true = perfect(fixture)

    def speak(put: Put) -> list[Said]:
        told = list(true(put))
        right = next((t for t in told if t["indicator"] == quote_of), None)
        kept = [t for t in told if t["indicator"] != about]
        lie = said(about, right["quote"], f"{seen.value}") if right else None
        return [*kept, lie] if lie else told

    return heard(read(fixture.source), model(speak))[0]


def verdicts(report: Report) -> dict[str, Verdict]:
    return {value.indicator: value.verdict for value in report.values}


def test_a_cell_of_another_row_is_disputed_and_its_owner_is_not() -> None:
    before = verdicts(lying("nobody", "applications.new_received.natural_person"))
    after = verdicts(
        lying("applications.granted.business", "applications.new_received.natural_person")
    )
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed == {"applications.granted.business"}
    assert after["applications.granted.business"] is Verdict.DISPUTED


def test_a_case_hears_each_answer_as_if_all_had_been_put_anew() -> None:
    case = Case(labelled(MATRIX)[0])
    first, again = case.heard(case.told)[0], case.heard(case.told)[0]
    assert verdicts(first) == verdicts(again)
    assert first.findings == again.findings


def test_a_column_is_not_told_by_the_order_of_numbers_whose_empty_cells_are_lost() -> None:
    row = "一、本年新收政府信息公开申请数量 821 35 2 1 859"
    text = (
        "云溪市2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        f"自然人 商业企业 科研机构 总计 {row} 二、上年结转政府信息公开申请数量 18 18 "
        "(一)予以公开 258 12 1 1 (二)部分公开 3 1.属于国家秘密 14 "
        "3.要求提供公开出版物 0 0 0 0 0 0 0 "
        "(六)其他处理 1 0 0 0 0 0 1\n"
    )
    lie = said("applications.new_received.research", row.removesuffix(" 1 859"), "2")
    report = heard(Document(text, "txt", ""), model(lambda put: [lie]))[0]
    assert verdicts(report)["applications.new_received.research"] is Verdict.DISPUTED
