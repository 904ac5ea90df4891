"""Tables of pages as whole tables: what a page break has cut is put together again."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llm_extract.readers._pdf_flow import seam
from llm_extract.readers._pdf_pages import Sown

_NEAR = 3.0  # points between column edges that are the same
_WIDER = 5.0  # points that a table may be wider on the next page
_NUMBER = re.compile(r"[\d\s.,%+/—–-]+")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")
_NEW_ROW = re.compile(
    r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十]|[①-⑳]|其中|总计|合计"
)


class Filled(NamedTuple):
    """A cell with its words."""

    row: int
    column: int
    rows: int
    columns: int
    words: str


class Whole(NamedTuple):
    """A table, of one page or of several."""

    across: tuple[float, ...]  # x of every column's edge
    rows: int
    cells: tuple[Filled, ...]
    open_top: bool
    open_bottom: bool


def whole(sown: Sown) -> Whole:
    """The table of one page, its rows counted and no longer measured."""
    grid = sown.grid
    cells = (Filled(*frame, words) for frame, words in zip(grid.frames, sown.words, strict=True))
    return Whole(grid.across, len(grid.down) - 1, tuple(cells), grid.open_top, grid.open_bottom)


def joined(first: Whole, second: Whole) -> Whole | None:
    """One table that went on on the next page; None where their columns say that these are two."""
    second = _padded(first.across, second)
    across = _common(_from_left(first.across), _from_left(second.across))
    if across is None:
        return None
    upper, lower = _spread(first, across), _without_head(first, second, across)
    pairs = _meeting(upper, lower)
    cut = _is_cut(upper, lower, pairs)
    aside = {cell.column: cell for cell in lower.cells if cell.row == 0}
    merged = {
        (a.column, b): a for a, b in pairs if cut or _goes_on(a, b, aside.get(b.column + b.columns))
    }
    shift = upper.rows - cut
    cells = [cell for cell in upper.cells if not any(cell is above for above in merged.values())]
    for (_, below), above in merged.items():
        between = seam(above.words, below.words, True) if below.words else ""
        words = f"{above.words}{between}{below.words}"
        cells.append(above._replace(rows=above.rows + below.rows - cut, words=words))
    taken = {below for _, below in merged}
    cells += [c._replace(row=c.row + shift) for c in lower.cells if c not in taken]
    ordered = tuple(sorted(cells))
    return Whole(across, shift + lower.rows, ordered, first.open_top, lower.open_bottom)


def _from_left(across: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(x - across[0] for x in across)


def _padded(across: tuple[float, ...], second: Whole) -> Whole:
    """With the outermost column, where a cell over all rows left no line of it on this page."""
    if not all(abs(across[_nearest(across, x)] - x) <= _NEAR for x in second.across):
        return second
    if across[0] < second.across[0] - _WIDER:
        moved = (cell._replace(column=cell.column + 1) for cell in second.cells)
        cells = (Filled(0, 0, second.rows, 1, ""), *moved)
        second = second._replace(across=(across[0], *second.across), cells=cells)
    return second


def _common(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...] | None:
    """The finer columns of the two, where each edge of the coarser is one of the finer's."""
    fine, coarse = (one, other) if len(one) >= len(other) else (other, one)
    if abs(one[-1] - other[-1]) > _WIDER:
        return None
    scale = fine[-1] / coarse[-1]
    met = all(abs(fine[_nearest(fine, x * scale)] - x * scale) <= _NEAR for x in coarse)
    return tuple(fine) if met else None


def _nearest(edges: Sequence[float], x: float) -> int:
    at = bisect_left(edges, x)
    return min((n for n in (at - 1, at) if 0 <= n < len(edges)), key=lambda n: abs(edges[n] - x))


def _spread(table: Whole, across: tuple[float, ...]) -> Whole:
    """The same cells counted in finer columns."""
    scale = across[-1] / (table.across[-1] - table.across[0])
    places = [_nearest(across, (x - table.across[0]) * scale) for x in table.across]
    cells = (
        cell._replace(
            column=places[cell.column],
            columns=places[cell.column + cell.columns] - places[cell.column],
        )
        for cell in table.cells
    )
    return table._replace(across=across, cells=tuple(cells))


def _without_head(first: Whole, second: Whole, across: tuple[float, ...]) -> Whole:
    """The second part less the rows at its head that repeat the first part's."""
    upper, lower = _spread(first, across), _spread(second, across)
    head = 0
    for rows in range(1, min(upper.rows, lower.rows) + 1):
        top = [cell for cell in lower.cells if cell.row < rows]
        if sorted(top) != sorted(cell for cell in upper.cells if cell.row < rows):
            break
        if any(cell.words and _NUMBER.fullmatch(cell.words) for cell in top):
            break
        if all(cell.row + cell.rows <= rows for cell in top) and _says(top):
            head = rows
    if not head:
        return lower
    rest = tuple(c._replace(row=c.row - head) for c in lower.cells if c.row >= head)
    return lower._replace(rows=lower.rows - head, cells=rest, open_top=False)


def _says(cells: Iterable[Filled]) -> bool:
    return any(_HAN.search(cell.words) for cell in cells)


def _meeting(upper: Whole, lower: Whole) -> list[tuple[Filled, Filled]]:
    """Cells of the last row above and of the first row below that stand in the same columns."""
    above = {(c.column, c.columns): c for c in upper.cells if c.row + c.rows == upper.rows}
    below = [c for c in lower.cells if c.row == 0]
    return [(above[c.column, c.columns], c) for c in below if (c.column, c.columns) in above]


def _is_cut(upper: Whole, lower: Whole, pairs: list[tuple[Filled, Filled]]) -> bool:
    """Did the page end inside a row? Two numbers or two units in one cell say no."""
    last = sum(c.row + c.rows == upper.rows for c in upper.cells)
    if not pairs or len(pairs) != last or len(pairs) != sum(c.row == 0 for c in lower.cells):
        return False
    both = [(a.words, b.words) for a, b in pairs if a.words and b.words]
    if any(min(map(len, pair)) == 1 or _NUMBER.fullmatch(pair[1]) for pair in both):
        return False
    if any(_NEW_ROW.match(below) for _, below in both):
        return False
    if upper.open_bottom:
        return any(not b.words for _, b in pairs) or any(not a.words for a, _ in pairs)
    return len(both) == 1 and sum(bool(b.words) for _, b in pairs) == 1 and _is_full(pairs)


def _is_full(pairs: list[tuple[Filled, Filled]]) -> bool:
    """Each cell of the row above is filled, so that what follows can only be its last words."""
    return len(pairs) > 1 and all(a.words for a, _ in pairs)


def _goes_on(above: Filled, below: Filled, aside: Filled | None) -> bool:
    """A cell over several rows whose words all stand on one of the two pages."""
    if bool(above.words) == bool(below.words):
        return False
    if above.rows > 1 or below.rows > 1:
        return True
    labels = aside is not None and _HAN.search(aside.words) and _HAN.search(above.words)
    return bool(labels)  # a group's name beside the name of a row
