"""The rows of one table: each label with the cells that belong to it, from a grid or plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.records import Cell as GridCell
from llm_extract.records import Document, Span, Table
from llm_extract.scanning._cells import Cell, Sort, Where, cells, classify, unit_in
from llm_extract.scanning._labels import Occurrence
from llm_extract.scanning._marked import Grids
from llm_extract.scanning._runs import row_start

# A remark may hold pinyin, which stands in brackets too.
_REMARK = re.compile(r"\s*\(((?:[^()|│┃]|\([^()\s\d|│┃]{1,7}\)){0,120})\)")
_UNCLOSED = re.compile(r"\s*\([^()|│┃\t]{0,120}(?=[|│┃\t])")
_RESIDUE = re.compile(r"\s*(?:总?数量?|总数|情况)(?![\u4e00-\u9fff])")
_LAST_REACH = 160  # characters behind the last label that may hold its cells
_MOST_LINES = 14  # lines that the cells of one row may take, one cell a line
# A remark that the cells of its row interrupt, as it comes out of a PDF.
_INTERRUPTED = re.compile(
    r"\s*\([^()|]{2,60}?(?P<hole>\n\s*(?:人次|万元|[条件次个篇人元])[ \t]+[-\d,./—]+\s*\n)"
    r"[^()|]{2,60}\)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its cells: units and words apart from what may be values, blanks included."""

    occurrence: Occurrence
    values: tuple[Cell, ...]
    unit: str = ""
    table: Table | None = None
    end: int = 0  # where the row ends

    @property
    def indicator(self) -> str:
        """The identifier, "" for group rows and rows that the catalogue does not know."""
        return "" if self.occurrence.entry.group else self.occurrence.entry.id


def rows(document: Document, folded: str, run: list[Occurrence]) -> tuple[Row, ...]:
    """The rows of a run, in order."""
    tables = Grids(document)
    built = []
    for place, occurrence in enumerate(run):
        following = run[place + 1] if place + 1 < len(run) else None
        built.append(
            _grid_row(folded, occurrence, following, tables)
            or _text_row(folded, occurrence, following)
        )
    return tuple(built)


def _grid_row(
    folded: str, occurrence: Occurrence, following: Occurrence | None, tables: Grids
) -> Row | None:
    found = tables.row_of(occurrence.span)
    if found is None:
        return None
    table, own, row = found
    stop = following.span.start if following else len(folded)
    right = sorted((cell for cell in row if cell.column > own.column), key=lambda c: c.column)
    right = [cell for cell in right if cell.span.start < stop and not _holds(cell, stop)]
    if not right:
        return None
    pieces = [
        piece
        for cell in right
        for piece in classify(folded, cell.span, Where(0, cell.column, True))
    ]
    remark = folded[occurrence.span.end : own.span.end]
    return _row(folded, occurrence, pieces, _bracketed_unit(remark), table)


def _holds(cell: GridCell, position: int) -> bool:
    return cell.span.start <= position < cell.span.end


def _text_row(folded: str, occurrence: Occurrence, following: Occurrence | None) -> Row:
    span, unit = _tail(folded, occurrence, following)
    if occurrence.hole is not None:
        found = list(cells(folded, occurrence.hole))
    else:
        interrupted = _INTERRUPTED.match(folded, occurrence.span.end, span.end)
        area = Span(interrupted.start("hole") + 1, interrupted.end("hole")) if interrupted else span
        found = list(_own(cells(folded, area)))
    return _row(folded, occurrence, found, unit)


def _tail(folded: str, occurrence: Occurrence, following: Occurrence | None) -> tuple[Span, str]:
    """Where the cells of a row may stand, and the unit if a bracket behind the label names it."""
    start = occurrence.span.end
    end = min(len(folded), start + _LAST_REACH)
    if following is not None:
        end = row_start(folded, following.entry, following.span.start, start)
        line = folded.rfind("\n", start, end)
        end = line if line >= 0 else end
    unit = ""
    residue = _RESIDUE.match(folded, start, end)
    start = residue.end() if residue else start
    while match := _REMARK.match(folded, start, end):
        unit = unit or unit_in(match.group(1))
        start = match.end()
    unclosed = _UNCLOSED.match(folded, start, end)
    return Span(unclosed.end() if unclosed else start, end), unit


def _bracketed_unit(text: str) -> str:
    return next((u for match in _REMARK.finditer(text) if (u := unit_in(match.group(1)))), "")


def _own(found: Iterator[Cell]) -> Iterator[Cell]:
    """The cells of this row alone: up to strange words, or to the end of the line with values."""
    filled: int | None = None  # the line that holds this row's values
    unit = False
    blank = False  # the first line has a printed but empty cell
    for cell in found:
        if cell.where.line > 0 and blank and not cell.where.marked:
            return
        blank = blank or (cell.where.line == 0 and cell.where.marked and cell.sort is Sort.EMPTY)
        if cell.where.line > _MOST_LINES or (filled == 0 and cell.where.line > 0):
            return
        if cell.sort is Sort.WORDS and cell.where.line > 0:
            return
        if cell.sort is Sort.WORDS and filled is not None and not cell.where.marked:
            return
        unit = unit or cell.sort is Sort.UNIT
        if cell.sort is Sort.VALUE and filled is None:
            filled = cell.where.line
        if cell.sort is not Sort.WORDS or (unit and cell.where.marked):
            yield cell


def _row(
    folded: str,
    occurrence: Occurrence,
    found: list[Cell],
    unit: str,
    table: Table | None = None,
) -> Row:
    places = [place for place, cell in enumerate(found) if cell.sort is Sort.UNIT]
    values = found
    if places:
        cell = found[places[0]]
        unit = folded[cell.span.start : cell.span.end]
        behind = found[places[0] + 1 :]
        values = behind if any(c.sort is Sort.VALUE for c in behind) else found
    kept = tuple(cell for cell in values if cell.sort is not Sort.UNIT)
    end = max([occurrence.span.end, *(cell.span.end for cell in found)])
    return Row(occurrence, kept, unit_in(unit), table, end)
