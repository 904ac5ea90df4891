"""Tables of pages as whole tables: what a page break has cut is put together again."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from llm_extract.readers._pdf_flow import seam
from llm_extract.readers._pdf_pages import Sown

_NEAR = 3.0  # points between column edges that are the same
_ALIKE = 0.8  # of the edges of the coarser
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
    open_top: frozenset[int]  # columns with no line above the first row
    open_bottom: frozenset[int]  # columns with no line below the last row


def whole(sown: Sown) -> Whole:
    """The table of one page, its rows counted and no longer measured."""
    grid = sown.grid
    cells = (Filled(*frame, words) for frame, words in zip(grid.frames, sown.words, strict=True))
    return Whole(grid.across, len(grid.down) - 1, tuple(cells), grid.open_top, grid.open_bottom)


def joined(first: Whole, second: Whole) -> Whole | None:
    """One table that went on on the next page; None where their columns say that these are two."""
    across, moved = _common(first.across, second.across)
    if not across:
        return None
    upper = _spread(first, across)
    lower = _without_head(upper, _spread(second._replace(across=moved), across))
    pairs = _meeting(upper, lower)
    cut = _is_cut(upper, lower, pairs)
    merged = {below: above for above, below in pairs if cut or _is_one(above, below, upper, lower)}
    shift = upper.rows - cut
    cells = [cell for cell in upper.cells if not any(cell is above for above in merged.values())]
    for below, above in merged.items():
        between = seam(above.words, below.words, True) if below.words else ""
        words = f"{above.words}{between}{below.words}"
        cells.append(above._replace(rows=above.rows + below.rows - cut, words=words))
    cells += [c._replace(row=c.row + shift) for c in lower.cells if c not in merged]
    rows = shift + lower.rows
    return Whole(across, rows, tuple(sorted(cells)), upper.open_top, lower.open_bottom)


def _common(
    one: tuple[float, ...], other: tuple[float, ...]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """All columns of the two, and the other's moved to the one's place; () where they differ.

    Where a cell over all rows stands at the side, no line of that side may be drawn on a page.
    """
    wide, wide_other = one[-1] - one[0], other[-1] - other[0]
    if abs(wide - wide_other) <= _WIDER:
        other = tuple(one[0] + (x - other[0]) * wide / wide_other for x in other)
    new = tuple(x for x in other if abs(one[_nearest(one, x)] - x) > _NEAR)
    shared = len(other) - len(new)
    if shared < 2 or shared < _ALIKE * min(len(one), len(other)):
        return (), ()
    return tuple(sorted((*one, *new))), other


def _nearest(edges: Sequence[float], x: float) -> int:
    at = bisect_left(edges, x)
    return min((n for n in (at - 1, at) if 0 <= n < len(edges)), key=lambda n: abs(edges[n] - x))


def _spread(table: Whole, across: tuple[float, ...]) -> Whole:
    """The same cells counted in finer columns, with an empty one where it does not reach."""
    places = [_nearest(across, x) for x in table.across]
    cells = [
        cell._replace(
            column=places[cell.column],
            columns=places[cell.column + cell.columns] - places[cell.column],
        )
        for cell in table.cells
    ]
    ends = ((0, places[0]), (places[-1], len(across) - 1))
    beyond = [Filled(0, start, table.rows, end - start, "") for start, end in ends if end > start]
    missing = {column for start, end in ends for column in range(start, end)}
    top, bottom = (
        frozenset(n for c in columns for n in range(places[c], places[c + 1])) | missing
        for columns in (table.open_top, table.open_bottom)
    )
    return Whole(across, table.rows, tuple(sorted([*beyond, *cells])), top, bottom)


def _without_head(upper: Whole, lower: Whole) -> Whole:
    """The second part less the rows at its head that repeat the first part's."""
    head = 0
    for rows in range(1, min(upper.rows, lower.rows) + 1):
        top = [cell for cell in lower.cells if cell.row < rows]
        if top != [cell for cell in upper.cells if cell.row < rows]:
            break
        if any(cell.words and _NUMBER.fullmatch(cell.words) for cell in top):
            break
        if all(cell.row + cell.rows <= rows for cell in top) and _says(top):
            head = rows
    if not head:
        return lower
    rest = tuple(c._replace(row=c.row - head) for c in lower.cells if c.row >= head)
    return Whole(lower.across, lower.rows - head, rest, frozenset(), lower.open_bottom)


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
    every = frozenset(range(len(upper.across) - 1))
    if upper.open_bottom == every:
        return any(not b.words for _, b in pairs) or any(not a.words for a, _ in pairs)
    return len(both) == 1 and sum(bool(b.words) for _, b in pairs) == 1 and _is_full(pairs)


def _is_full(pairs: list[tuple[Filled, Filled]]) -> bool:
    """Each cell of the row above is filled, so that what follows can only be its last words."""
    return len(pairs) > 1 and all(a.words for a, _ in pairs)


def _is_one(above: Filled, below: Filled, upper: Whole, lower: Whole) -> bool:
    """A cell over several rows, which the page's end has cut between two of them."""
    columns = frozenset(range(below.column, below.column + below.columns))
    is_open = columns <= upper.open_bottom & lower.open_top
    if above.words and below.words:
        numbers = _NUMBER.fullmatch(above.words) or _NUMBER.fullmatch(below.words)
        return is_open and not numbers and max(above.rows, below.rows) > 1
    if is_open or above.words == below.words:
        return is_open
    if above.rows > 1 or below.rows > 1:
        return True
    aside = [c for c in lower.cells if c.row == 0 and c.column == below.column + below.columns]
    labels = _HAN.search(above.words) and any(_HAN.search(cell.words) for cell in aside)
    return bool(labels)  # a group's name beside the name of a row
