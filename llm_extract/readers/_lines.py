"""The text of a document as it is written, line by line, with tables whose cells know their place.

Members of any format share it, so that paragraphs and tables read the same whatever the file was.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llm_extract.records import Cell, Span, Table

BLANKS = re.compile("[ \t\r\n\f]+")
CELL_BLANKS = re.compile(r"\s+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Raised digits stay raised: 253 with footnote 1 must not be read as 2531.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff65“”‘’—…]")
_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Written:
    """A cell before it is written: its text, its upper left corner and the rectangle it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Lines:
    """The lines written so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0  # of the lines, each with its newline
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        """All of it, without a newline at the end."""
        return "\n".join(self.lines)

    def add(self, line: str) -> int:
        """Add a whole line; where it starts."""
        start = self.length
        self.lines.append(line)
        self.length += len(line) + 1
        return start

    def add_paragraph(self, text: str) -> None:
        """Add each line of a paragraph with its blanks collapsed, unless it is blank."""
        for line in text.split("\n"):
            tidy = collapsed(line, BLANKS).strip()
            if tidy:
                self.add(tidy)

    def add_table(self, rows: Iterable[Sequence[Written]]) -> None:
        """Add one line per row, each cell in the row and column where it begins."""
        cells: list[Cell] = []
        begin = self.length
        for row in rows:
            start = self.add(_SEPARATOR.join(cell.text for cell in row))
            for cell in row:
                span = Span(start, start + len(cell.text))
                cells.append(Cell(cell.row, cell.column, span, cell.rows, cell.columns))
                start = span.end + len(_SEPARATOR)
        if cells:
            self.tables.append(Table(Span(begin, self.length - 1), tuple(cells)))


def flat(text: str) -> str:
    """A cell's text on one line."""
    return collapsed(text, CELL_BLANKS).strip()


def collapsed(text: str, blanks: re.Pattern[str]) -> str:
    """Blanks become one; a line broken in the source between two Chinese characters leaves none."""

    def one(found: re.Match[str]) -> str:
        if "\n" not in found[0]:
            return " "
        before = text[max(0, found.start() - 1) : found.start()]
        after = text[found.end() : found.end() + 1]
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    return blanks.sub(one, text)
