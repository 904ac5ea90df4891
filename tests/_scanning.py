"""Scanning a piece of prose in one call, for tests."""

from decimal import Decimal

from llm_extract import metadata, numerals, scanning, script, splitting
from llm_extract.records import Document, Metadata, Scan, State


def scan(text: str, year: int | None = 2016) -> Scan:
    """What the scanner says about a text of the given report year."""
    document = Document(text, "txt", "")
    folded = script.fold(text)
    sections = splitting.split(document, folded)
    described = (
        metadata.describe(document, folded, sections) if year is None else Metadata(year=year)
    )
    return scanning.scan(document, folded, sections, numerals.find(folded), described)


def values(text: str, year: int | None = 2016) -> dict[str, Decimal | None]:
    """Indicator to value, for texts that state each indicator once."""
    found = scan(text, year).statements
    assert len({s.indicator for s in found}) == len(found), [s.quote for s in found]
    return {s.indicator: s.quantity.value if s.quantity else None for s in found}


def states(text: str, year: int | None = 2016) -> dict[str, State]:
    """Indicator to state, for texts that state each indicator once."""
    return {s.indicator: s.state for s in scan(text, year).statements}


def refused(text: str, year: int | None = 2016) -> dict[str, str]:
    """Indicator to the reason why a number was not taken for it."""
    return {r.indicator: r.reason for r in scan(text, year).refusals}
