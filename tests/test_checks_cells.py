"""A model's claim of a cell is held against the scanner's reading of the table's geometry."""

from _testimony import Put, Said, heard, labelled, model, perfect, read, said

from llm_extract.evaluation.faults.case import Case
from llm_extract.records import Report, Verdict

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
