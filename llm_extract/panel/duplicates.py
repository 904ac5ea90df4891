"""Several reports of one agency and year: which one stands for them, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.panel.entries import MANIFEST, REPORT, Entry
from llm_extract.panel.reading import Tree
from llm_extract.panel.tables import Row
from llm_extract.records import Finding, Severity
from llm_extract.tabulating.amounts import digits

RULE = (
    "Of several reports of one agency and year that one stands in the wide form which names agency "
    "and year itself, has the fewest gaps, the most values confirmed or supported, the fewest "
    "disputed, is in simplified script, and whose path comes first: in this order."
)
_SIDES = ("representative", "duplicate")
_SAID = ("value", "unit", "state")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a second report says beside the representative, indicator by indicator."""

    same: int
    other: tuple[tuple[Tree, Tree], ...]
    missing: tuple[Tree, ...]
    more: tuple[Tree, ...]

    @property
    def counts(self) -> Row:
        parts = {"other": self.other, "missing": self.missing, "more": self.more}
        return {"same": self.same, **{name: len(part) for name, part in parts.items()}}


def representative(group: Sequence[Entry]) -> Entry:
    """The report that RULE chooses."""
    return min(group, key=_rank)


def compare(first: Tree, second: Tree) -> Comparison:
    """Values are the same where number, unit and state are."""
    left = {value["indicator"]: value for value in first["values"]}
    right = {value["indicator"]: value for value in second["values"]}
    shared = [(left[name], right[name]) for name in left if name in right]
    other = [pair for pair in shared if any(pair[0][key] != pair[1][key] for key in _SAID)]
    return Comparison(
        same=len(shared) - len(other),
        other=tuple(other),
        missing=tuple(left[name] for name in left if name not in right),
        more=tuple(right[name] for name in right if name not in left),
    )


def differences(found: Comparison, pair: tuple[Entry, Entry], group: int) -> list[Row]:
    """One row for each indicator on which the two differ or of which only one speaks."""
    sides: list[tuple[Tree | None, Tree | None]] = [
        *found.other,
        *((value, None) for value in found.missing),
        *((None, value) for value in found.more),
    ]
    return [_row(values, pair, group) for values in sides]


def finding(found: Comparison, pair: tuple[Entry, Entry]) -> Finding:
    """The comparison in a sentence."""
    names = [left["indicator"] for left, _ in found.other]
    told = (
        f"another report of this agency and year stands for it: {pair[0].source}; "
        f"{found.same} values are the same, {len(found.other)} differ, "
        f"{len(found.missing)} only there, {len(found.more)} only here"
    )
    severity = Severity.WARNING if names else Severity.INFO
    return Finding("duplicates", severity, told, tuple(names))


def _rank(entry: Entry) -> tuple[object, ...]:
    whence = {REPORT: 0, MANIFEST: 1}
    named = [whence.get(w, 2) for w in (entry.whose.agency_from, entry.whose.year_from)]
    traditional = entry.script != "simplified"
    return (*named, entry.gaps, -entry.good, entry.disputed, traditional, entry.source)


def _row(values: tuple[Tree | None, Tree | None], pair: tuple[Entry, Entry], group: int) -> Row:
    shown: Row = {}
    for side, value, entry in zip(_SIDES, values, pair, strict=True):
        told = value or {}
        parts = {key: told.get(key, "") for key in ("unit", "state", "verdict", "quote")}
        parts |= {"digits": digits(told.get("value")), "source": entry.source}
        shown |= {f"{side}_{key}": part for key, part in parts.items()}
    named = values[0] or values[1] or {}
    return {
        "group": group,
        "agency": pair[0].whose.agency,
        "agency_key": pair[0].agency,
        "year": pair[0].whose.year,
        "indicator": named["indicator"],
        "label": named["label"],
        **shown,
    }
