"""The values of a table in columns, from the grid that a format marks or from plain text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from llm_extract.records import Cell as GridCell
from llm_extract.records import Span, Table
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._headers import Column, Role, choose, describe, readings
from llm_extract.scanning._labels import unsaid
from llm_extract.scanning._rows import Row
from llm_extract.scanning._runs import FEWEST

_LABEL_HEAD = re.compile(
    r"(?:统\s*计\s*)?指\s*标(?:\s*名\s*称)?|项\s*目(?:\s*名\s*称)?|统计内容|事\s*项|内\s*容"
)
_UNIT_HEAD = re.compile(r"(?:计\s*量\s*)?单\s*位(?![::])")
_NAMES = re.compile(
    r"历年累计|本年累计|累计|上年度?|去年|本年度?|今年|当年|20\d\d年度?|市本级|县本级|区本级|省本级|本级|"
    r"全[市县区省州]|合计|总计|区政府|县政府|区直单位|县直单位|市直单位|乡镇街道|乡镇|街道|本期实际|"
    r"备注|代码|同比|增减"
)
_HEAD_REACH = 240  # characters above the first label that may hold the header
_MOST_COLUMNS = 60
_RUNG_SHARE = 0.8
_STEPS = frozenset({1, 2, 3})  # rows that nobody knows may stand between
_LONG_LADDER = 8  # rungs that no table's values climb by chance


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of a table in columns. A row that cannot be laid out has no slots."""

    slots: tuple[tuple[Cell | None, ...] | None, ...]  # per row
    columns: tuple[Column, ...]
    chosen: int | None  # None: nobody can tell
    header: Span


def lay_out(folded: str, rows: Sequence[Row], floor: int) -> tuple[tuple[Row, ...], Grid]:
    """The rows without row numbers, and their values in columns under what the header says."""
    rows, numbered = _without_numbers(folded, rows)
    table = next((row.table for row in rows if row.table is not None), None)
    if table is not None and all(row.table for row in rows if row.values):
        return rows, _from_grid(folded, rows, table)
    return rows, _from_text(folded, rows, floor, numbered)


def _without_numbers(folded: str, rows: Sequence[Row]) -> tuple[tuple[Row, ...], bool]:
    """Rows without printed row numbers or codes: a first or last number that counts the rows."""
    first = _ladder(folded, rows, 0)
    rows = tuple(_dropped(row, 0, place in first) for place, row in enumerate(rows))
    last = _ladder(folded, rows, -1)
    rows = tuple(_dropped(row, -1, place in last) for place, row in enumerate(rows))
    return rows, bool(first)


def _ladder(folded: str, rows: Sequence[Row], end: int) -> set[int]:
    """The rows whose first or last value goes up by one from row to row, if nearly all do."""
    numbers: dict[int, int] = {}
    crowded = crowd = 0
    for place, row in enumerate(rows):
        values = [cell for cell in row.values if cell.sort is Sort.VALUE]
        text = folded[values[end].span.start : values[end].span.end] if values else ""
        if text.isascii() and text.isdigit() and len(text) <= 3:
            numbers[place] = int(text)
            crowded += len(values) > 1
            crowd = max(crowd, len(values))
    steps = [after - before for before, after in pairwise(numbers.values())]
    rising = sum(step in _STEPS for step in steps)
    few = len(numbers) < FEWEST or (len(numbers) < _LONG_LADDER and crowded * 2 < len(numbers))
    if few or rising < _RUNG_SHARE * len(steps):
        return set()
    if end and len(rows) - 1 in numbers and _count(rows[-1]) < crowd:
        del numbers[len(rows) - 1]  # no row follows whose number it could be
    return set(numbers)


def _count(row: Row) -> int:
    return sum(cell.sort is Sort.VALUE for cell in row.values)


def _dropped(row: Row, end: int, drop: bool) -> Row:
    if not drop:
        return row
    places = [place for place, cell in enumerate(row.values) if cell.sort is Sort.VALUE]
    return replace(row, values=row.values[: places[end]] + row.values[places[end] + 1 :])


