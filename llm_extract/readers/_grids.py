"""Where the cells of a table stand once rowspan and colspan are resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.errors import DocumentError
from llm_extract.readers._walking import Node

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
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
    rows = [[_asked(c) for c in children(row, _CELLS, left_out)] for row in _rows(table, left_out)]
    width = max((sum(a if a <= _PLAUSIBLE else 1 for _, _, a in row) for row in rows), default=0)
    busy: dict[int, int] = {}  # column -> the first row where it is free again
    steps = 0
    grid: list[list[Place]] = []
    for number, cells in enumerate(rows):
        grid.append([])
        column = 0
        for node, down, across in cells:
            while busy.get(column, 0) > number:
                column, steps = column + 1, steps + 1
            columns = across if across <= _PLAUSIBLE else max(1, width - column)
            place = Place(node, number, column, min(down or len(rows), len(rows) - number), columns)
            grid[-1].append(place)
            column += columns
            if place.rows > 1:
                steps += columns
                busy |= dict.fromkeys(range(place.column, column), number + place.rows)
            if steps > _STEPS:
                raise DocumentError(f"a table spans more than {_STEPS:,} cells; no report does")
    return [row for row in grid if row]


def _asked(cell: Node) -> tuple[Node, int, int]:
    """A cell and how many rows and columns it asks for; 0 rows are all that follow."""
    attributes = cell.attributes
    return cell, _number(attributes.get("rowspan")), _number(attributes.get("colspan")) or 1


def _rows(table: Node, left_out: frozenset[int]) -> Iterator[Node]:
    for child in children(table, _SECTIONS | {"tr"}, left_out):
        if child.tag == "tr":
            yield child
        else:
            yield from children(child, frozenset({"tr"}), left_out)


def children(node: Node, tags: frozenset[str], left_out: frozenset[int]) -> Iterator[Node]:
    """The direct children with one of these tags, less those that are left out."""
    child = node.child
    while child is not None:
        if child.tag in tags and child.mem_id not in left_out:
            yield child
        child = child.next


def _number(attribute: str | None) -> int:
    digits = re.match(r"\s*(\d{1,6})", attribute or "1")
    return int(digits[1]) if digits else 1
