"""The applications table of the forms since 2019: 23 or 25 rows by seven kinds of applicants.

Rows are known by their labels, and where one is torn or misprinted, by their place between two
that are not. Seven cells make a row; fewer or more are refused, never shifted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from llm_extract.records import Span
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._found import NO_COLUMN, UNFIT, Found, Line, is_value, values
from llm_extract.scanning._labels import Entry, Occurrence
from llm_extract.scanning._marked import Grids
from llm_extract.scanning._pace import lines, pace
from llm_extract.scanning._printed import Labels, Squeezed, labels, occurrences
from llm_extract.scanning._runs import row_start
from llm_extract.scanning._strips import behind, cells, fit, layout, torn_rows
from llm_extract.scanning._titles import title
from llm_extract.scanning._unnamed import unnamed
from llm_extract.schemas.applications import BOTH, COLUMNS, HEADINGS, INITIALS, ROWS, cell, printed
from llm_extract.script import PINYIN

_WIDTH = len(COLUMNS)
_HEADS = tuple(column.pattern for column in COLUMNS)
_FEWEST = 5  # rows that make a table
_FAR = 900  # characters between two labels of one table
_TAIL = 200  # characters behind the last label that may hold its cells
_HEAD = 260  # characters above the first label that may hold the header
_HEADER = re.compile(
    r"(?:自然人|法人或者?其他组织|商业企业|科研机构)"
    rf"(?:{'|'.join(_HEADS)}|法人或者?其他组织|申请人情况)+"
)
_HEADER_BEGINS = re.compile(r"\(?本[列表]数据的?\s*勾稽关系|申\s*请\s*人\s*情\s*况|自\s*然\s*人")
_UNSAID = re.compile(rf"\s+|{PINYIN}")
_DIGIT = re.compile(r"\d")
_TOTAL = re.compile(r"总\s*计|合\s*计")
_AMBIGUOUS = {"other_misc": 18, "results_total": 15}  # row: what must stand above it at least
_OVER_ROWS = frozenset({"other_processing"})  # a row of 2019 that stands over rows in 2021
_OF_2021 = frozenset({"other_no_correction", "other_fee_unpaid"})


@dataclass(frozen=True, slots=True)
class _Strip:
    """A label with everything that stands behind it up to the next one."""

    index: int
    label: Span
    cells: tuple[Cell, ...]
    fitted: tuple[Cell | None, ...] | None
    reason: str = UNFIT
    lines: int | None = None  # from the label to the next one

    def figures(self, folded: str) -> tuple[Cell, ...]:
        """The cells that say some number, readable or not: a row that has one is not empty."""
        return tuple(
            cell
            for cell in self.cells
            if is_value(cell)
            or (cell.where.line == 0 and _DIGIT.search(folded, cell.span.start, cell.span.end))
        )


def scan(folded: str, squeezed: Squeezed, grids: Grids) -> Iterator[Found]:
    """Every applications table, in order of the text."""
    masked = [Span(*match.span()) for match in _HEADER.finditer(squeezed.text)]
    floor = 0
    for run in _runs(occurrences(folded, squeezed, _labels(), masked)):
        strips = _fitted(list(_strips(folded, run, grids)))
        form = _form(strips)
        strips = [strip for strip in strips if _is_row(strip, form)]
        header = _header(folded, strips[0].label.start, floor)
        strips = _without_a_column(_with_torn_rows(folded, strips, form), folded, header)
        if any(strip.fitted or values(strip.cells) for strip in strips) or header.end:
            end = max(_end(strip) for strip in strips)
            region = Span(header.start if header.end else strips[0].label.start, end)
            rows = tuple(_line(folded, strip) for strip in strips)
            yield Found(form, region, rows, title(folded, region, floor))
            floor = end


@cache
def _labels() -> Labels:
    """The rows, and one more entry for what only stands over rows."""
    entries = [Entry(index, row.id, (), row.numbering) for index, row in enumerate(ROWS)]
    heading = Entry(len(ROWS), "", (), group=True)
    return labels([*entries, heading], [*map(printed, ROWS), HEADINGS], INITIALS)


def _runs(found: Sequence[Occurrence]) -> Iterator[list[Occurrence]]:
    """Labels in printed order, not far from each other; rows that begin anew begin a table."""
    run: list[Occurrence] = []
    last = -1
    for occurrence in found:
        if ROWS[last].id in _OF_2021 and occurrence.entry.id == "other_processing":
            # It stands over the rows of 2021, and once more where it was merged over them.
            occurrence = replace(occurrence, entry=replace(occurrence.entry, group=True))
        entry = occurrence.entry
        if entry.id in _AMBIGUOUS and last < _AMBIGUOUS[entry.id]:
            continue
        far = bool(run) and occurrence.span.start - run[-1].span.end > _FAR
        if far or (not entry.group and entry.index <= last):
            yield from _long_enough(run)
            run, last = [], -1
        run.append(occurrence)
        last = last if entry.group else entry.index
    yield from _long_enough(run)


def _long_enough(run: list[Occurrence]) -> Iterator[list[Occurrence]]:
    if sum(not occurrence.entry.group for occurrence in run) >= _FEWEST:
        yield run


def _strips(folded: str, run: Sequence[Occurrence], grids: Grids) -> Iterator[_Strip]:
    for occurrence, following in zip(run, [*run[1:], None], strict=True):
        label = occurrence.span
        stop = min(len(folded), label.end + _TAIL)
        if following is not None:
            stop = row_start(folded, following.entry, following.span.start, label.end)
        if occurrence.entry.group or occurrence.entry.id in _OVER_ROWS:
            words = _UNSAID.sub("", folded[label.start : label.end])
            lost = list(unnamed(words, tuple(cells(folded, behind(folded, label, stop)))))
            yield from (_Strip(index, label, row, row) for index, row in lost)
            if lost or occurrence.entry.group:
                continue
        marked = grids.cells_under(folded, label, _HEADS)
        area = behind(folded, label, stop)
        behind_it = tuple(cells(folded, area))
        if not grids.are_sure and not any(map(is_value, marked or ())) and values(behind_it):
            marked = None  # the label takes several lines, its numbers stand on another one
        gapless = following is not None and following.entry.index == occurrence.entry.index + 1
        found = marked if marked and gapless else behind_it
        below = folded.count("\n", area.start, area.end) if following else None
        yield _Strip(occurrence.entry.index, label, found, marked, lines=below)


def _fitted(strips: Sequence[_Strip]) -> list[_Strip]:
    """Each row with its seven cells, if the text shows which they are."""
    printed = layout((strip.cells, _WIDTH) for strip in strips)
    rows = [lines(strip.cells, _WIDTH, strip.lines) for strip in strips]
    found_pace = pace(rows)
    return [
        replace(
            strip,
            fitted=strip.fitted or row.kept(found_pace) or fit(strip.cells, _WIDTH, printed),
        )
        for strip, row in zip(strips, rows, strict=True)
    ]


def _form(strips: Sequence[_Strip]) -> str:
    """Told by the rows that only one form has; "" where the table breaks off before them."""
    names = {ROWS[strip.index].id for strip in strips}
    if names & _OF_2021 or "other_misc" in names:
        return "2021"
    filled = {ROWS[strip.index].id for strip in strips if strip.cells}
    return "2019" if "other_processing" in filled else ""


def _is_row(strip: _Strip, form: str) -> bool:
    """(六)其他处理 is a row of 2019; where its three parts follow it, it only stands over them."""
    forms = ROWS[strip.index].forms
    return form in forms if form else forms == BOTH or bool(strip.cells)


def _header(folded: str, first: int, floor: int) -> Span:
    """From what begins the header to the first label; an empty span at 0 where none is found."""
    low = max(floor, first - _HEAD)
    begins = _HEADER_BEGINS.search(folded, low, first)
    return Span(begins.start(), first) if begins else Span(0, 0)


def _with_torn_rows(folded: str, strips: Sequence[_Strip], form: str) -> list[_Strip]:
    """Rows whose labels cannot be read, if a gap holds as many full rows as are missing there."""
    every: list[_Strip] = []
    for strip, following in zip(strips, [*strips[1:], None], strict=True):
        every.append(strip)
        stop = following.index if following else len(ROWS)
        missing = [
            index for index in range(strip.index + 1, stop) if not form or form in ROWS[index].forms
        ]
        torn = list(torn_rows(strip.cells, _WIDTH)) if missing and strip.fitted else []
        if len(torn) == len(missing):
            every += [
                _Strip(index, label, found, found)
                for index, (label, found) in zip(missing, torn, strict=True)
            ]
    return every


def _without_a_column(strips: list[_Strip], folded: str, header: Span) -> list[_Strip]:
    """Every row has six cells: the total is missing, if sums show that it is no other column."""
    if any(strip.fitted for strip in strips):
        return strips
    short = [fit(strip.cells, _WIDTH - 1) for strip in strips]
    if not all(short):
        return strips
    if not any(_is_no_total(row) for row in short if row):
        return [replace(strip, reason=NO_COLUMN) for strip in strips]
    blank = bool(_TOTAL.search(folded, header.start, header.end))
    return [
        replace(strip, fitted=(*row, _blank_behind(row) if blank else None))
        for strip, row in zip(strips, short, strict=True)
        if row
    ]


def _is_no_total(row: Sequence[Cell]) -> bool:
    """Is the last cell of the row something else than the sum of the others?"""
    numbers = [c.quantity.value or 0 for c in row if c.quantity is not None]
    return len(numbers) == len(row) and numbers[-1] != sum(numbers[:-1])


def _blank_behind(row: Sequence[Cell]) -> Cell:
    return Cell(Sort.EMPTY, Span(row[-1].span.end, row[-1].span.end), row[-1].where)


def _end(strip: _Strip) -> int:
    taken = [c for c in strip.fitted or () if c] or values(strip.cells)
    return max([strip.label.end, *(c.span.end for c in taken)])


def _line(folded: str, strip: _Strip) -> Line:
    ids = tuple(cell(ROWS[strip.index].id, column.id) for column in COLUMNS)
    loose = () if strip.fitted else strip.figures(folded)
    return Line(strip.label, ids, strip.fitted, loose, strip.reason)