def _from_grid(folded: str, rows: Sequence[Row], table: Table) -> Grid:
    used = sorted(
        {
            cell.where.column
            for row in rows
            for cell in row.values
            if row.indicator and cell.sort in {Sort.VALUE, Sort.EMPTY}
        }
    )
    used = used[:_MOST_COLUMNS]
    first = min(row.occurrence.span.start for row in rows)
    width = max(cell.column + cell.columns for cell in table.cells)
    heads = [
        cell
        for cell in table.cells
        if cell.span.end <= first and not 1 < cell.columns == width  # as wide: the table's title
    ]
    names = [_grid_name(folded, heads, column) for column in used]
    described = describe(names)
    keep = [
        place
        for place, column in enumerate(used)
        if described[place].time not in {Role.CODE, Role.REMARK}
        and (names[place] or _has_values(rows, column))
    ]
    slots = tuple(
        tuple(_cell_at(row, used[place]) for place in keep) if row.indicator else None
        for row in rows
    )
    columns = tuple(described[place] for place in keep)
    return Grid(slots, columns, choose(columns), Span(min(table.span.start, first), first))


def _has_values(rows: Sequence[Row], column: int) -> bool:
    return any(
        cell.where.column == column and cell.sort is Sort.VALUE
        for row in rows
        for cell in row.values
    )


def _cell_at(row: Row, column: int) -> Cell | None:
    return next((cell for cell in row.values if cell.where.column == column), None)


def _grid_name(folded: str, heads: Sequence[GridCell], column: int) -> str:
    """The header of a grid column: every heading cell above the rows that covers it."""
    texts = [
        unsaid(folded[cell.span.start : cell.span.end].strip())
        for cell in heads
        if cell.column <= column < cell.column + cell.columns
    ]
    return " ".join(dict.fromkeys(text for text in texts if text))


def _from_text(folded: str, rows: Sequence[Row], floor: int, numbered: bool) -> Grid:
    header = _header(folded, rows, floor)
    counts = Counter(
        len(row.values) for row in rows if row.indicator and any(_is_value(c) for c in row.values)
    )
    usual = counts.most_common(1)[0][0] if counts else 1
    columns = _text_columns(folded, header, usual, numbered)
    stray = _strays(rows)
    slots = tuple(
        _slots(row, len(columns)) if row.indicator and row not in stray else None for row in rows
    )
    return Grid(slots, columns, choose(columns), header)


def _is_value(cell: Cell) -> bool:
    return cell.sort is Sort.VALUE


def _strays(rows: Sequence[Row]) -> list[Row]:
    """Rows with a number only below their line, where the others have it beside their label.

    It may be a page number under an empty cell.
    """
    firsts = [(row, next(filter(_is_value, row.values), None)) for row in rows]
    below = [row for row, cell in firsts if cell and cell.where.line and not cell.where.marked]
    filled = sum(cell is not None for _, cell in firsts)
    return below if len(below) * 2 < filled else []


def _slots(row: Row, count: int) -> tuple[Cell | None, ...] | None:
    """A row's cells under its columns; None where their number does not fit."""
    cells = row.values
    if len(cells) != count:
        cells = tuple(cell for cell in cells if cell.sort is not Sort.WORDS)
    full = [cell for cell in cells if cell.sort is Sort.VALUE]
    if len(cells) == count:
        return cells
    if len(full) == count:
        return tuple(full)
    if not full:
        return (cells[0] if cells else None,) * count
    apart = count == 1 and all(cell.where.line != full[0].where.line for cell in full[1:])
    if apart:
        return (full[0],)
    if len(cells) < count and all(cell.where.marked for cell in cells):
        return (*cells, *[None] * (count - len(cells)))
    return None


def _header(folded: str, rows: Sequence[Row], floor: int) -> Span:
    """What stands between the head of the label column and the first label."""
    first = rows[0].occurrence.span.start
    low = max(floor, first - _HEAD_REACH)
    area = folded[low:first]
    heads = list(_LABEL_HEAD.finditer(area)) or list(_UNIT_HEAD.finditer(area))
    if heads:
        return Span(low + heads[-1].start(), first)
    line = area.rfind("\n", 0, max(0, area.rfind("\n")))
    named = _NAMES.search(area, line + 1)
    return Span(low + named.start(), first) if named else Span(first, first)


def _text_columns(folded: str, header: Span, usual: int, numbered: bool) -> tuple[Column, ...]:
    text = unsaid(folded[header.start : header.end])
    head = _LABEL_HEAD.match(text)
    text = text[head.end() :] if head else text
    text = text[: text.rfind("\n")] if "\n" in text else text
    unit = _UNIT_HEAD.search(text)
    behind = text[unit.end() :] if unit and text[unit.end() :].strip(" |\n\t") else text
    for names in readings(behind):
        described = describe(names)
        kept = tuple(
            column
            for column in described
            if column.time is not Role.REMARK and not (numbered and column.time is Role.CODE)
        )
        if len(kept) == usual:
            return kept
        if len(described) == usual:
            return tuple(described)  # an empty column of remarks has cells all the same
    return (Column(Role.PLAIN, None, ""),) * usual
