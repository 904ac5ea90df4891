"""Which of several value columns is the whole report's year, told by the header alone.

A table with one column needs no choice. Where the header does not decide, nobody does: the values
are refused, for taking the last number of a row is how wrong scopes get in.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from llm_extract.records import Span, Table
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._rows import Row
from llm_extract.scanning._runs import FEWEST

UNDECIDED = "columns cannot be told apart"


class Role(StrEnum):
    """What a column says; the value is the reason for which its numbers are refused."""

    YEAR = ""
    PLAIN = "a column without a name"
    CUMULATIVE = "a total since earlier years"
    PREVIOUS = "another year"
    SHORTER = "a part of the year"
    CHANGE = "a change, not a count"
    CODE = "a row number"
    REMARK = "a remark"
    PART = "a part of the total"


@dataclass(frozen=True, slots=True)
class Column:
    """What a header says of its column: the time that it covers and the scope."""

    time: Role
    whole: bool | None  # True for the whole, False for a part, None where nothing is said
    name: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of a table in columns. A row that cannot be laid out has no slots."""

    slots: tuple[tuple[Cell | None, ...] | None, ...]  # per row
    columns: tuple[Column, ...]
    chosen: int | None  # None: nobody can tell
    header: Span


_TIMES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.REMARK, re.compile(r"备注|说明|备考")),
    (Role.CODE, re.compile(r"代码|编码|序号|行次|行号")),
    (Role.CHANGE, re.compile(r"同比|环比|增长|增幅|增减|比上年|较上年")),
    (Role.PREVIOUS, re.compile(r"上年|去年|上一年|往年|上期")),
    (Role.YEAR, re.compile(r"(?:本年|今年|当年|全年|年度)度?累计")),
    (Role.CUMULATIVE, re.compile(r"历年|累计|截至|以来")),
    (Role.SHORTER, re.compile(r"本期|季度|半年|本月|月份|当期")),
    (Role.YEAR, re.compile(r"本年|今年|当年|全年|年度|年报")),
)
_YEAR = re.compile(r"20\d\d(?=年|$|\D)")
_WHOLE = re.compile(r"全(?:市|县|区|省|州|盟|旗|镇|乡|局|系统|部)|合计|总计|总数|汇总|总体")
_PART = re.compile(
    r"本级|直属|直单位|市直|区直|县直|乡镇|街道|部门|下属|机关|县区|区县|县市区|县\(市|区政府|县政府|"
    r"市政府|局|委|办|镇|乡"
)
_PLAIN = re.compile(r"(?:统计)?(?:数量?|数字|数值|数据|结果|填报数|数目)|值|总?数")
_LABEL_HEAD = re.compile(r"(?:统\s*计\s*)?指\s*标(?:\s*名\s*称)?|项\s*目(?:\s*名\s*称)?|统计内容|事\s*项|内\s*容")
_UNIT_HEAD = re.compile(r"(?:计\s*量\s*)?单\s*位(?![::])")
_NAMES = re.compile(
    r"历年累计|本年累计|累计|上年度?|去年|本年度?|今年|当年|20\d\d年度?|市本级|县本级|区本级|省本级|本级|"
    r"全[市县区省州]|合计|总计|区政府|县政府|区直单位|县直单位|市直单位|乡镇街道|乡镇|街道|本期实际|"
    r"备注|代码|同比|增减"
)
_SPLIT = re.compile(r"[|│┃\t\n]|\s{2,}")
_HEAD_REACH = 240  # characters above the first label that may hold the header
_MOST_COLUMNS = 60
_RUNG_SHARE = 0.8
_LONG_LADDER = 8  # rungs that no table's values climb by chance


def lay_out(folded: str, rows: Sequence[Row], floor: int) -> tuple[tuple[Row, ...], Grid]:
    """The rows without row numbers, and their values in columns under what the header says."""
    rows, numbered = _without_numbers(folded, rows)
    table = next((row.table for row in rows if row.table is not None), None)
    if table is not None and all(row.table for row in rows if row.values):
        return rows, _from_grid(folded, rows, table)
    return rows, _from_text(folded, rows, floor, numbered)


def describe(name: str, latest: int | None) -> Column:
    """What a column's name says; `latest` is the last year that the header names."""
    squeezed = re.sub(r"\s", "", name)
    time = next((role for role, pattern in _TIMES if pattern.search(squeezed)), Role.PLAIN)
    years = [int(year) for year in _YEAR.findall(squeezed)]
    if years and time in {Role.PLAIN, Role.YEAR}:
        time = Role.YEAR if max(years) == latest else Role.PREVIOUS
    whole: bool | None = None
    if _WHOLE.search(squeezed):
        whole = True
    elif _PART.search(squeezed) or (
        time is Role.PLAIN and squeezed and not _PLAIN.fullmatch(squeezed)
    ):
        whole = False
    return Column(time, whole, squeezed)


def choose(columns: Sequence[Column]) -> int | None:
    """The column of this year and the whole scope, None if the header does not decide."""
    able = [
        place for place, column in enumerate(columns) if column.time in {Role.YEAR, Role.PLAIN}
    ]
    if len(able) == 1 and (len(columns) == 1 or columns[able[0]].whole is not False):
        return able[0]
    ranks = {place: _rank(columns[place]) for place in able if columns[place].whole is not False}
    best = [
        place
        for place, (time, scope) in ranks.items()
        if all(time <= other[0] and scope <= other[1] for other in ranks.values())
    ]
    return best[0] if len(best) == 1 else _only_year(columns, able)


def _only_year(columns: Sequence[Column], able: Sequence[int]) -> int | None:
    """本年度 beside 历年累计 decides even where every column is of one and the same part."""
    named = [place for place in able if columns[place].time is Role.YEAR]
    same = len({column.name.replace("年", "") for column in columns if column.whole is False}) <= 1
    return named[0] if len(named) == 1 and len(able) == 1 and same else None


