"""A page as lines of text, and its data tables as cells that know their place in that text."""

import re

from llm_extract.readers._furniture import Survey
from llm_extract.readers._grids import Place, children, places
from llm_extract.readers._walking import BLOCKS, SILENT, Node, walk
from llm_extract.records import Cell, Span, Table

_BLANKS = re.compile("[ \t\r\n\f]+")
_CELL_BLANKS = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff65“”‘’—…]")
# Raised digits stay raised: 253 with footnote 1 must not be read as 2531.
_RAISED = {
    "sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_SEPARATOR = " | "


class _Page:
    """The lines written so far, and the line that is being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0  # of the lines, each with its newline
        self.current: list[str] = []
        self.tables: list[Table] = []

    def end_line(self) -> None:
        """Add the line being written, unless it is blank."""
        line = _collapsed("".join(self.current), _BLANKS).strip() if self.current else ""
        self.current.clear()
        if line:
            self.add(line)

    def add(self, line: str) -> int:
        """Add a whole line; where it starts."""
        start = self.length
        self.lines.append(line)
        self.length += len(line) + 1
        return start


def write(body: Node, survey: Survey) -> tuple[str, tuple[Table, ...]]:
    """Headings, paragraphs, list items and <br> each end a line; blank lines are left out."""
    page = _Page()
    closed = survey.furniture | survey.tables

    def descend(node: Node) -> bool:
        return node.tag not in SILENT and node.mem_id not in closed

    preformatted = 0
    for node, entering in walk(body, descend):
        tag = node.tag
        if tag == "-text":
            if entering:
                _put(page, _words(node), preformatted > 0)
        elif tag in BLOCKS or tag == "br":
            page.end_line()
            preformatted += (tag == "pre") * (1 if entering else -1)
            if tag == "table" and entering and _is_written(node, survey):
                _write_table(page, node, survey)
    page.end_line()
    return "\n".join(page.lines), tuple(page.tables)


def _is_written(table: Node, survey: Survey) -> bool:
    return table.mem_id in survey.tables and table.mem_id not in survey.furniture


def _put(page: _Page, words: str, preformatted: bool) -> None:
    if not preformatted:
        page.current.append(words)
        return
    first, *rest = words.splitlines() or [""]
    page.current.append(first)
    for line in rest:
        page.end_line()
        page.current.append(line)


def _write_table(page: _Page, table: Node, survey: Survey) -> None:
    """One line per row, each cell in the row and column where it begins."""
    for caption in children(table, frozenset({"caption"}), survey.furniture):
        page.current.append(_flat(caption, survey))
        page.end_line()
    cells: list[Cell] = []
    begin = page.length
    for row in places(table, survey.furniture):
        texts = [_flat(place.node, survey) for place in row]
        start = page.add(_SEPARATOR.join(texts))
        for place, text in zip(row, texts, strict=True):
            cells.append(_cell(place, Span(start, start + len(text))))
            start += len(text) + len(_SEPARATOR)
    if cells:
        page.tables.append(Table(Span(begin, page.length - 1), tuple(cells)))


def _cell(place: Place, span: Span) -> Cell:
    return Cell(place.row, place.column, span, place.rows, place.columns)


def _flat(cell: Node, survey: Survey) -> str:
    """All of a cell on one line, what is nested in it included."""
    only = cell.child
    if only is None:
        return ""
    if only.next is None and only.tag == "-text":
        return _collapsed(_words(only), _CELL_BLANKS).strip()
    pieces: list[str] = []

    def descend(node: Node) -> bool:
        return node.tag not in SILENT and node.mem_id not in survey.furniture

    for node, entering in walk(cell, descend):
        if node.tag == "-text":
            pieces.append(_words(node) if entering else "")
        elif node.tag in BLOCKS or node.tag == "br":
            pieces.append("\n")
    return _collapsed("".join(pieces), _CELL_BLANKS).strip()


def _words(node: Node) -> str:
    words = _INVISIBLE.sub("", node.text_content or "")
    raised = _RAISED.get(node.parent.tag) if node.parent is not None else None
    return words.translate(raised) if raised else words


def _collapsed(text: str, blanks: re.Pattern[str]) -> str:
    """Blanks become one; a line broken in the source between two Chinese characters leaves none."""

    def one(found: re.Match[str]) -> str:
        if "\n" not in found[0]:
            return " "
        before = text[max(0, found.start() - 1) : found.start()]
        after = text[found.end() : found.end() + 1]
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    return blanks.sub(one, text)
