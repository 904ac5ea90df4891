"""Putting a reviewer's corrections into a result: what was corrected changes, the rest does not.

The machine's statements stay behind the reviewer's, and every correction is recorded under the
key `corrections`. Nobody is believed: a corrected number that is not in its quote is disputed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from llm_extract import numerals
from llm_extract.errors import ConfigError
from llm_extract.outline import Outline
from llm_extract.records import REVIEWER, Number, NumberKind, State, Verdict
from llm_extract.schemas import indicators
from llm_extract.schemas.corrections import Correction, Machine, Told

Tree = dict[str, Any]

_COUNTED = frozenset({NumberKind.QUANTITY, NumberKind.RATIO})
_WITH_NUMBER = frozenset({State.REPORTED, State.DERIVED})
_FITTING = ("value", "unit", "state", "start", "end")  # of a value that was looked at


@dataclass(frozen=True, slots=True)
class Ground:
    """What a corrected place is held against."""

    text: str
    numbers: tuple[Number, ...]
    outline: Outline

    def counted(self, start: int, end: int) -> Iterator[Number]:
        """The counting numbers that touch a stretch."""
        first = bisect_left(self.numbers, start + 1, key=lambda number: number.span.end)
        for number in self.numbers[first:]:
            if number.span.start >= end:
                return
            if number.kind in _COUNTED:
                yield number


def apply(tree: Tree, corrections: Iterable[Correction], ground: Ground) -> Tree:
    """A corrected copy of a result; a ConfigError tells of all corrections that do not fit it."""
    given = tuple(corrections)
    faults = [fault for each in given if (fault := _fault(each, tree, ground))]
    names = [each.indicator for each in given]
    faults += [
        f"{name}: corrected twice" for name in sorted({n for n in names if names.count(n) > 1})
    ]
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise ConfigError(f"{tree['document']['source']}: corrections do not fit:\n{listed}")
    corrected = deepcopy(tree)
    for each in given:
        record = _correct(corrected, each, ground)
        corrected.setdefault("corrections", []).append(record)
    return corrected


def _fault(correction: Correction, tree: Tree, ground: Ground) -> str:
    name, to = correction.indicator, correction.to
    entry = _entry(tree, name)
    known = indicators().get(name)
    if correction.machine is None and entry is not None:
        return f"{name}: added, but the result has a value; change that"
    if correction.machine and (entry is None or not _same(correction.machine, entry)):
        return f"{name}: the result says something else than what was reviewed"
    if to and ground.text[to.start : to.end] != to.quote:
        return f"{name}: {to.quote[:40]!r} does not stand at {to.start}"
    if to and known is None and entry is None:
        return f"{name}: no such indicator; `llm-extract schema list` has them all"
    if to and known and to.unit not in (*known.units, known.unit, *_unit(entry)):
        return f"{name}: counted in {known.unit}, not {to.unit!r}"
    return ""


def _unit(entry: Tree | None) -> tuple[str, ...]:
    return (entry["unit"],) if entry else ()


def _entry(tree: Tree, indicator: str) -> Tree | None:
    values: list[Tree] = tree["values"]
    return next((value for value in values if value["indicator"] == indicator), None)


def _same(machine: Machine, entry: Tree) -> bool:
    said = machine.model_dump()
    value = None if entry["value"] is None else Decimal(str(entry["value"]))
    return all(said[key] == {**entry, "value": value}[key] for key in _FITTING)


def _correct(tree: Tree, correction: Correction, ground: Ground) -> Tree:
    """Change the tree in place; what is recorded of it."""
    record: Tree = correction.model_dump(mode="json", exclude_none=True)
    for part in (correction.machine, correction.to):
        if part is not None:
            key = "machine" if part is correction.machine else "to"
            record[key]["value"] = _plain(part.value)
    entry = _entry(tree, correction.indicator)
    before = deepcopy(entry)
    if correction.action == "accept" and entry is not None:
        entry["verdict"] = Verdict.CONFIRMED.value
        entry["witnesses"] = _with_reviewer(entry)
    elif correction.action == "dispute" and entry is not None:
        entry["verdict"] = Verdict.DISPUTED.value
    elif correction.action == "withdraw" and entry is not None:
        tree["values"].remove(entry)
        record["withdrawn"] = before
        _account(tree, before, None, ground)
    elif correction.to is not None:
        told = _told(correction.indicator, correction.to, entry, ground)
        _put(tree, told)
        _account(tree, before, told, ground)
    return record


def _told(indicator: str, to: Told, entry: Tree | None, ground: Ground) -> Tree:
    """The entry as the reviewer says it; the machine's statements follow the reviewer's."""
    line = ground.text.rfind("\n", 0, to.start) + 1
    in_table = "|" in ground.text[line : to.end] or "\t" in ground.text[line : to.end]
    place = {
        "place": "table" if in_table else "narrative",
        "section": ground.outline.path(to.start),
        "quote": to.quote,
        "start": to.start,
        "end": to.end,
    }
    known = indicators().get(indicator)
    value, unit = _plain(to.value), to.unit
    kept = entry if entry and entry["value"] == value else {}
    statement = {"value": value, "unit": unit, **place, "witness": REVIEWER}
    statement |= {"state": to.state.value, "rank": "form" if in_table else "topical"}
    return {
        "indicator": indicator,
        "label": entry["label"] if entry else known.label if known else indicator,
        "value": value,
        "unit": unit,
        "state": to.state.value,
        "approximation": to.approximation.value,
        "low": kept.get("low"),
        "high": kept.get("high"),
        **place,
        "witnesses": _with_reviewer(entry),
        "verdict": (Verdict.SUPPORTED if _grounded(to, ground) else Verdict.DISPUTED).value,
        "findings": entry["findings"] if entry else [],
        "statements": [statement, *(entry["statements"] if entry else ())],
    }


def _with_reviewer(entry: Tree | None) -> list[str]:
    others = entry["witnesses"] if entry else []
    return [*others, *([] if REVIEWER in others else [REVIEWER])]


def _put(tree: Tree, told: Tree) -> None:
    """In the place of the old entry, or where the catalogue has the indicator."""
    values: list[Tree] = tree["values"]
    order = {id: place for place, id in enumerate(indicators())}
    for at, value in enumerate(values):
        if value["indicator"] == told["indicator"]:
            values[at] = told
            return
    mine = order.get(told["indicator"], len(order))
    later = (at for at, value in enumerate(values) if order.get(value["indicator"], -1) > mine)
    values.insert(next(later, len(values)), told)


def _grounded(to: Told, ground: Ground) -> bool:
    """Whether the quote has the number; a state without one, or a negation, is the reviewer's."""
    if to.state not in _WITH_NUMBER:
        return True
    return bool(_numbers({**to.model_dump(), "place": ""}, ground)) or _in_cell(to)


