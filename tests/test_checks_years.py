"""Two years of one agency: what one carries over, the next one begins with."""

from decimal import Decimal
from typing import Any

from _evidence import only

from llm_extract.checks import compare
from llm_extract.records import Finding, Severity
from llm_extract.schemas.result import Result


def result(year: int, values: dict[str, int | None], agency: str = "云溪市") -> Result:
    """A stored result with these cells; None is a blank one."""
    return Result.model_validate(
        {
            "schema_version": 1,
            "document": {
                **{"source": "-", "sha256": "0" * 64, "format": "txt", "characters": 9},
                **{"script": "simplified", "forms": ["2021"]},
            },
            "report": {
                **dict.fromkeys(("title", "region", "period_start", "period_end", "published")),
                **{"agency": agency, "year": year},
            },
            "values": [value(name, number) for name, number in values.items()],
            "findings": [],
            "numbers": {"quantities": 0, "claimed": 0, "unclaimed": []},
            "run": {
                **dict.fromkeys(("model", "prompt_digest", "schema_digest", "cost")),
                **{"provider": "rules", "calls": 0, "cached": 0, "failed": 0, "gaps": []},
                **{"input_tokens": 0, "output_tokens": 0, "seconds": 0.1, "version": "0"},
            },
        }
    )


def value(name: str, number: int | None) -> dict[str, Any]:
    said = {
        **{"value": number, "unit": "件", "place": "table", "section": "", "quote": "0"},
        **{"start": 3, "end": 4},
    }
    return {
        **said,
        **{"indicator": name, "label": "", "state": "blank" if number is None else "reported"},
        **{"approximation": "exact", "low": None, "high": None, "witnesses": ["scanner"]},
        **{"verdict": "supported", "findings": [], "statements": [{**said, "witness": "scanner"}]},
    }


CARRIED_OUT = "applications.carried_out.total"
CARRIED_IN = "applications.carried_in.total"


def carried(out: int | None, into: int | None, **more: str) -> list[Finding]:
    later = result(2022, {CARRIED_IN: into}, **more)
    return list(compare([later, result(2021, {CARRIED_OUT: out})]))


def test_what_is_carried_over_must_come_in() -> None:
    finding = only(carried(6, 5))
    assert finding.severity is Severity.ERROR
    assert (finding.left, finding.right, finding.delta) == (5, 6, Decimal(-1))
    assert finding.message == (
        "Y1 fails between 2021 and 2022 (what one year carries over the next begins with):"
        " applications.carried_out.total 6 in 2021,"
        " applications.carried_in.total 5 in 2022"
    )


def test_what_comes_in_as_it_went_out_is_told() -> None:
    assert only(carried(6, 6)).severity is Severity.INFO


def test_another_name_of_the_agency_makes_it_a_warning() -> None:
    assert only(carried(6, 5, agency="云溪市人民政府办公室")).severity is Severity.WARNING


def test_a_blank_cell_leaves_the_years_uncompared() -> None:
    assert carried(None, 5) == []


def test_years_that_do_not_follow_one_another_are_not_compared() -> None:
    found = compare([result(2020, {CARRIED_OUT: 6}), result(2022, {CARRIED_IN: 5})])
    assert found == ()


def test_documents_in_force_roll_forward() -> None:
    row = "article20.normative_docs"
    before = {f"{row}.in_force": 50}
    now = {f"{row}.in_force": 54, f"{row}.made": 7, f"{row}.repealed": 4}
    finding = only(list(compare([result(2021, before), result(2022, now)])))
    assert (finding.severity, finding.left, finding.right) == (Severity.WARNING, 51, 50)


def test_items_change_as_the_year_before_said() -> None:
    row = "article20.licences"
    before = {f"{row}.prior_items": 14, f"{row}.change": -3}
    found = compare([result(2019, before), result(2020, {f"{row}.prior_items": 11})])
    assert only(list(found)).severity is Severity.INFO


def test_the_switch_of_forms_is_compared_weakly() -> None:
    row = "article20.normative_docs"
    now = {f"{row}.in_force": 40, f"{row}.made": 1, f"{row}.repealed": 0}
    finding = only(list(compare([result(2020, {f"{row}.public_total": 90}), result(2021, now)])))
    assert (finding.severity, finding.message[:8]) == (Severity.INFO, "Y4 fails")
