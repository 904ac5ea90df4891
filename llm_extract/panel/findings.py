"""What is to be told of a panel: the documents' own findings, and those between documents."""

from collections.abc import Iterator

from llm_extract import checks
from llm_extract.panel.entries import MANIFEST, SOURCE, Entry
from llm_extract.panel.reading import Tree
from llm_extract.panel.tables import Row
from llm_extract.records import Finding, Severity
from llm_extract.schemas import indicators
from llm_extract.schemas.result import Result, validated
from llm_extract.tabulating.amounts import digits, exact

_WORTH = (Severity.ERROR, Severity.WARNING)


def of_report(entry: Entry, tree: Tree) -> Iterator[Row]:
    """The errors and warnings of one document."""
    for found in tree["findings"]:
        if found["severity"] in _WORTH:
            spans = [f"{start}-{end}" for start, end in found["spans"]]
            yield _row("report", entry, {**found, "spans": spans})


def between_years(before: tuple[Entry, Tree], now: tuple[Entry, Tree]) -> Iterator[Row]:
    """What the year before carries over and this one begins with otherwise."""
    for found in checks.compare(_dated(*each) for each in (before, now)):
        if found.delta:
            yield of_panel(now[0], found)


def of_entry(entry: Entry, tree: Tree) -> Iterator[Row]:
    """Who it was that named agency and year, and what no column of the tables can hold."""
    whose = entry.whose
    for doubt in whose.doubts:
        yield of_panel(entry, Finding("manifest", Severity.WARNING, doubt))
    if whose.agency_from != SOURCE and not entry.agency:
        told = f"{whose.agency} may be of any place; name agency or region in a manifest"
        yield of_panel(entry, Finding("owner", Severity.WARNING, told))
    for what, whence in (("agency", whose.agency_from), ("year", whose.year_from)):
        if whence == MANIFEST:
            told = f"the text names no {what}; it is the manifest's"
            yield of_panel(entry, Finding("owner", Severity.INFO, told))
        elif whence == SOURCE and what == "year":
            told = f"the text names no year; {whose.year} is in the path"
            yield of_panel(entry, Finding("owner", Severity.WARNING, told))
        elif whence in (SOURCE, ""):
            told = f"neither text nor manifest names the {what}; name it in a manifest"
            yield of_panel(entry, Finding("owner", Severity.WARNING, told))
    yield from _odd(entry, tree)


def of_panel(entry: Entry, found: Finding) -> Row:
    """A finding between documents as a row of the document that it is told of."""
    spans = [f"{span.start}-{span.end}" for span in found.spans]
    shown: Row = {
        "id": found.id,
        "check": found.check,
        "severity": found.severity.value,
        "indicators": list(found.indicators),
        "message": found.message,
        "left": found.left,
        "right": found.right,
        "delta": found.delta,
        "spans": spans,
    }
    return _row("panel", entry, shown)


def _odd(entry: Entry, tree: Tree) -> Iterator[Row]:
    """Values that the columns of numbers cannot hold, and those counted in another unit."""
    for value in tree["values"]:
        name = value["indicator"]
        if value["value"] is not None and exact(value["value"]) is None:
            told = f"{name}: {digits(value['value'])} is in no column of numbers, only in digits"
            yield of_panel(entry, Finding("digits", Severity.WARNING, told, (name,)))
        known = indicators().get(name)
        if known is None:
            told = f"{name}: no such indicator in this version; only in the long form"
            yield of_panel(entry, Finding("catalogue", Severity.WARNING, told, (name,)))
        elif value["value"] is not None and value["unit"] != known.unit:
            told = f"{name}: counted in {value['unit'] or 'nothing'}, usually in {known.unit}"
            yield of_panel(entry, Finding("unit", Severity.INFO, told, (name,)))


def _row(level: str, entry: Entry, shown: Row) -> Row:
    whose = entry.whose
    sides = {key: digits(shown[key]) for key in ("left", "right", "delta")}
    return {
        **shown,
        **sides,
        "level": level,
        "agency": whose.agency,
        "agency_key": entry.agency,
        "year": whose.year,
        "source": entry.source,
    }


def _dated(entry: Entry, tree: Tree) -> Result:
    """A result that bears the agency and year of the panel."""
    result = validated(tree, entry.source)
    report = {"agency": entry.agency, "year": entry.whose.year}
    return result.model_copy(update={"report": result.report.model_copy(update=report)})
