"""Rows of the applications table whose names are lost: (三)不予公开 and 56 cells behind it.

Some converters keep of labels that stand beside a merged one only the merged one. As many full
rows as the form has under it are these rows; any other number of cells is nobody's.
"""

from collections.abc import Iterator, Sequence

from llm_extract.scanning._cells import Cell, Sort
from llm_extract.schemas.applications import COLUMNS, ROWS

_GROUPS = {"不予公开": "denied", "无法提供": "unable", "不予处理": "not_processed"}
_GROUPS |= {"其他处理": "other"}
_WIDTH = len(COLUMNS)


def unnamed(label: str, found: Sequence[Cell]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The place and the cells of each row under a group's label, without blanks and bars."""
    group = next((group for words, group in _GROUPS.items() if words in label), "")
    rows = [n for n, row in enumerate(ROWS) if row.group == group and "2021" in row.forms]
    if any(cell.sort is Sort.WORDS for cell in found):
        return
    solid = [cell for cell in found if cell.sort is Sort.VALUE or cell.where.marked]
    if not rows or len(solid) != _WIDTH * len(rows):
        return
    for place, row in enumerate(rows):
        yield row, tuple(solid[place * _WIDTH : (place + 1) * _WIDTH])