def refusal(column: Column, chosen: Column | None) -> str:
    """Why the numbers of a column are not taken."""
    if column.time not in {Role.YEAR, Role.PLAIN}:
        return str(column.time)
    return UNDECIDED if chosen is None else str(Role.PART)


def _rank(column: Column) -> tuple[int, int]:
    return (int(column.time is not Role.YEAR), int(column.whole is not True))


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
    crowded = 0
    for place, row in enumerate(rows):
        values = [cell for cell in row.values if cell.sort is Sort.VALUE]
        text = folded[values[end].span.start : values[end].span.end] if values else ""
        if text.isascii() and text.isdigit() and len(text) <= 3:
            numbers[place] = int(text)
            crowded += len(values) > 1
    steps = [after - before for before, after in pairwise(numbers.values())]
    rising = sum(step in {1, 2, 3} for step in steps)
    few = len(numbers) < FEWEST or (len(numbers) < _LONG_LADDER and crowded * 2 < len(numbers))
    return set() if few or rising < _RUNG_SHARE * len(steps) else set(numbers)


def _dropped(row: Row, end: int, drop: bool) -> Row:
    if not drop:
        return row
    places = [place for place, cell in enumerate(row.values) if cell.sort is Sort.VALUE]
    return replace(row, values=row.values[: places[end]] + row.values[places[end] + 1 :])


def _from_grid(folded: str, rows: Sequence[Row], table: Table) -> Grid:
    used = sorted(
        {
            cell.column
            for row in rows
            for cell in row.values
            if row.indicator and cell.sort in {Sort.VALUE, Sort.EMPTY}
        }
    )
    first = min(row.occurrence.span.start for row in rows)
    names = [_grid_name(folded, table, column, first) for column in used]
    described = _describe_all(names)
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
        cell.column == column and cell.sort is Sort.VALUE for row in rows for cell in row.values
    )


def _cell_at(row: Row, column: int) -> Cell | None:
    return next((cell for cell in row.values if cell.column == column), None)


def _grid_name(folded: str, table: Table, column: int, first: int) -> str:
    """The header of a grid column: every heading cell above the rows that covers it."""
    heads = [
        folded[cell.span.start : cell.span.end].strip()
        for cell in table.cells
        if cell.span.end <= first and cell.column <= column < cell.column + cell.columns
        and cell.columns <= _MOST_COLUMNS and not _is_title(table, cell.columns)
    ]
    return " ".join(dict.fromkeys(head for head in heads if head))


def _is_title(table: Table, columns: int) -> bool:
    """A cell over the whole width names the table and no column."""
    return columns > 1 and columns >= max(cell.column + cell.columns for cell in table.cells)


def _from_text(folded: str, rows: Sequence[Row], floor: int, numbered: bool) -> Grid:
    header = _header(folded, rows, floor)
    counts = Counter(
        len(row.values) for row in rows if row.indicator and any(_is_value(c) for c in row.values)
    )
    usual = counts.most_common(1)[0][0] if counts else 1
    columns = _text_columns(folded, header, usual, numbered)
    slots = tuple(_slots(row, len(columns)) if row.indicator else None for row in rows)
    return Grid(slots, columns, choose(columns), header)


def _is_value(cell: Cell) -> bool:
    return cell.sort is Sort.VALUE


def _slots(row: Row, count: int) -> tuple[Cell | None, ...] | None:
    """A row's cells under its columns; None where their number does not fit."""
    cells = row.values
    full = [cell for cell in cells if cell.sort is Sort.VALUE]
    if len(cells) == count:
        return cells
    if len(full) == count:
        return tuple(full)
    if not full:
        return (cells[0] if cells else None,) * count
    apart = count == 1 and all(cell.line != full[0].line for cell in full[1:])
    if apart:
        return (full[0],)
    if len(cells) < count and any(cell.sort is Sort.EMPTY for cell in cells):
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
    text = folded[header.start : header.end]
    head = _LABEL_HEAD.match(text)
    text = text[head.end() :] if head else text
    text = text[: text.rfind("\n")] if "\n" in text else text
    unit = _UNIT_HEAD.search(text)
    behind = text[unit.end() :] if unit and text[unit.end() :].strip(" |\n\t") else text
    for names in _readings(behind):
        described = _describe_all(names)
        kept = tuple(
            column
            for column in described
            if column.time is not Role.REMARK and not (numbered and column.time is Role.CODE)
        )
        if len(kept) == usual:
            return kept
    return (Column(Role.PLAIN, None, ""),) * usual


def _readings(text: str) -> list[list[str]]:
    """How a header may be read: by its separators, by its blanks, by the names that we know."""
    unit = _UNIT_HEAD
    parts = [part for part in _SPLIT.split(text) if part.strip() and not unit.fullmatch(part.strip())]
    known = _NAMES.findall(re.sub(r"\s", "", text))
    return [parts, unit.sub("", text).replace("|", " ").split(), known, _products(known)]


def _products(names: list[str]) -> list[str]:
    """A header of two levels, 本年度 and 上年 each over 市本级 and 全市."""
    times = [name for name in names if describe(name, None).whole is None]
    scopes = [name for name in names if describe(name, None).whole is not None]
    outer, inner = (times, scopes) if len(scopes) > len(times) else (scopes, times)
    if not outer or len(inner) % len(outer):
        return []
    width = len(inner) // len(outer)
    return [outer[place // width] + name for place, name in enumerate(inner)]


def _describe_all(names: Sequence[str]) -> list[Column]:
    years = [int(year) for name in names for year in _YEAR.findall(name)]
    return [describe(name, max(years, default=None)) for name in names]