def _in_cell(to: Told) -> bool:
    read = numerals.parse_cell(to.quote.rstrip(" |").rpartition("|")[2].strip())[1]
    return read is not None and read.value == to.value and read.unit in ("", to.unit)


def _account(tree: Tree, before: Tree | None, after: Tree | None, ground: Ground) -> None:
    """Every number stays accounted for: what is newly stood on is claimed, what is left is not."""
    accounts = tree["numbers"]
    taken = _all_numbers([after] if after else [], ground)
    left = _all_numbers([before] if before else [], ground).keys() - taken.keys()
    if left:
        left -= _all_numbers(tree["values"], ground).keys()
    unclaimed = [
        each
        for each in accounts["unclaimed"]
        if not any(each["start"] < end and start < each["end"] for start, end in taken)
    ]
    listed = {(each["start"], each["end"]) for each in unclaimed}
    found = _all_numbers([before] if before else [], ground)
    unclaimed += [_unclaimed(found[span], ground) for span in left - listed]
    accounts["unclaimed"] = sorted(unclaimed, key=lambda each: int(each["start"]))
    accounts["claimed"] = accounts["quantities"] - len(unclaimed)


def _all_numbers(values: list[Tree], ground: Ground) -> dict[tuple[int, int], Number]:
    statements = (statement for value in values for statement in value["statements"])
    found = (number for each in statements for number in _numbers(each, ground)[:1])
    return {(number.span.start, number.span.end): number for number in found}


def _numbers(statement: Tree, ground: Ground) -> list[Number]:
    """The numbers of a quote that are the value stated, the likeliest first: a row's last cell."""
    if statement["value"] is None:
        return []
    wanted = Decimal(str(statement["value"]))
    found = [
        number
        for number in ground.counted(statement["start"], statement["end"])
        if _value(number, statement["unit"]) == wanted
    ]
    return found[::-1] if statement["place"] == "table" else found


def _value(number: Number, unit: str) -> Decimal | None:
    if number.quantity is None:
        return None
    converted = numerals.convert(number.quantity, unit)
    bare = number.quantity.value if not number.quantity.unit else None
    return converted.value if converted else bare


def _unclaimed(number: Number, ground: Ground) -> Tree:
    quantity, span = number.quantity, number.span
    return {
        "value": _plain(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else "",
        "quote": ground.text[span.start : span.end],
        "start": span.start,
        "end": span.end,
        "subject": "",
    }


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
