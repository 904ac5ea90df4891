"""A sheet of a workbook as lines of text: a table, prose, or a table with prose round it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from llm_extract.errors import DocumentError
from llm_extract.readers._lines import Lines, Written, flat

_LONG = 60  # characters alone in a row that are prose even among rows of cells
_NOTE = 40  # the same below the last row of cells
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、\D{2,40}")
_STEPS = 2_000_000  # cells at the edges of merged ranges: a bound on time
_SHORTEST_HEAD = 3  # characters of a column's name; what is shorter may be a unit


@dataclass(frozen=True, slots=True)
class Sheet:
    """The part of a sheet that has content. Merged ranges count from its corner: top, left,
    bottom, right, all inclusive."""

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]]


def write(lines: Lines, sheet: Sheet) -> None:
    """The sheet's name, then its rows in their order; rows without content are left out."""
    rows = [row for row in _cells(sheet) if any(cell.text for cell in row)]
    if not rows:
        return
    lines.add_paragraph(sheet.name)
    for is_prose, block in groupby(_judged(rows), key=lambda judged: judged[0]):
        if is_prose:
            for _, row in block:
                lines.add_paragraph(next(cell.text for cell in row if cell.text))
        else:
            _write_table(lines, [row for _, row in block])


def _write_table(lines: Lines, rows: list[list[Written]]) -> None:
    """Columns that are there for the looks alone are left out."""
    top, left = rows[0][0].row, min(cell.column for row in rows for cell in row)
    used = {cell.column for row in rows for cell in row if cell.text or cell.columns > 1}
    lines.add_table(
        [
            Written(flat(c.text), c.row - top, c.column - left, c.rows, c.columns)
            for c in row
            if c.column in used
        ]
        for row in rows
    )


def _cells(sheet: Sheet) -> Iterator[list[Written]]:
    """The cells row by row, merged ones in their upper left corner."""
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    width = max(map(len, sheet.rows), default=0)
    steps = 0
    for top, left, bottom, right in sheet.merged:
        if (top, left) in covered:
            continue
        rows = range(top, min(bottom + 1, len(sheet.rows)))
        columns = range(left, min(right + 1, width))
        steps += 2 * (len(rows) + len(columns))
        if steps > _STEPS:
            raise DocumentError(
                f"a sheet's merged cells have edges of more than {_STEPS:,} cells; no report does"
            )
        edge = {(r, c) for r in rows for c in (left, columns.stop - 1)}
        edge |= {(r, c) for c in columns for r in (top, rows.stop - 1)}
        if rows and columns and edge.isdisjoint(covered):  # ranges that overlap are nonsense
            corners[top, left] = (len(rows), len(columns))
            covered.update(product(rows, columns))
    for r, row in enumerate(sheet.rows):
        yield [
            Written(text, r, c, *corners.get((r, c), (1, 1)))
            for c, text in enumerate(row)
            if (r, c) in corners or (r, c) not in covered
        ]


def _judged(rows: list[list[Written]]) -> Iterator[tuple[bool, list[Written]]]:
    """Each row, and whether it is prose.

    Prose is alone in its row: a title above the first row of cells, a note below the last one,
    a paragraph between, a heading over another table or over a paragraph; or all there is, where
    nothing stands beside anything.
    """
    several = [n for n, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1]
    if not several:
        yield from ((True, row) for row in rows)
        return
    for n, row in enumerate(rows):
        is_heading = _is_heading(row, rows[n + 1 : n + 2])
        yield is_heading or _is_prose(row, n < several[0], n > several[-1]), row


def _is_heading(row: list[Written], following: Sequence[list[Written]]) -> bool:
    """A numbered heading alone in its row, above a paragraph or a row of columns' names.

    A heading inside a table has rows with units or figures under it.
    """
    texts = [cell for cell in row if cell.text]
    if len(texts) != 1 or texts[0] is not row[0] or not _CHAPTER.fullmatch(texts[0].text):
        return False
    below = [cell.text for cells in following for cell in cells if cell.text]
    if len(below) == 1:
        return len(below[0]) >= _LONG
    return all(len(text) >= _SHORTEST_HEAD and not re.search(r"\d", text) for text in below)


def _is_prose(row: list[Written], above: bool, below: bool) -> bool:
    texts = [cell for cell in row if cell.text]
    if len(texts) != 1 or texts[0].rows > 1:
        return False
    only = texts[0]
    if above:
        return only is row[0] or only.columns > 1 or len(only.text) >= _NOTE
    if below:
        return only.columns == len(row) + only.columns - 1 > 1 or len(only.text) >= _NOTE
    return len(only.text) >= _LONG
