"""A report as a Word file, with gridSpan and vMerge where its cells are merged."""

from collections.abc import Sequence
from html import escape

from _office import p, tbl, tc, word

from formats.describe import Block
from formats.grids import Grid

_WIDE = 9000  # twentieths of a point


def write(blocks: Sequence[Block]) -> bytes:
    return word("".join(_block(block) for block in blocks))


def _block(block: Block) -> str:
    if isinstance(block, str):
        return p(escape(block))
    columns = f'<w:gridCol w:w="{_WIDE // block.width}"/>' * block.width
    rows = tbl(*(_row(block, row) for row in range(block.height)))
    return rows.replace("<w:tbl>", f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>", 1)


def _row(grid: Grid, row: int) -> str:
    """Each cell that reaches into the row; slots at its end that are not there stay so."""
    covering, cells, column = grid.covering(), [], 0
    while column < grid.width:
        box = covering.get((row, column))
        if box is None:
            column += 1
            continue
        across = f'<w:tcW w:w="{_WIDE // grid.width * box.columns}" w:type="dxa"/>'
        across += f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
        begins = box.row == row
        down = f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if begins else ''}/>"
        properties = across + (down if box.rows > 1 else "")
        cells.append(tc(escape(box.text) if begins else "", properties))
        column += box.columns
    return "".join(cells)
