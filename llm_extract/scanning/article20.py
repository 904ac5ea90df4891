"""The table 主动公开政府信息情况 of the forms since 2019: blocks of rows under their own headers.

The header tells the form, failing that the rows and their widths; the year of the report never.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from llm_extract.records import Span
from llm_extract.scanning._cells import Cell
from llm_extract.scanning._found import Found, Line, is_value
from llm_extract.scanning._labels import Entry, Occurrence
from llm_extract.scanning._marked import Grids
from llm_extract.scanning._pace import lines, pace
from llm_extract.scanning._printed import Labels, Squeezed, labels, occurrences
from llm_extract.scanning._runs import row_start
from llm_extract.scanning._strips import behind, cells, fit, layout, width_of
from llm_extract.scanning._titles import title
from llm_extract.schemas.article20 import BOTH, HEADER, INITIALS, MARKS, ROWS, cell

_FEWEST = 3  # rows that make a table
_FAR = 500  # characters between two labels of one table
_TAIL = 120  # characters behind the last label that may hold its cells
_HEAD = 200  # characters above the first label that may hold the header
_MARKS = {form: re.compile(marks) for form, marks in MARKS.items()}
_HEADER = re.compile(HEADER)
_DIGIT = re.compile(r"\d")
_OF_2019 = frozenset({"other_services", "procurement"})


@dataclass(frozen=True, slots=True)
class _Strip:
    index: int
    label: Span
    cells: tuple[Cell, ...]
    lines: int | None  # from the label to the next one


def scan(folded: str, squeezed: Squeezed, grids: Grids) -> Iterator[Found]:
    """Every such table, in order of the text."""
    masked = [Span(*match.span()) for match in _HEADER.finditer(squeezed.text)]
    if not masked:
        return
    heads = [squeezed.span(head.start, head.end) for head in masked]
    marks = {
        form: [squeezed.span(*match.span()).start for match in pattern.finditer(squeezed.text)]
        for form, pattern in _MARKS.items()
    }
    starts = [head.start for head in heads]
    floor = 0
    for run in _runs(occurrences(folded, squeezed, _labels(), masked)):
        strips = list(_strips(folded, run))
        first = strips[0].label.start
        begin = _begin(starts, first, floor)
        form = _form(marks, Span(begin, strips[-1].label.start), strips)
        if begin == first or not form:
            continue  # rows without a header of this table are another table's
        found = tuple(_lines(folded, strips, form, grids))
        region = Span(begin, max(_end(line) for line in found))
        yield Found(form, region, found, title(folded, region, floor))
        floor = region.end


@cache
def _labels() -> Labels:
    entries = [Entry(index, row.id, ()) for index, row in enumerate(ROWS)]
    return labels(entries, [row.pattern for row in ROWS], INITIALS)


def _runs(found: Sequence[Occurrence]) -> Iterator[list[Occurrence]]:
    """Labels in printed order, not far from each other; rows that begin anew begin a table."""
    run: list[Occurrence] = []
    for occurrence in found:
        far = bool(run) and occurrence.span.start - run[-1].span.end > _FAR
        if far or (run and occurrence.entry.index <= run[-1].entry.index):
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(occurrence)
    if len(run) >= _FEWEST:
        yield run


def _strips(folded: str, run: Sequence[Occurrence]) -> Iterator[_Strip]:
    for occurrence, following in zip(run, [*run[1:], None], strict=True):
        label = occurrence.span
        stop = min(len(folded), label.end + _TAIL)
        if following is not None:
            stop = row_start(folded, following.entry, following.span.start, label.end)
        area = behind(folded, label, stop)
        below = folded.count("\n", area.start, area.end) if following else None
        yield _Strip(occurrence.entry.index, label, tuple(cells(folded, area)), below)


def _begin(heads: Sequence[int], first: int, floor: int) -> int:
    """Where the header above the first row begins, the row itself if there is none."""
    place = bisect_left(heads, max(floor, first - _HEAD))
    return min(heads[place], first) if place < len(heads) else first


def _form(marks: Mapping[str, Sequence[int]], header: Span, strips: Sequence[_Strip]) -> str:
    seen = {
        form: bisect_left(starts, header.end) - bisect_left(starts, header.start)
        for form, starts in marks.items()
    }
    if seen["2019"] != seen["2021"]:
        return max(seen, key=lambda form: seen[form])
    if {ROWS[strip.index].id for strip in strips} & _OF_2019:
        return "2019"
    fitting = {form: _fitting(strips, form) for form in BOTH}
    return max(fitting, key=lambda form: fitting[form]) if len(set(fitting.values())) > 1 else ""


def _fitting(strips: Sequence[_Strip], form: str) -> int:
    return sum(
        width_of(strip.cells) == len(ROWS[strip.index].columns.get(form, ())) for strip in strips
    )


def _lines(folded: str, strips: Sequence[_Strip], form: str, grids: Grids) -> Iterator[Line]:
    widths = [len(ROWS[strip.index].columns.get(form, ())) for strip in strips]
    kept = [(strip, width) for strip, width in zip(strips, widths, strict=True) if width]
    printed = layout((strip.cells, width) for strip, width in kept)
    rows = [lines(strip.cells, width, strip.lines) for strip, width in kept]
    found_pace = pace(rows)
    for (strip, width), row in zip(kept, rows, strict=True):
        id = ROWS[strip.index].id
        ids = tuple(cell(id, column.id) for column in ROWS[strip.index].columns[form])
        fitted = grids.cells_beside(folded, strip.label, width)
        fitted = fitted or row.kept(found_pace) or fit(strip.cells, width, printed)
        yield Line(strip.label, ids, fitted, () if fitted else tuple(_figures(folded, strip.cells)))


def _figures(folded: str, found: Sequence[Cell]) -> Iterator[Cell]:
    """The cells that say some number, readable or not: a row that has one is not empty."""
    for each in found:
        if is_value(each) or _DIGIT.search(folded, each.span.start, each.span.end):
            yield each


def _end(line: Line) -> int:
    taken = [cell for cell in (*(line.cells or ()), *line.loose) if cell]
    return max([line.label.end, *(cell.span.end for cell in taken)])
