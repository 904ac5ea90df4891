"""The scanner for a schema of one's own: numbers whose label says beyond doubt that they are it.

Without cues there is only what the schema itself says: a label and a unit. A value is stated where
the label heads the row and the column is the year's, or where nothing but "was", "amounted to" or
"为" stands between label and number.
"""

from collections.abc import Iterator

from llm_extract import naming
from llm_extract.naming import Page
from llm_extract.outline import Outline
from llm_extract.records import Document, Number, Place, Rank, Scan, Section, Span, State, Statement
from llm_extract.schemas.units import in_text


def scan(document: Document, page: Page, sections: tuple[Section, ...]) -> Scan:
    """Every number that is some indicator's own, and where rows of cells stand."""
    outline = Outline(sections)
    statements = tuple(_statements(document, page, outline))
    return Scan(statements, regions=tuple(_rows(page.folded)))


def _statements(document: Document, page: Page, outline: Outline) -> Iterator[Statement]:
    for number in page.numbers:
        if number.quantity is None or number.quantity.value is None:
            continue
        for indicator in naming.named(number, page):
            quantity = in_text(number, page.folded, indicator)
            if quantity is None or naming.against(number, indicator, page):
                continue
            row = naming.in_row(number.span, page)
            span = _quote(number, page)
            yield Statement(
                indicator=indicator.id,
                state=State.REPORTED,
                quantity=quantity,
                place=Place.TABLE if row else Place.NARRATIVE,
                rank=Rank.TOPICAL if row else Rank.OVERVIEW,
                section=outline.path(span.start),
                span=span,
                quote=document.text[span.start : span.end],
                number=number.span,
            )


def _quote(number: Number, page: Page) -> Span:
    """From the beginning of the row or sentence to the number; a long one loses its beginning."""
    if naming.in_row(number.span, page):
        start = page.folded.rfind("\n", 0, number.span.start) + 1
    else:
        start = page.sentence(number.span).start
    text = page.folded[start : number.span.start]
    return Span(start + len(text) - len(text.lstrip()), number.span.end)


def _rows(folded: str) -> Iterator[Span]:
    """Stretches of lines with cells."""
    start, at = -1, 0
    for line in folded.splitlines(keepends=True):
        is_row = "|" in line or "\t" in line.strip()
        if is_row and start < 0:
            start = at
        elif not is_row and start >= 0:
            yield Span(start, at)
            start = -1
        at += len(line)
    if start >= 0:
        yield Span(start, at)
