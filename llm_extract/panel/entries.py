"""What the panel keeps of each document while it is built: whose it is, and how good it is."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from llm_extract.panel.agencies import is_anywhere, of_region, same_name
from llm_extract.panel.reading import Place, Tree

_NAMED_YEAR = re.compile(r"(?<![0-9A-Za-z])(?<!\d[-.~至])(20[0-4]\d)(?!\d)(?![-_.]?\d)")
_FOLDER_YEAR = re.compile(r"(20[0-4]\d)年?")

REPORT, MANIFEST, SOURCE, NOWHERE = "report", "manifest", "source", ""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose report of which year; `_from` says who says so: report, manifest or source."""

    agency: str
    agency_from: str
    region: str | None
    year: int | None
    year_from: str
    url: str | None
    doubts: tuple[str, ...] = ()  # where the manifest says something else than the report


@dataclass(frozen=True, slots=True)
class Entry:
    """One document; those of one `group` are reports of one agency and one year."""

    place: Place
    source: str
    sha256: str
    script: str
    form: str
    whose: Whose
    agency: str  # in the one spelling; "" where nobody names it
    good: int  # values that are confirmed or supported
    disputed: int
    gaps: int

    @property
    def group(self) -> tuple[str, int | None, str]:
        """Agency and year; where one is not known, the bytes."""
        known = self.agency and self.whose.year is not None
        return (self.agency, self.whose.year, "" if known else self.sha256)

    @property
    def order(self) -> tuple[object, ...]:
        """By agency and year; what has no agency or year comes last."""
        year = self.whose.year
        named = (not self.agency, self.agency, year is None, year or 0)
        return (*named, self.sha256, self.source) if not (self.agency and year) else named


def entry(place: Place, tree: Tree) -> Entry:
    """What is kept of a result."""
    verdicts = Counter(value["verdict"] for value in tree["values"])
    document, owner = tree["document"], whose(tree)
    return Entry(
        place=place,
        source=document["source"],
        sha256=document["sha256"],
        script=document["script"],
        form=" ".join(document["forms"]),
        whose=owner,
        agency=_spelled(owner),
        good=verdicts["confirmed"] + verdicts["supported"],
        disputed=verdicts["disputed"],
        gaps=len(tree["run"]["gaps"]),
    )


def _spelled(owner: Whose) -> str:
    """The agency in its one spelling; "" where that would make one of several."""
    if owner.agency_from == SOURCE:
        return ""
    name = same_name(owner.agency)
    if not is_anywhere(name):
        return name
    return of_region(owner.region, name) if owner.region else ""


def whose(tree: Tree) -> Whose:
    """The report's own word first, then the user's manifest, then the file's name."""
    report, source = tree["report"], tree["document"]["source"]
    told = tree.get("manifest")
    manifest: dict[str, Any] = told if isinstance(told, dict) else {}
    agency, agency_from = _first(*_names(report["agency"], _text(manifest, "agency")))
    year, year_from = _first(
        (report["year"], REPORT), (_year(manifest), MANIFEST), (_year_of(source), SOURCE)
    )
    return Whose(
        agency=agency or source,
        agency_from=agency_from or SOURCE,
        region=report["region"] or _text(manifest, "region"),
        year=year,
        year_from=year_from,
        url=_text(manifest, "url"),
        doubts=tuple(_doubts(report, manifest)),
    )


def _names(report: str | None, manifest: str | None) -> list[tuple[str | None, str]]:
    """The report's name first, unless it fits many and the manifest's says which one it is."""
    names = [(report, REPORT), (manifest, MANIFEST)]
    fits_many = report and manifest and is_anywhere(same_name(report))
    return names[::-1] if fits_many else names


def kept(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """In panel order; of one document's results in several files the last one."""
    once = {(each.source, each.sha256): each for each in entries}
    return tuple(sorted(once.values(), key=lambda each: each.order))


def _first(*words: tuple[Any, str]) -> tuple[Any, str]:
    return next(((word, whence) for word, whence in words if word), (None, NOWHERE))


def _text(manifest: dict[str, Any], key: str) -> str | None:
    told = manifest.get(key)
    return told.strip() or None if isinstance(told, str) else None


def _year(manifest: dict[str, Any]) -> int | None:
    told = str(manifest.get("year", "")).strip().removesuffix("年")
    return int(told) if re.fullmatch(r"(?:19|20)\d\d", told) else None


def _year_of(source: str) -> int | None:
    """The one year that the file's name has, else the folder that is named for a year."""
    path = PurePath(source)
    named = {int(year) for year in _NAMED_YEAR.findall(path.stem)}
    if named:
        return named.pop() if len(named) == 1 else None
    folder = _FOLDER_YEAR.fullmatch(path.parent.name)
    return int(folder[1]) if folder else None


def _doubts(report: Tree, manifest: dict[str, Any]) -> Iterable[str]:
    agency, year = _text(manifest, "agency"), _year(manifest)
    own = same_name(report["agency"]) if report["agency"] else ""
    if agency and own and not is_anywhere(own) and same_name(agency) != own:
        yield f"the manifest says {agency}, the report {report['agency']}"
    if year and report["year"] and year != report["year"]:
        yield f"the manifest says {year}, the report {report['year']}"
