"""A failed sum names the one change that would mend it, and makes none."""

from decimal import Decimal

from _evidence import evidence, only, row, stated

from llm_extract.checks import breakdown, identities
from llm_extract.checks._mending import slip
from llm_extract.records import Finding, Statement


def form(**values: int) -> list[Statement]:
    """Rows of the official form: `capacity__staff=5`."""
    found = []
    for key, value in values.items():
        name = key.replace("__", ".")
        quote = f"{name} | 件 | {value}"
        found.append(row(quote, name, quote, str(value)))
    return found


def failing(*statements: Statement) -> Finding:
    found = [f for f in identities.check(evidence("", *statements)) if " fails " in f.message]
    return only(found)


def test_swapped_digits_are_named() -> None:
    message = failing(
        *form(capacity__staff=21, capacity__staff_full_time=7, capacity__staff_part_time=5)
    ).message
    assert message.endswith("; one change would mend it: capacity.staff 21 as 12 (digits swapped)")


def test_several_changes_are_counted_and_none_is_chosen() -> None:
    message = failing(
        *form(capacity__staff=45, capacity__staff_full_time=21, capacity__staff_part_time=23)
    ).message
    assert (
        "; any one of 3 changes would mend it: capacity.staff 45 as 44 (one digit), or" in message
    )


def test_a_difference_that_is_no_slip_names_nothing() -> None:
    message = failing(
        *form(capacity__staff=90, capacity__staff_full_time=1, capacity__staff_part_time=2)
    ).message
    assert "would mend" not in message


def test_what_another_place_says_is_named() -> None:
    rows = form(capacity__staff=90, capacity__staff_full_time=1, capacity__staff_part_time=2)
    quote = "工作人员3人"
    elsewhere = row(f"{quote} | 人 | 3", "capacity.staff", f"{quote} | 人 | 3", "3")
    assert "capacity.staff 90 as 3 (another place says so)" in failing(*rows, elsewhere).message


def test_slips_of_one_number() -> None:
    pairs = [(21, 12), (45, 44), (30, 3), (125, 15), (90, 3), (7, 9)]
    assert [slip(Decimal(now), Decimal(then)) for now, then in pairs] == [
        "digits swapped",
        "one digit",
        "a power of ten",
        "a digit lost or added",
        "",
        "",
    ]


def test_parts_that_nobody_claims_are_told() -> None:
    text = "收到申请10件,其中,当面申请4件,信函申请6件。"
    claimed = (
        stated(text, "request.received", "收到申请10件", "10件", "10"),
        stated(text, "request.in_person", "当面申请4件", "4件", "4"),
    )
    found = [f for f in breakdown.check(evidence(text, *claimed)) if "no value" in f.message]
    assert only(found).message == "of the 2 parts of “10件” no value claims “6件”"
