"""What reviewers said of a stored result, kept when its claims are checked again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from llm_extract.records import REVIEWER, Report, Value, Verdict

_TOLD = ("add", "change")  # actions that give a value of the reviewer's own


def kept(report: Report, records: Iterable[Mapping[str, Any]]) -> Report:
    """The report with the records, and with the last word on each indicator that still fits.

    What was accepted is confirmed as long as it is the same value at the same place. What was
    changed speaks first where its number stands in its quote.
    """
    given = tuple(_plain(record) for record in records)
    last = {str(record.get("indicator")): record for record in given}
    values = tuple(
        _after(value, last[value.indicator]) if value.indicator in last else value
        for value in report.values
    )
    return replace(report, values=values, corrections=given)


def _plain(part: Any) -> Any:
    """JSON as it was read with exact numbers, with numbers as they are written again."""
    if isinstance(part, Decimal):
        return int(part) if part == part.to_integral_value() else float(part)
    if isinstance(part, Mapping):
        return {key: _plain(each) for key, each in part.items()}
    return [_plain(each) for each in part] if isinstance(part, list) else part


def _after(value: Value, record: Mapping[str, Any]) -> Value:
    action = record.get("action")
    if action == "accept" and _is_what_was_seen(value, record.get("machine")):
        return replace(value, verdict=Verdict.CONFIRMED, is_accepted=True)
    if action == "dispute":
        return replace(value, verdict=Verdict.DISPUTED)
    if action in _TOLD:
        return _led_by_reviewer(value)
    return value


def _is_what_was_seen(value: Value, machine: object) -> bool:
    if not isinstance(machine, Mapping):
        return False
    first = value.statements[0]
    number = first.quantity.value if first.quantity else None
    said = machine.get("value")
    seen = None if said is None else Decimal(str(said))
    place = (first.span.start, first.span.end)
    told = (number, value.unit, first.state.value, *place)
    return told == (seen, *(machine.get(key) for key in ("unit", "state", "start", "end")))


def _led_by_reviewer(value: Value) -> Value:
    """The reviewer's statement first; it was found to stand in the text, or it were not here."""
    own = [s for s in value.statements if s.witness == REVIEWER]
    if not own:
        return value
    others = tuple(s for s in value.statements if s is not own[-1])
    return replace(value, verdict=Verdict.SUPPORTED, statements=(own[-1], *others))
