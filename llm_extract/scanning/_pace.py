"""Tables of which each cell has lines of its own: does an empty line part cells, or is it one?

Where the rows keep step, so many lines to a cell and so many for an empty one, the places of all
their cells are known; each row's own length proves it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

from llm_extract.records import Span
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._found import is_value

_FEWEST = 3  # rows with values that show a pace
_LONGEST = 4  # lines from cell to cell
_MOST = 0.8  # of the rows keep step: a page break is in the way of some


@dataclass(frozen=True, slots=True)
class Pace:
    """How many lines a cell takes and how many an empty one; `rest` is between two rows."""

    step: int
    empty: int
    rest: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The cells of a row up to the next words; `lines` away, None where these end the table."""

    cells: tuple[Cell, ...]
    width: int
    lines: int | None

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells with something in them."""
        return tuple(cell for cell in self.cells if cell.sort is not Sort.EMPTY)

    def kept(self, pace: Pace | None) -> tuple[Cell, ...] | None:
        """The cells of the row at a pace; None where it is not kept."""
        if pace is None or any(cell.where.marked for cell in self.cells):
            return None
        kept: list[Cell] = []
        line, at = 0, self.cells[0].span.start if self.cells else 0
        for cell in self.filled:
            empty, odd = divmod(cell.where.line - line - pace.step, pace.empty)
            if odd or empty < 0:
                return None
            kept += [Cell(Sort.EMPTY, Span(at, at))] * empty + [cell]
            line, at = cell.where.line, cell.span.end
        behind = self.width - len(kept)
        length = line + pace.step + pace.empty * behind + pace.rest
        if behind < 0 or self.lines not in (None, length):
            return None
        return (*kept, *[Cell(Sort.EMPTY, Span(at, at))] * behind)


def lines(found: Sequence[Cell], width: int, stop: int | None) -> Lines:
    """A row from what stands behind its label, `stop` lines of it up to the next label."""
    end = next((n for n, cell in enumerate(found) if cell.sort is Sort.WORDS), len(found))
    below = found[end].where.line if end < len(found) and stop is not None else stop
    return Lines(tuple(found[:end]), width, below)


def pace(rows: Sequence[Lines], *, fewest: int = _FEWEST) -> Pace | None:
    """The pace that the rows of a table keep; None where none does, or more than one might."""
    told = [row for row in rows if row.lines is not None]
    if sum(any(map(is_value, row.cells)) for row in told) < fewest:
        return None
    if all(len(row.filled) == row.width for row in told):
        return None  # with every cell filled there is nothing to ask
    readings: dict[tuple[object, ...], Pace] = {}
    best = 0
    for each in _paces():
        kept = tuple(map(partial(_kept, pace=each), told))
        count = sum(row is not None for row in kept)
        if count > best:
            readings, best = {}, count
        if count == best:
            readings.setdefault(kept, each)
    enough = best >= fewest and best >= _MOST * len(told)
    return next(iter(readings.values())) if enough and len(readings) == 1 else None


def _kept(row: Lines, pace: Pace) -> tuple[bool, ...] | None:
    """Which cells are filled."""
    kept = row.kept(pace)
    return None if kept is None else tuple(cell.sort is not Sort.EMPTY for cell in kept)


def _paces() -> Iterator[Pace]:
    for step in range(1, _LONGEST + 1):
        for empty, rest in product(range(1, step + 1), range(step + 2)):
            yield Pace(step, empty, rest)
