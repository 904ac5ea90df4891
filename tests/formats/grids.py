"""A table as the rectangles that its cells cover, and the styles in which people merge them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A cell in the rectangle that it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def slots(self) -> list[tuple[int, int]]:
        down = range(self.row, self.row + self.rows)
        return [(r, c) for r in down for c in range(self.column, self.column + self.columns)]


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes in order of rows. A slot that none covers is not there in the file."""

    boxes: tuple[Box, ...]

    @property
    def height(self) -> int:
        return max(box.row + box.rows for box in self.boxes)

    @property
    def width(self) -> int:
        return max(box.column + box.columns for box in self.boxes)

    def lines(self) -> list[list[Box]]:
        return [[box for box in self.boxes if box.row == row] for row in range(self.height)]

    def covering(self) -> dict[tuple[int, int], Box]:
        return {slot: box for box in self.boxes for slot in box.slots}


def ordered(boxes: Iterable[Box]) -> Grid:
    return Grid(tuple(sorted(boxes, key=lambda box: (box.row, box.column))))


def plain(rows: Sequence[Sequence[str]]) -> Grid:
    """Rows of texts, nothing merged."""
    return ordered(Box(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row))


def merged(grid: Grid) -> Grid:
    """As the official form is printed."""
    return grid


def unmerged(grid: Grid) -> Grid:
    """Each text in the upper left corner of where it was, all other slots empty cells."""
    corners = {(box.row, box.column): box.text for box in grid.boxes}
    rows, columns = range(grid.height), range(grid.width)
    return ordered(Box(corners.get((r, c), ""), r, c) for r in rows for c in columns)


def filled(grid: Grid) -> Grid:
    """What was merged over rows is repeated in each of them."""
    return ordered(
        replace(box, row=row, rows=1)
        for box in grid.boxes
        for row in range(box.row, box.row + box.rows)
    )


def ragged(grid: Grid) -> Grid:
    """Empty cells at the end of a row are not there."""
    kept: list[Box] = []
    for line in grid.lines():
        while line and not line[-1].text and line[-1].column > 0:
            line.pop()
        kept += line
    return ordered(kept)


STYLES: dict[str, Callable[[Grid], Grid]] = {
    style.__name__: style for style in (merged, unmerged, filled, ragged)
}
