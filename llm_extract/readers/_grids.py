"""Where the cells of a table stand once rowspan and colspan are resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.errors import DocumentError
from llm_extract.readers._walking import Node

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_WIDEST = 1000  # what browsers take a larger colspan for
_PLAUSIBLE = 100  # a colspan above it means "all columns"
_STEPS = 2_000_000  # grid slots walked over: a bound on time and on memory


@dataclass(frozen=True, slots=True)
class Place:
    """A cell's node and the rectangle that it covers."""

    node: Node
    row: int
    column: int
    rows: int
    columns: int


def places(table: Node, left_out: frozenset[int]) -> list[list[Place]]:
    """The cells row by row; rows that only hold the rest of cells from above come without any.

    A span reaches no further than the table does. Too large a grid is a DocumentError.
    """
    rows = [list(children(row, {"td", "th"}, left_out)) for row in _rows(table, left_out)]
    busy: dict[int, int] = {}  # column -> the first row where it is free again
    steps = 0
    grid: list[list[Place]] = []
    for number, cells in enumerate(rows):
        grid.append([])
        column = 0
        for cell in cells:
            while busy.get(column, 0) > number:
                column, steps = column + 1, steps + 1
            place = _place(cell, number, column, len(rows))
            if place.rows > 1:
                steps += place.columns
                busy |= dict.fromkeys(range(column, column + place.columns), number + place.rows)
            grid[-1].append(place)
            column += place.columns
            if steps > _STEPS:
                raise DocumentError(f"a table spans more than {_STEPS:,} cells; no report does")
    return [row for row in _clipped(grid) if row]


def _place(cell: Node, row: int, column: int, height: int) -> Place:
    attributes = cell.attributes
    down = _number(attributes.get("rowspan")) or height  # 0 means: to the end of the table
    across = _number(attributes.get("colspan")) or 1
    return Place(cell, row, column, min(down, height - row), min(across, _WIDEST))


def _clipped(grid: list[list[Place]]) -> Iterator[list[Place]]:
    """No cell reaches beyond the last column that a plausible cell needs."""
    every = [place for row in grid for place in row]
    ends = [p.column + (p.columns if p.columns <= _PLAUSIBLE else 1) for p in every]
    width = max(ends, default=0)
    for row in grid:
        yield [
            Place(p.node, p.row, p.column, p.rows, min(p.columns, width - p.column)) for p in row
        ]


def _rows(table: Node, left_out: frozenset[int]) -> Iterator[Node]:
    for child in children(table, {"tr", *_SECTIONS}, left_out):
        if child.tag == "tr":
            yield child
        else:
            yield from children(child, {"tr"}, left_out)


def children(node: Node, tags: set[str], left_out: frozenset[int]) -> Iterator[Node]:
    """The direct children with one of these tags, less those that are left out."""
    child = node.child
    while child is not None:
        if child.tag in tags and child.mem_id not in left_out:
            yield child
        child = child.next


def _number(attribute: str | None) -> int:
    digits = re.match(r"\s*(\d{1,6})", attribute or "1")
    return int(digits[1]) if digits else 1
