"""Tables of which each cell has a line of its own: does an empty line part cells, or is it one?

Where the rows keep step, so many lines from cell to cell, the places of all their cells are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._found import is_value

_FEWEST = 3  # rows with values that show a pace


@dataclass(frozen=True, slots=True)
class Lines:
    """The cells of a row up to the next words, and how many lines these are away."""

    cells: tuple[Cell, ...]
    width: int
    lines: int

    def filled(self) -> tuple[int, ...]:
        """The lines that something stands on."""
        return tuple(cell.where.line for cell in self.cells if cell.sort is not Sort.EMPTY)

    def kept(self, step: int) -> tuple[Cell, ...] | None:
        """The cells of the row at a pace; None where there is none or something is out of step."""
        if not step:
            return None
        places, filled = range(step, step * self.width + 1, step), self.filled()
        if len(set(filled)) < len(filled) or not set(filled).issubset(places):
            return None
        at: dict[int, Cell] = {}
        for cell in self.cells:  # bars behind a value, 0 | ||, put empty cells on its line
            line = cell.where.line
            if line in places and (line not in at or at[line].sort is Sort.EMPTY):
                at[line] = cell
        return tuple(at.values()) if len(at) == self.width else None


def lines(found: Sequence[Cell], width: int, stop: int) -> Lines:
    """A row from what stands behind its label, `stop` lines of it."""
    end = next((n for n, cell in enumerate(found) if cell.sort is Sort.WORDS), len(found))
    below = found[end].where.line if end < len(found) else stop
    return Lines(tuple(found[:end]), width, below)


def pace(rows: Sequence[Lines], *, fewest: int = _FEWEST, slack: int = 1) -> int:
    """How many lines each cell of a table takes; 0 where its rows keep no step.

    Less than a cell may be between the last one and the next words, or than `slack` more.
    """
    if sum(any(map(is_value, row.cells)) for row in rows) < fewest:
        return 0
    places = [(0, *row.filled()) for row in rows]
    step = gcd(*(line for row in places for line in row))
    gaps = {below - above for row in places for above, below in pairwise(row)}
    shortest: dict[int, int] = {}
    for row in rows:
        shortest[row.width] = min(row.lines, shortest.get(row.width, row.lines))
    in_step = (
        step * (width + 1) <= found < step * (width + 2 + slack)
        for width, found in shortest.items()
    )
    return step if step in gaps and all(in_step) else 0
