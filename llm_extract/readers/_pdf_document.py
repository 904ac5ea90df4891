"""All of a PDF: page by page to lines and tables, then to the one text of a document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from llm_extract.errors import DocumentError
from llm_extract.readers._lines import Lines, Written
from llm_extract.readers._pdf_flow import margins, paragraphs
from llm_extract.readers._pdf_lines import Line
from llm_extract.readers._pdf_losses import Gap, losses, with_gaps
from llm_extract.readers._pdf_pages import Page, Sown, page, running_heads, undressed
from llm_extract.readers._pdf_sheet import sheet
from llm_extract.readers._pdf_tables import Whole, joined, whole
from llm_extract.records import Document

PAGES = 1000
_CHARACTERS = 5_000_000
_NAMELESS = 0.3  # of all glyphs: beyond, what is left is no text
_CONTINUED = re.compile(r"[(（]?\s*(?:附表)?[(（]?续(?:上?表|前)?[\d一二三四五]*[)）]?\s*[:：]?")
_TITLE = re.compile("[\u3400-\u9fff]{4}")
_OFFICE = re.compile(r"Microsoft|\.(?:docx?|wps|xlsx?|pdf)\b", re.IGNORECASE)
_OPENING = {
    "password": "the PDF asks for a password; save it without one",
    "format": "this is no PDF that can be read: it is damaged or cut short",
}
_SCAN = "the PDF holds no text, only pictures of pages; recognise it first, with ocrmypdf for one"


def parse(raw: bytes) -> Document:
    """Paragraphs and table rows as lines, in this process; see `pdf.read` for the guarded way."""
    pages, title, nameless = _pages(raw)
    written, gaps = _written(_merged(with_gaps(pages, _edged(undressed(pages), pages))))
    text, tables = written.text, tuple(written.tables)
    glyphs = len(text) + nameless
    if nameless > _NAMELESS * glyphs and glyphs:
        raise DocumentError(
            f"the PDF's fonts do not say which characters {nameless:,} of {glyphs:,} signs are; "
            "recognise it from its picture, with ocrmypdf --force-ocr for one"
        )
    if not text.strip():
        raise DocumentError(_SCAN)
    heads = [head for head in running_heads(pages) if _TITLE.search(head)]
    title = title or "".join(heads[:1])
    missing = losses(gaps, len(pages), len(text))
    digest = sha256(raw).hexdigest()
    return Document(text, "pdf", digest, title=title, tables=tables, losses=missing)


def _pages(raw: bytes) -> tuple[list[Page], str, int]:
    """Every page, one held open at a time; the title; how many glyphs have no character."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as document:
            _bound(len(document))
            title = _title(document)
            pages: list[Page] = []
            nameless = total = 0
            for number in range(len(document)):
                printed = sheet_of(document, number)
                nameless += printed.nameless
                total += len(printed.glyphs)
                if total > _CHARACTERS:
                    raise DocumentError(f"the PDF holds more than {_CHARACTERS:,} characters")
                pages.append(page(printed))
    except pypdfium2.PdfiumError as error:
        kind = "password" if "assword" in str(error) or "ecurity" in str(error) else "format"
        raise DocumentError(_OPENING[kind]) from error
    return pages, title, nameless


def sheet_of(document: Any, number: int) -> Any:
    """What is printed on one page, which is closed again."""
    opened = document[number]
    try:
        return sheet(opened)
    finally:
        opened.close()


def _bound(pages: int) -> None:
    if pages > PAGES:
        raise DocumentError(f"the PDF has {pages:,} pages; up to {PAGES:,} are read")


def _title(document: Any) -> str:
    """What the file calls itself, where that is a title and not a file name."""
    title = str(document.get_metadata_value("Title")).strip()
    return title if _TITLE.search(title) and not _OFFICE.search(title) else ""


def _edged(
    items: Sequence[Sequence[Line | Sown]], pages: Sequence[Page]
) -> Iterator[list[Line | Whole]]:
    """The items page by page; each line knows the edges of its column."""
    widths: defaultdict[int, list[Line]] = defaultdict(list)
    for each, those in zip(pages, items, strict=True):
        widths[round(each.width)] += [x for x in those if isinstance(x, Line) and not x.margin]
    edges = {width: margins(found, width) for width, found in widths.items()}
    for each, those in zip(pages, items, strict=True):
        left, right = edges[round(each.width)]
        yield [_with_edges(x, left, right) if isinstance(x, Line) else whole(x) for x in those]


def _with_edges(line: Line, left: float, right: float) -> Line:
    return line if line.margin else line._replace(margin=right, indent=left)


def _merged(pages: Iterable[list[Line | Whole | Gap]]) -> list[Line | Whole | Gap]:
    """All items in order, tables that a page break cut made whole; none goes on over a gap."""
    out: list[Line | Whole | Gap] = []
    for items in pages:
        start = 0
        last = out[-1] if out else None
        if isinstance(last, Whole):
            start = next((n for n, item in enumerate(items) if not _is_continued(item)), 0)
            following = items[start] if start < len(items) else None
            table = joined(last, following) if isinstance(following, Whole) else None
            if table is None:
                start = 0
            else:
                out[-1] = table
                start += 1
        out.extend(items[start:])
    return out


def _is_continued(item: Line | Whole | Gap) -> bool:
    return isinstance(item, Line) and _CONTINUED.fullmatch(item.text) is not None


def _written(items: Sequence[Line | Whole | Gap]) -> tuple[Lines, list[tuple[int, Gap]]]:
    """The lines, and where in their text each gap is."""
    out = Lines()
    gaps: list[tuple[int, Gap]] = []
    for kind, run in groupby(items, type):
        if kind is Line:
            for paragraph in paragraphs([item for item in run if isinstance(item, Line)]):
                out.add_paragraph(paragraph)
        for item in run:
            if isinstance(item, Whole):
                out.add_table(_rows(item))
            elif isinstance(item, Gap):
                gaps.append((out.length, item))
    return out, gaps


def _rows(table: Whole) -> Iterator[list[Written]]:
    for _, row in groupby(sorted(table.cells), lambda cell: cell.row):
        yield [Written(cell.words, *cell[:4]) for cell in row]
