"""A result as rows of flat tables, for formats that have several of them or types of their own.

Each row begins with the document's source, which is what joins the tables.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

Shape = dict[str, Any]
_WHOSE = ("title", "agency", "region", "year")
DATES = ("period_start", "period_end", "published")
PLACE = ("place", "section", "quote", "start", "end")
VALUE = (
    *("indicator", "label", "value", "unit", "state", "approximation", "low", "high", "verdict"),
    *PLACE,
)
_STATEMENT = ("value", "unit", "state", *PLACE, "rank", "witness")
_FINDING = ("id", "check", "severity", "message", "left", "right", "delta")
_DOCUMENT = ("sha256", "format", "characters", "script")
_RUN = (
    *("provider", "model", "prompt_digest", "schema_digest", "calls", "cached", "failed"),
    *("input_tokens", "output_tokens", "cost", "seconds", "version"),
)
_COUNTS = ("forms", "values", "findings", "quantities", "claimed", "gaps")
_WITHHOLDING = frozenset({"grounding", "stored"})  # checks that can take a value out

VALUES = ("source", *_WHOSE, *VALUE, "findings")
STATEMENTS = ("source", "indicator", "label", *_STATEMENT)
FINDINGS = ("source", *_FINDING, "indicators", "spans")
DOCUMENTS = ("source", *_WHOSE, *DATES, *_DOCUMENT, *_COUNTS, *_RUN)

Row = dict[str, object]


def values(result: Shape) -> Iterator[Row]:
    """One row a value, of words one row a quote."""
    source = {"source": result["document"]["source"]}
    whose = {key: result["report"][key] for key in _WHOSE}
    for value in result["values"]:
        told = {key: value[key] for key in VALUE}
        for place in _places(value):
            findings = list(value["findings"])
            yield {**source, **whose, **told, **place, "findings": findings}


def statements(result: Shape) -> Iterator[Row]:
    """One row for each place that speaks of an indicator, the chosen one first."""
    source = result["document"]["source"]
    for value in result["values"]:
        head = {"source": source, "indicator": value["indicator"], "label": value["label"]}
        for statement in value["statements"]:
            yield {**head, **{key: statement[key] for key in _STATEMENT}}


def findings(result: Shape) -> Iterator[Row]:
    """One row a finding; its spans are written `start-end`."""
    source = result["document"]["source"]
    for finding in result["findings"]:
        told = {key: finding[key] for key in _FINDING}
        spans = [f"{start}-{end}" for start, end in finding["spans"]]
        yield {"source": source, **told, "indicators": list(finding["indicators"]), "spans": spans}


def document(result: Shape) -> Row:
    """One row a document: whose it is, what was read, how it was read. Also without any value."""
    head, numbers, run = result["document"], result["numbers"], result["run"]
    return {
        "source": head["source"],
        **{key: result["report"][key] for key in _WHOSE},
        **{key: day(result["report"][key]) for key in DATES},
        **{key: head[key] for key in _DOCUMENT},
        "forms": list(head["forms"]),
        "values": len(result["values"]),
        "findings": len(result["findings"]),
        "quantities": numbers["quantities"],
        "claimed": numbers["claimed"],
        "gaps": len(run["gaps"]),
        **{key: run[key] for key in _RUN},
    }


def withholding(result: Shape) -> Iterator[Shape]:
    """The findings that took a value out of the result."""
    stated = {value["indicator"] for value in result["values"]}
    for finding in result["findings"]:
        if finding["check"] in _WITHHOLDING and not stated.issuperset(finding["indicators"]):
            yield finding


def withheld(result: Shape) -> frozenset[str]:
    """Indicators that a withholding check names and that have no value."""
    named = {name for finding in withholding(result) for name in finding["indicators"]}
    return frozenset(named - {value["indicator"] for value in result["values"]})


def day(iso: str | None) -> date | None:
    """The date that the result holds as text."""
    return date.fromisoformat(iso) if iso else None


def printable(part: Any) -> Any:
    """A result whose texts any encoder takes: half a surrogate pair becomes \\udcXX, as in json."""
    if isinstance(part, dict):
        return {key: printable(each) for key, each in part.items()}
    if isinstance(part, list):
        return [printable(each) for each in part]
    if isinstance(part, str) and not part.isascii():
        return part.encode("utf-8", "backslashreplace").decode()
    return part


def _places(value: Shape) -> list[Row]:
    """Where the value stands; one of words stands wherever somebody quotes it."""
    if value["unit"] or value["value"] is not None or value["state"] != "reported":
        return [{}]
    told = {(each["start"], each["end"]): each for each in reversed(value["statements"])}
    return [{key: each[key] for key in PLACE} for each in reversed(told.values())]
