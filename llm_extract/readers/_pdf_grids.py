"""The grids that ruled lines make: rows, columns, and cells merged where no line parts them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from llm_extract.readers._pdf_paths import Line

_NEAR = 2.5  # lines closer together are one line drawn twice
_GAP = 3.0  # a line may be interrupted so far, and miss the one that it meets
_SHORTEST = 5.0
_CROSSINGS = 4_000_000  # pairs of lines on a page; beyond, it is a drawing
_SLOTS = 20_000  # of one table on one page


class Frame(NamedTuple):
    """A cell without its words: upper left corner and size, counted in rows and columns."""

    row: int
    column: int
    rows: int
    columns: int


class Grid(NamedTuple):
    """A ruled table on one page."""

    across: tuple[float, ...]  # x of every column's edge
    down: tuple[float, ...]  # y of every row's edge
    frames: tuple[Frame, ...]
    slots: tuple[int, ...]  # row by row: the frame that each slot belongs to
    open_top: frozenset[int]  # columns with no line above the first row
    open_bottom: frozenset[int]  # columns with no line below the last row

    def frame_at(self, x: float, y: float) -> int | None:
        """The number of the frame at this point; None outside the grid."""
        column = bisect_right(self.across, x) - 1
        row = bisect_right(self.down, y) - 1
        width = len(self.across) - 1
        if not (0 <= column < width and 0 <= row < len(self.down) - 1):
            return None
        return self.slots[row * width + column]


def grids(rules: Iterable[Line]) -> tuple[Grid, ...]:
    """Every grid of two columns or more, the largest first; none overlaps another."""
    level, upright = _joined(rules, True), _joined(rules, False)
    if len(level) * len(upright) > _CROSSINGS:
        return ()
    found = [grid for part in _connected(level, upright) if (grid := _grid(*part)) is not None]
    kept: list[Grid] = []
    for grid in sorted(found, key=lambda g: -len(g.frames)):
        if not any(_overlap(grid, other) for other in kept):
            kept.append(grid)
    return tuple(kept)


def _joined(rules: Iterable[Line], level: bool) -> list[Line]:
    """Lines of one direction, those that prolong or double each other made one."""
    rows: list[list[Line]] = []
    for rule in sorted(rule for rule in rules if rule.level == level):
        if rows and rule.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    return [line for row in rows for line in _prolonged(row) if line.end - line.start >= _SHORTEST]


def _prolonged(row: list[Line]) -> Iterator[Line]:
    weight = sum(line.end - line.start for line in row)
    at = sum(line.at * (line.end - line.start) for line in row) / weight
    start = end = None
    for line in sorted(row, key=lambda line: line.start):
        if start is None or end is None or line.start > end + _GAP:
            if start is not None and end is not None:
                yield Line(line.level, at, start, end)
            start, end = line.start, line.end
        end = max(end, line.end)
    if start is not None and end is not None:
        yield Line(row[0].level, at, start, end)


def _connected(level: list[Line], upright: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Groups of lines that hang together."""
    parents = list(range(len(level) + len(upright)))
    ats = [line.at for line in upright]
    for number, line in enumerate(level):
        first = bisect_left(ats, line.start - _GAP)
        last = bisect_right(ats, line.end + _GAP)
        for other in range(first, last):
            if upright[other].start - _GAP <= line.at <= upright[other].end + _GAP:
                _unite(parents, number, len(level) + other)
    groups: defaultdict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate((*level, *upright)):
        groups[_root(parents, number)][0 if line.level else 1].append(line)
    yield from groups.values()


def _grid(level: list[Line], upright: list[Line]) -> Grid | None:
    """Where lines jut out beyond the last one that crosses them, the table is open on that side."""
    if not level or not upright:
        return None
    across = _edges([x.at for x in upright], [e for y in level for e in (y.start, y.end)])
    down = _edges([y.at for y in level], [e for x in upright for e in (x.start, x.end)])
    width, height = len(across) - 1, len(down) - 1
    if width < 2 or height < 1 or width * height > _SLOTS:
        return None  # a frame round prose is no table
    parents = list(range(width * height))
    bars, walls = _Coverage(level, down), _Coverage(upright, across)
    for slot in range(width * height):
        row, column = divmod(slot, width)
        if column and not walls.covers(column, (down[row] + down[row + 1]) / 2):
            _unite(parents, slot - 1, slot)
        if row and not bars.covers(row, (across[column] + across[column + 1]) / 2):
            _unite(parents, slot - width, slot)
    frames, slots = _frames([_root(parents, slot) for slot in range(width * height)], width)
    if len(frames) < 2:
        return None
    middles = [(a + b) / 2 for a, b in pairwise(across)]
    top, bottom = (
        frozenset(column for column, x in enumerate(middles) if not bars.covers(edge, x))
        for edge in (0, height)
    )
    return Grid(across, down, frames, slots, top, bottom)


def _edges(lines: list[float], ends: list[float]) -> tuple[float, ...]:
    """The places of crossing lines, with the outermost ends where these jut out."""
    edges: list[float] = []
    for at in sorted(lines):
        if not edges or at - edges[-1] > _NEAR:
            edges.append(at)
    first, last = min(ends), max(ends)
    if first < edges[0] - 2 * _GAP:
        edges.insert(0, first)
    if last > edges[-1] + 2 * _GAP:
        edges.append(last)
    return tuple(edges)


class _Coverage:
    """Which stretch of which edge a line is drawn along."""

    def __init__(self, lines: list[Line], edges: tuple[float, ...]) -> None:
        self._drawn: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
        for line in lines:
            near = bisect_left(edges, line.at - _NEAR)
            if near < len(edges) and abs(edges[near] - line.at) <= _NEAR:
                self._drawn[near].append((line.start, line.end))

    def covers(self, edge: int, place: float) -> bool:
        return any(start <= place <= end for start, end in self._drawn[edge])


def _frames(roots: list[int], width: int) -> tuple[tuple[Frame, ...], tuple[int, ...]]:
    """Merged slots as rectangles; what is no rectangle falls apart into several."""
    frames: list[Frame] = []
    slots: list[int] = []
    above: dict[tuple[int, int, int], int] = {}  # column, columns, root -> frame of the row above
    for row in range(len(roots) // width):
        begun: dict[tuple[int, int, int], int] = {}
        line = roots[row * width : (row + 1) * width]
        column = 0
        while column < width:
            end = column
            while end < width and line[end] == line[column]:
                end += 1
            key = (column, end - column, line[column])
            number = above.get(key, len(frames))
            if number == len(frames):
                frames.append(Frame(row, column, 0, end - column))
            frames[number] = frames[number]._replace(rows=frames[number].rows + 1)
            slots.extend([number] * (end - column))
            begun[key] = number
            column = end
        above = begun
    return tuple(frames), tuple(slots)


def _overlap(one: Grid, other: Grid) -> bool:
    return (
        one.across[0] < other.across[-1]
        and other.across[0] < one.across[-1]
        and one.down[0] < other.down[-1]
        and other.down[0] < one.down[-1]
    )


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _unite(parents: list[int], one: int, other: int) -> None:
    parents[_root(parents, other)] = _root(parents, one)
