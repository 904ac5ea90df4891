"""A report as a PDF file with ruled tables, drawn by reportlab or printed by a browser."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from pdf_files import font, printed

from formats import html
from formats.describe import Block
from formats.grids import Grid

_WIDE = 500.0  # points
_BREADTHS = {10: [60.0, 70.0, 125.0, *[35.0] * 7], 3: [340.0, 70.0, 90.0]}


def write(blocks: Sequence[Block], name: str = "STSong-Light") -> bytes:
    """`name`: of the font; "wqy" is embedded, and the test skipped where it is not there."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    prose = ParagraphStyle("p", fontName=font(name), fontSize=11, leading=18, wordWrap="CJK")
    prose = ParagraphStyle("q", prose, firstLineIndent=22)
    story: list[Any] = [
        Paragraph(escape(block), prose) if isinstance(block, str) else _table(block, prose)
        for block in blocks
    ]
    out = BytesIO()
    SimpleDocTemplate(out, invariant=1, leftMargin=45, rightMargin=45).build(story)
    return out.getvalue()


def _table(grid: Grid, prose: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    small = ParagraphStyle("c", prose, fontSize=8, leading=10, firstLineIndent=0)
    rows: list[list[Any]] = [[""] * grid.width for _ in range(grid.height)]
    style: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    for box in grid.boxes:
        rows[box.row][box.column] = Paragraph(escape(box.text), small)
        corner = (box.column + box.columns - 1, box.row + box.rows - 1)
        style.append(("SPAN", (box.column, box.row), corner))
    style += [(f"{side}PADDING", (0, 0), (-1, -1), 3) for side in ("LEFT", "RIGHT")]
    breadths = _BREADTHS.get(grid.width, [_WIDE / grid.width] * grid.width)
    return Table(rows, breadths, style=style)


def write_printed(blocks: Sequence[Block], folder: Path) -> bytes:
    """As a browser prints the page; the test is skipped where there is none."""
    return printed(html.write(blocks).decode("utf-8"), folder)


def write_long(blocks: Sequence[Block], pages: int) -> bytes:
    """The first page with a table and prose, as often as pages are asked for."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    prose = ParagraphStyle("p", fontName=font(), fontSize=11, leading=18, wordWrap="CJK")
    grid = next(block for block in blocks if isinstance(block, Grid))
    words = "".join(block for block in blocks if isinstance(block, str))
    story: list[Any] = []
    for _ in range(pages):
        story += [Paragraph(escape(words), prose), _table(grid, prose)]
        story += [Paragraph(escape(words), prose), PageBreak()]
    out = BytesIO()
    SimpleDocTemplate(out, invariant=1).build(story)
    return out.getvalue()
