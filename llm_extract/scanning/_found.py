"""A table as it was found: which cells its rows have, before anything is stated."""

from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.records import Span
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._titles import Title

UNFIT = "the cells of the row do not fit the columns"
NO_COLUMN = "columns cannot be told apart"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the identifiers of its cells and, if they fit, the cells; a None is no cell at all.

    `loose` are the numbers of a row that does not fit, for the refusals.
    """

    label: Span
    ids: tuple[str, ...]
    cells: tuple[Cell | None, ...] | None
    loose: tuple[Cell, ...] = ()
    reason: str = UNFIT


@dataclass(frozen=True, slots=True)
class Found:
    """A table of one of the forms since 2019; `form` is "" where this table does not tell."""

    form: str
    region: Span
    lines: tuple[Line, ...]
    title: Title

    @property
    def lost(self) -> bool:
        """No number in any row's own place: they were lost on the way, or most of them were."""
        cells = (cell for line in self.lines for cell in line.cells or ())
        return not any(map(is_value, cells))

    @property
    def ids(self) -> frozenset[str]:
        """The identifiers that the table speaks of."""
        return frozenset(id for line in self.lines for id in line.ids)


def is_value(cell: Cell | None) -> bool:
    """Is it a cell with something in it that can be read?"""
    return cell is not None and cell.sort is Sort.VALUE


def values(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells that can be read."""
    return tuple(cell for cell in cells if is_value(cell))
