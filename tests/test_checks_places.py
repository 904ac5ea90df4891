"""Places that state one indicator: table against narrative, prose against prose, two witnesses."""

from dataclasses import replace
from decimal import Decimal

from _evidence import about, evidence, only, row, stated

from llm_extract.checks import examine, places
from llm_extract.records import Finding, Quantity, Rank, Severity, State, Statement, Verdict

TEXT = (
    "概述:收到申请1件。四、依申请公开:未收到申请。其后收到申请一件。全部按期答复。\n"
    "收到申请数 | 件 | 0\n传真申请数 | 件 | \n主动公开14.5万条。主动公开数 | 条 | 145032\n"
)
OVERVIEW = stated(
    TEXT, "request.received", "收到申请1件", "1件", "1", rank=Rank.OVERVIEW, section="一、概述"
)
NONE = stated(TEXT, "request.received", "未收到申请", value="0", state=State.ZERO_BY_NEGATION)
FORM = row(TEXT, "request.received", "收到申请数 | 件 | 0", "0")


def findings(*statements: Statement) -> list[Finding]:
    return list(places.check(evidence(TEXT, *statements)))


def test_three_places_that_differ_make_one_error_that_names_them_all() -> None:
    finding = only(findings(FORM, NONE, OVERVIEW))
    assert finding.severity is Severity.ERROR
    assert finding.bearing is Verdict.DISPUTED
    assert finding.indicators == ("request.received",)
    assert finding.message == (
        "request.received: the table says 0 (附表); the narrative says none, 1 (一、概述)"
    )
    assert (finding.left, finding.right, finding.delta) == (0, 1, -1)
    assert finding.spans == (FORM.span, NONE.span, OVERVIEW.span)


def test_table_and_narrative_that_agree_confirm() -> None:
    assert only(findings(FORM, NONE)).bearing is Verdict.CONFIRMED


def test_prose_that_repeats_a_number_confirms_nothing() -> None:
    again = stated(TEXT, "request.received", "收到申请一件", "一件", "1")
    finding = only(findings(OVERVIEW, again))
    assert (finding.severity, finding.bearing) == (Severity.INFO, None)


def test_an_approximation_agrees_with_the_number_it_rounds() -> None:
    prose = stated(
        TEXT, "disclosure.total", "主动公开14.5万条", "14.5万条", about(145000, 144500, 145500)
    )
    table = row(TEXT, "disclosure.total", "主动公开数 | 条 | 145032", "145032")
    assert only(findings(table, prose)).bearing is Verdict.CONFIRMED
    off = replace(table, quantity=Quantity(Decimal(145600), "条"))
    assert only(findings(off, prose)).bearing is Verdict.DISPUTED


def test_a_number_that_could_not_be_read_agrees_with_none() -> None:
    prose = stated(TEXT, "disclosure.total", "主动公开14.5万条", "14.5万条", Quantity(None, "条"))
    table = row(TEXT, "disclosure.total", "主动公开数 | 条 | 145032", "145032")
    assert findings(table, prose) == []


def test_an_inference_that_differs_is_a_warning() -> None:
    derived = stated(TEXT, "request.received", "全部按期答复", value="2", state=State.DERIVED)
    finding = only(findings(OVERVIEW, derived))
    assert (finding.severity, finding.bearing) == (Severity.WARNING, Verdict.DISPUTED)


def test_an_inference_confirms_nothing() -> None:
    derived = stated(TEXT, "request.received", "全部按期答复", value="0", state=State.DERIVED)
    assert only(findings(FORM, derived)).bearing is None


def test_an_empty_cell_contradicts_no_number() -> None:
    blank = row(TEXT, "request.fax", "传真申请数 | 件 | ", None, state=State.BLANK)
    prose = replace(OVERVIEW, indicator="request.fax")
    finding = only(findings(blank, prose))
    assert (finding.severity, finding.bearing) == (Severity.INFO, None)


def test_two_witnesses_of_one_place_confirm_or_dispute() -> None:
    model = replace(OVERVIEW, witness="model", number=None)
    assert only(findings(OVERVIEW, model)).bearing is Verdict.CONFIRMED
    wrong = replace(model, quantity=Quantity(Decimal(7), "件"))
    assert only(findings(OVERVIEW, wrong)).bearing is Verdict.DISPUTED


def test_two_witnesses_of_different_places_confirm_nothing() -> None:
    model = replace(stated(TEXT, "request.received", "收到申请一件", "一件", "1"), witness="model")
    assert only(findings(OVERVIEW, model)).bearing is None


def test_a_single_statement_has_nothing_to_be_compared_with() -> None:
    assert findings(FORM) == []


def test_interviews_in_prose_and_form_may_be_different_things() -> None:
    prose = replace(OVERVIEW, indicator="response.web_interviews")
    table = replace(FORM, indicator="response.web_interviews")
    assert only(findings(table, prose)).severity is Severity.WARNING


def test_one_witness_at_one_place_is_supported() -> None:
    values, _ = examine(evidence(TEXT, OVERVIEW))
    assert [(v.indicator, v.verdict) for v in values] == [("request.received", Verdict.SUPPORTED)]


def test_the_worst_finding_gives_the_verdict_and_the_value_knows_its_findings() -> None:
    values, findings = examine(evidence(TEXT, FORM, NONE, OVERVIEW))
    assert values[0].verdict is Verdict.DISPUTED
    assert values[0].statements == (FORM, NONE, OVERVIEW)
    assert values[0].findings == ("F1",)
    assert findings[0].id == "F1"


def test_a_blank_cell_is_a_value_without_number_and_at_best_supported() -> None:
    blank = row(TEXT, "request.fax", "传真申请数 | 件 | ", None, state=State.BLANK)
    values, _ = examine(evidence(TEXT, blank))
    assert [(v.statements[0].quantity, v.verdict) for v in values] == [(None, Verdict.SUPPORTED)]


def test_values_come_in_catalogue_order_whatever_the_text_does() -> None:
    table = row(TEXT, "disclosure.total", "主动公开数 | 条 | 145032", "145032")
    values, _ = examine(evidence(TEXT, FORM, table))
    assert [v.indicator for v in values] == ["disclosure.total", "request.received"]


def test_findings_are_numbered_the_gravest_first() -> None:
    table = row(TEXT, "disclosure.total", "主动公开数 | 条 | 145032", "145032")
    prose = replace(table, quantity=table.quantity, rank=Rank.OVERVIEW, witness="model")
    _, found = examine(evidence(TEXT, table, prose, FORM, NONE, OVERVIEW))
    order = [finding.severity for finding in found]
    assert order == sorted(order, key=list(Severity).index)
    assert [finding.id for finding in found] == [f"F{n}" for n in range(1, len(found) + 1)]
