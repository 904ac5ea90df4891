"""Rows of a grid that the format itself marks: which cells stand beside a label, and under what."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from llm_extract.records import Cell as GridCell
from llm_extract.records import Document, Span, Table
from llm_extract.scanning._cells import Cell, Sort, Where, classify, is_sure, parsed
from llm_extract.scanning._labels import normalise
from llm_extract.scanning._pasted import pasted

_WIDEST = 100  # columns that one cell covers; more is a slip
_ABOVE = 8  # rows above a row in which its header may stand

Found = tuple[Table, GridCell, list[GridCell]]


class Grids:
    """Finds the grid cell that a place in the text belongs to."""

    def __init__(self, document: Document, folded: str = "") -> None:
        """With `folded`, lines pasted with all their cells are grids where the file marks none."""
        self.are_sure = bool(document.tables)  # a pasted line may be a part of a row
        tables = document.tables or pasted(folded)
        self._tables = sorted(tables, key=lambda table: table.span)
        self._starts = [table.span.start for table in self._tables]
        self._indexed: dict[int, tuple[list[GridCell], dict[int, list[GridCell]]]] = {}
        self._heads: dict[tuple[int, tuple[str, ...]], tuple[int, ...]] = {}

    def row_of(self, span: Span) -> Found | None:
        """Table, cell and whole row of a label that ends at `span.end`."""
        place = bisect_right(self._starts, span.start) - 1
        if place < 0 or not self._tables[place].span.contains(span):
            return None
        filled, rows = self._index(place)
        found = bisect_right(filled, span.end - 1, key=lambda cell: cell.span.start) - 1
        if found < 0 or span.end > filled[found].span.end:
            return None
        return self._tables[place], filled[found], rows[filled[found].row]

    def cells_under(
        self, folded: str, label: Span, heads: tuple[str, ...]
    ) -> tuple[Cell, ...] | None:
        """The cells of the label's row under the columns that the header names; None if unclear.

        `heads` are patterns of the columns' names in printed order. A column without a cell is
        empty: formats that store no empty cells leave such holes.
        """
        found = self.row_of(label)
        if found is None:
            return None
        table, own, row = found
        right = sorted((c for c in row if c.column > own.column), key=lambda c: c.column)
        if len(right) == len(heads):
            return tuple(_one(folded, cell) for cell in right)
        columns = self._columns(folded, table, heads)
        if not columns or columns[0] <= own.column:
            return None
        return under(folded, right, columns, label.end)

    def cells_beside(self, folded: str, label: Span, width: int) -> tuple[Cell, ...] | None:
        """The cells right of a label; where some are not there, those under the header above."""
        found = self.row_of(label)
        if found is None:
            return None
        table, own, row = found
        right = sorted((c for c in row if c.column > own.column), key=lambda c: c.column)
        if len(right) == width:
            return tuple(_one(folded, cell) for cell in right)
        rows = self._index(self._tables.index(table))[1]
        for number in range(own.row - 1, max(own.row - _ABOVE, -1), -1):
            heads = [c for c in rows.get(number, ()) if c.column > own.column]
            if len(heads) == width and all(_is_words(folded, head) for head in heads):
                columns = sorted(head.column for head in heads)
                return under(folded, right, columns, label.end)
        return None

    def cells_below(
        self, folded: str, header: Span, heads: tuple[str, ...]
    ) -> tuple[Cell, ...] | None:
        """The first row below a header that has one column for each of `heads`, in their order."""
        found = self.row_of(Span(header.end - 1, header.end))
        if found is None:
            return None
        table, own, _ = found
        rows = self._index(self._tables.index(table))[1]
        below = next((rows[number] for number in sorted(rows) if number > own.row), [])
        patterns = re.compile("|".join(heads))
        named = {
            cell.column
            for cell, text in _texts(folded, table)
            if cell.row <= own.row and cell.span.end > header.start and patterns.fullmatch(text)
        }
        columns = sorted(named)
        return under(folded, below, columns, header.end) if len(columns) == len(heads) else None

    def _columns(self, folded: str, table: Table, heads: tuple[str, ...]) -> tuple[int, ...]:
        key = (table.span.start, heads)
        if key not in self._heads:
            self._heads[key] = _named(folded, table, heads)
        return self._heads[key]

    def _index(self, place: int) -> tuple[list[GridCell], dict[int, list[GridCell]]]:
        """The cells with text in order of the text, and all cells by row."""
        if place not in self._indexed:
            cells = self._tables[place].cells
            filled = [cell for cell in cells if cell.span.start < cell.span.end]
            rows: dict[int, list[GridCell]] = {}
            for cell in cells:
                rows.setdefault(cell.row, []).append(cell)
            self._indexed[place] = sorted(filled, key=lambda cell: cell.span), rows
        return self._indexed[place]


def under(
    folded: str, row: Sequence[GridCell], columns: Sequence[int], start: int
) -> tuple[Cell, ...] | None:
    """One cell for each column; a number that stands over several columns belongs to none."""
    covering = {column: cell for cell in row for column in range(cell.column, _end(cell))}
    shares = Counter(id(covering[column]) for column in columns if column in covering)
    found: list[Cell] = []
    reached = start
    for column in columns:
        own = covering.get(column)
        if own is None:
            found.append(Cell(Sort.EMPTY, Span(reached, reached), Where(0, column, True)))
            continue
        cell = _one(folded, own)
        if shares[id(own)] > 1 and cell.quantity is not None:
            return None
        found.append(cell)
        reached = max(reached, cell.span.end)
    return tuple(found)


def _end(cell: GridCell) -> int:
    return cell.column + min(cell.columns, _WIDEST)


def _is_words(folded: str, cell: GridCell) -> bool:
    return _one(folded, cell).sort is Sort.WORDS


def _one(folded: str, cell: GridCell) -> Cell:
    where = Where(0, cell.column, True)
    if is_sure(text := folded[cell.span.start : cell.span.end]):
        return Cell(Sort.VALUE, cell.span, where, *parsed(text))
    kept = [piece for piece in classify(folded, cell.span, where) if piece.sort is not Sort.UNIT]
    return kept[0] if len(kept) == 1 else Cell(Sort.WORDS, cell.span, where)


def _named(folded: str, table: Table, heads: tuple[str, ...]) -> tuple[int, ...]:
    """The columns whose header cells match, if there is one for each and in this order."""
    patterns = [re.compile(head) for head in heads]
    columns: dict[int, int] = {}
    for cell, text in _texts(folded, table):
        for place, pattern in enumerate(patterns):
            if place not in columns and pattern.fullmatch(text):
                columns[place] = cell.column
    ordered = [columns.get(place, -1) for place in range(len(heads))]
    rising = all(before < after for before, after in pairwise(ordered))
    return tuple(ordered) if ordered[0] >= 0 and rising else ()


def _texts(folded: str, table: Table) -> Iterator[tuple[GridCell, str]]:
    for cell in table.cells:
        if 0 < cell.span.end - cell.span.start <= 40:
            yield cell, normalise(folded[cell.span.start : cell.span.end])
