"""The sums of the form: strict ones confirm or dispute, usual ones at most warn."""

from dataclasses import replace
from decimal import Decimal

import pytest
from _evidence import about, evidence, only, row
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract import schemas
from llm_extract.checks import identities
from llm_extract.records import Finding, Place, Rank, Severity, State, Statement, Verdict
from llm_extract.schemas.identities import IDENTITIES, REFUSALS

STAFF = ("capacity.staff", "capacity.staff_full_time", "capacity.staff_part_time")
CHANNELS = ("request.received", "request.in_person", "request.fax", "request.online")


def form(values: dict[str, int | None]) -> list[Statement]:
    """One row for each indicator; None is a blank cell."""
    statements = []
    for name, value in values.items():
        quote = f"{name} | 件 | {'' if value is None else value}"
        state = State.BLANK if value is None else State.REPORTED
        number = None if value is None else str(value)
        statements.append(row(quote, name, quote, number, state=state))
    return statements


def findings(values: dict[str, int | None]) -> list[Finding]:
    return list(identities.check(evidence("", *form(values))))


def test_a_sum_that_holds_confirms_all_its_operands() -> None:
    finding = only(findings(dict(zip(STAFF, (5, 2, 3), strict=True))))
    assert (finding.severity, finding.bearing) == (Severity.INFO, Verdict.CONFIRMED)
    assert finding.indicators == STAFF
    assert finding.message == (
        "I07 holds in the form: capacity.staff 5 against"
        " capacity.staff_full_time 2 + capacity.staff_part_time 3 = 5 (should be ==)"
    )


def test_a_sum_that_fails_disputes_all_its_operands() -> None:
    finding = only(findings(dict(zip(STAFF, (5, 2, 2), strict=True))))
    assert (finding.severity, finding.bearing) == (Severity.ERROR, Verdict.DISPUTED)
    assert (finding.left, finding.right, finding.delta) == (5, 4, 1)
    assert finding.indicators == STAFF


def test_zero_equals_zero_proves_nothing() -> None:
    found = findings(dict(zip(STAFF, (0, 0, 0), strict=True)))
    assert [f.message[:9] for f in found] == ["I18 fails"]  # no staff at all is worth a look


def test_a_blank_operand_leaves_the_sum_unassessed() -> None:
    assert findings(dict(zip(STAFF, (5, 2, None), strict=True))) == []


def test_a_missing_operand_leaves_the_sum_unassessed() -> None:
    assert findings({"capacity.staff": 5, "capacity.staff_full_time": 9}) == []


def test_a_usual_rule_that_fails_disputes_nothing() -> None:
    finding = only(findings({"request.completed": 3, "reply.total": 4}))
    assert (finding.severity, finding.bearing) == (Severity.WARNING, None)


def test_a_part_beyond_its_whole_is_an_error() -> None:
    finding = only(
        findings({"response.press_conferences_by_leader": 3, "response.press_conferences": 2})
    )
    assert (finding.severity, finding.bearing) == (Severity.ERROR, Verdict.DISPUTED)


def test_a_part_within_its_whole_confirms_nothing() -> None:
    names = ("response.press_conferences_by_leader", "response.press_conferences")
    assert findings(dict(zip(names, (1, 2), strict=True))) == []


def test_refusals_that_were_not_split_are_a_warning() -> None:
    finding = only(findings({"reply.refused": 3} | dict.fromkeys(REFUSALS, 0)))
    assert (finding.severity, finding.bearing) == (Severity.WARNING, None)


def test_fees_without_any_reply_are_worth_a_look() -> None:
    assert only(findings({"fee.collected": 2, "reply.total": 0})).message.startswith("I19 fails")
    assert findings({"fee.collected": 2, "reply.total": 3}) == []


def test_approximate_operands_may_hold_but_confirm_nothing() -> None:
    staff, *parts = form(dict(zip(STAFF, (5, 2, 3), strict=True)))
    rounded = replace(staff, quantity=about(5, 4, 6, "人"))
    assert list(identities.check(evidence("", rounded, *parts))) == []
    far = replace(staff, quantity=about(9, 8, 10, "人"))
    assert only(list(identities.check(evidence("", far, *parts)))).bearing is Verdict.DISPUTED


def test_operands_stated_in_prose_are_summed_among_themselves() -> None:
    prose = [
        replace(s, place=Place.NARRATIVE, rank=Rank.TOPICAL)
        for s in form(dict(zip(STAFF, (5, 2, 2), strict=True)))
    ]
    assert only(list(identities.check(evidence("", *prose)))).message.startswith(
        "I07 fails in the narrative"
    )


def test_a_total_in_prose_and_parts_in_the_form_are_no_one_form() -> None:
    staff, *parts = form(dict(zip(STAFF, (5, 2, 2), strict=True)))
    prose = replace(staff, place=Place.NARRATIVE, rank=Rank.TOPICAL)
    assert list(identities.check(evidence("", prose, *parts))) == []


def test_a_local_table_has_sums_of_its_own() -> None:
    local = [replace(s, rank=Rank.TOPICAL) for s in form(dict(zip(STAFF, (5, 2, 2), strict=True)))]
    assert list(identities.check(evidence("", *local))) == []


@pytest.mark.parametrize(
    "identity", IDENTITIES, ids=lambda identity: f"{identity.id} {identity.where}"
)
def test_every_operand_is_in_the_catalogue(identity: identities.Identity) -> None:
    assert set(identity.operands) <= set(schemas.indicators())


def test_the_catalogue_has_every_identity_of_the_form() -> None:
    ids = [identity.id for identity in IDENTITIES if not identity.where]
    letters = [f"I11{letter}" for letter in "abcde"]
    plain = [f"I{n:02}" for n in range(1, 20) if n != 11]
    assert sorted(ids) == sorted(plain + letters)


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), st.integers(-3, 3))
def test_the_sum_of_the_channels_confirms_exactly_when_it_is_right(
    parts: list[int], error: int
) -> None:
    total = sum(parts) + error
    names = (*CHANNELS, "request.letter")
    found = [
        f
        for f in findings(dict(zip(names, (total, *parts), strict=True)))
        if f.message.startswith("I01")
    ]
    if error:
        assert (only(found).bearing, only(found).delta) == (Verdict.DISPUTED, Decimal(error))
    elif total:
        assert only(found).bearing is Verdict.CONFIRMED
    else:
        assert found == []
