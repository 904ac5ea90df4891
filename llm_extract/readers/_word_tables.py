"""A Word table as cells in the rectangles that they cover."""

from collections.abc import Iterator

from llm_extract.errors import DocumentError
from llm_extract.readers._furniture import FIGURE, LONG_CELL, LONGEST_CELL
from llm_extract.readers._word_markup import Element, W, find, local, number, value

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_WIDEST = 1000  # grid columns that one cell may cover
_CELLS = 500_000
_HAN = range(0x4E00, 0xA000)


class Place:
    """A cell that may still grow downwards while rows pass by."""

    __slots__ = ("column", "columns", "node", "row", "rows")

    def __init__(self, node: Element, row: int, column: int, columns: int) -> None:
        self.node, self.row, self.column, self.columns = node, row, column, columns
        self.rows = 1


def places(table: Element) -> list[list[Place]]:
    """The cells row by row; rows that only continue cells from above come without any."""
    grid: list[list[Place]] = []
    above: dict[int, Place] = {}  # by column, those that may go on
    total = 0
    for row, element in enumerate(_rows(table)):
        below: dict[int, Place] = {}
        grid.append([])
        column = number(element, "trPr", "gridBefore")
        for cell in unwrapped(element, "tc"):
            columns = min(max(1, number(cell, "tcPr", "gridSpan", otherwise=1)), _WIDEST)
            merge, across = _merge(cell, "vMerge"), _merge(cell, "hMerge")
            before = above.get(column)
            if across == "continue" and grid[-1]:
                grid[-1][-1].columns += columns
            elif merge == "continue" and before is not None and before.columns == columns:
                before.rows += 1
                below[column] = before
            else:
                place = Place(cell, row, column, columns)
                grid[-1].append(place)
                if merge:
                    below[column] = place
            column += columns
            total += 1
        above = below
        if total > _CELLS:
            raise DocumentError(f"a table has more than {_CELLS:,} cells; no report does")
    return [row for row in grid if row]


def is_data(grid: list[list[Place]]) -> bool:
    """Whether a table holds cells rather than the page's design or prose."""
    if max((len(row) for row in grid), default=0) < 2:
        return False
    texts = [raw_text(place.node) for row in grid for place in row]
    figures = sum(len(text) <= 24 and FIGURE.fullmatch(text) is not None for text in texts)
    nested = any(next(place.node.iter(W + "tbl"), None) is not None for r in grid for place in r)
    if nested and figures < 3:
        return False
    longest = max(sum(ord(sign) in _HAN for sign in text) for text in texts)
    return longest <= (LONGEST_CELL if figures >= 3 else LONG_CELL)


def raw_text(element: Element) -> str:
    """All that is written in it, in one piece."""
    return "".join(text.text or "" for text in element.iter(W + "t"))


def unwrapped(element: Element, name: str) -> Iterator[Element]:
    """The children of this name, those inside content controls and insertions included."""
    for child in element:
        tag = local(child)
        if tag == name:
            yield child
        elif tag in _WRAPPERS:
            yield from unwrapped(child, name)


def _rows(table: Element) -> Iterator[Element]:
    """The rows that were not deleted."""
    return (row for row in unwrapped(table, "tr") if find(row, "trPr", "del") is None)


def _merge(cell: Element, name: str) -> str:
    """`restart`, `continue`, or "" for a cell that is not merged."""
    found = find(cell, "tcPr", name)
    return "" if found is None else (value(cell, "tcPr", name) or "continue")
