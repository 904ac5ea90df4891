"""The tables of a panel: their columns with types and meanings, which the codebook repeats."""

from collections.abc import Iterable
from dataclasses import dataclass

from llm_extract.panel.entries import Entry

Row = dict[str, object]

TEXT, WHOLE, NUMBER, DATE, FLAG = "text", "whole", "number", "date", "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a number is exact or absent, and `digits` beside it has all of it as text."""

    name: str
    kind: str = TEXT
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name, which is that of its sheet, file or relation."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _whole(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, WHOLE) for name in names)


OWNER = (
    Column("agency", TEXT, "whose report, as printed; else the manifest's word, else the file"),
    Column("year", WHOLE, "the report's year; empty where nobody says"),
    Column(
        "agency_key",
        TEXT,
        "the agency in the one spelling that joins years and mirrors; empty "
        "where its name does not say which one it is",
    ),
    Column("region"),
    Column("agency_from", TEXT, "who says so: report, manifest or source (the file's name)"),
    Column("year_from", TEXT, "who says so: report, manifest or source (the file's name)"),
    Column("form", TEXT, "official forms recognised in the document; empty: prose alone"),
    Column("script"),
    Column("source", TEXT, "the path as given to extract"),
    Column("sha256", TEXT, "of the document's bytes"),
    Column("url", TEXT, "where it came from, as the manifest says"),
    Column("representative", FLAG, "false: another report of this agency and year stands for it"),
)

LONG = Table(
    "long",
    (
        *OWNER,
        *_texts("indicator", "label"),
        Column("value", NUMBER, "empty where the state has no number, or it is too long for it"),
        Column("digits", TEXT, "the value's exact digits"),
        Column("unit"),
        Column("state", TEXT, "see the states below; missing is not zero"),
        Column("approximation"),
        Column("low", NUMBER),
        Column("high", NUMBER),
        Column("verdict", TEXT, "see the verdicts below"),
        Column("series", TEXT, "the names over eras that it belongs to"),
        Column("comparability", TEXT, "how far that name may be compared over eras"),
        *_texts("place", "section", "quote"),
        Column("start", WHOLE, "in code points of the document's text"),
        Column("end", WHOLE),
        *_texts("witnesses"),
        Column("findings", TEXT, "errors and warnings of the table of findings that name it"),
    ),
)
DOCUMENTS = Table(
    "documents",
    (
        *OWNER,
        *_texts("title"),
        *(Column(name, DATE) for name in ("period_start", "period_end", "published")),
        *_texts("format"),
        *_whole("characters", "values", "confirmed", "supported", "disputed"),
        Column("withheld", WHOLE, "indicators whose only value was unsupported"),
        *_whole("findings", "quantities", "claimed", "gaps", "calls"),
        *_texts("provider", "model", "prompt_digest", "schema_digest"),
        Column("cost", NUMBER),
        *_texts("version"),
    ),
)
DUPLICATES = Table(
    "duplicates",
    (
        Column("group", WHOLE, "reports of one agency and year have one number"),
        *OWNER,
        Column("same", WHOLE, "indicators on which it says what the representative says"),
        Column("other", WHOLE, "indicators on which it says something else"),
        Column("missing", WHOLE, "indicators that only the representative states"),
        Column("more", WHOLE, "indicators that only this one states"),
    ),
)
DIFFERENCES = Table(
    "differences",
    (
        *_whole("group"),
        *_texts("agency", "agency_key"),
        *_whole("year"),
        *_texts("indicator", "label"),
        *(
            Column(f"{side}_{part}")
            for side in ("representative", "duplicate")
            for part in ("digits", "unit", "state", "verdict", "quote", "source")
        ),
    ),
)
FINDINGS = Table(
    "findings",
    (
        Column("level", TEXT, "report: within one document; panel: between documents"),
        *_texts("agency", "agency_key"),
        *_whole("year"),
        *_texts("source", "id", "check", "severity", "indicators", "message"),
        *_texts("left", "right", "delta", "spans"),
    ),
)
CODEBOOK = Table(
    "codebook",
    (
        *_texts("identifier", "label", "unit", "kind", "definition"),
        Column("forms", TEXT, "official forms that print it; prose: narrative reports speak of it"),
        Column("comparability"),
        Column("compared_with", TEXT, "the cells of later forms that add up to it"),
        *_texts("note"),
    ),
)


def joined(words: Iterable[object]) -> str:
    """Words in one cell."""
    return " ".join(map(str, words))


def owner(entry: Entry, representative: Entry) -> Row:
    """The columns of OWNER."""
    whose = entry.whose
    return {
        "agency": whose.agency,
        "agency_key": entry.agency,
        "agency_from": whose.agency_from,
        "region": whose.region,
        "year": whose.year,
        "year_from": whose.year_from,
        "form": entry.form,
        "script": entry.script,
        "source": entry.source,
        "sha256": entry.sha256,
        "url": whose.url,
        "representative": entry is representative,
    }
