"""What the user says of a document, carried beside what its text says and held against it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from llm_extract import script
from llm_extract.records import Finding, Report, Severity

_CHECK = "manifest"
_TITLE_OF_HONOUR = "人民"  # 区人民政府 and 区政府 are one


def annotated(report: Report, entry: Mapping[str, object]) -> Report:
    """The report with the entry; where they differ is a finding, and the text is not overruled."""
    told = tuple(
        replace(finding, id=f"F{number}")
        for number, finding in enumerate(_conflicts(report, entry), len(report.findings) + 1)
    )
    return replace(report, manifest=dict(entry), findings=(*report.findings, *told))


def _conflicts(report: Report, entry: Mapping[str, object]) -> Iterator[Finding]:
    year, given = report.metadata.year, entry.get("year")
    if year is not None and isinstance(given, int) and given != year:
        message = f"the manifest says the report is of {given}, its text says {year}"
        sides = Decimal(given), Decimal(year)
        yield Finding(_CHECK, Severity.WARNING, message, (), *sides, sides[0] - sides[1])
    for name in ("agency", "region"):
        said, read = entry.get(name), getattr(report.metadata, name)
        if isinstance(said, str) and said and read and not _alike(said, read):
            message = f"the manifest says the {name} is {said}, the text says {read}"
            yield Finding(_CHECK, Severity.INFO, message, (), said, read)


def _alike(left: str, right: str) -> bool:
    """One name is part of the other: a report may leave out its province."""
    one, other = (
        "".join(script.fold(name).split()).replace(_TITLE_OF_HONOUR, "") for name in (left, right)
    )
    return one in other or other in one
