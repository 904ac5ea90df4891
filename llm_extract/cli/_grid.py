"""A plain grid of rows for the terminal, aligned for Chinese too."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len


def grid(rows: Sequence[dict[str, Any]]) -> str:
    """Keys as the header, one line a row, None as nothing."""
    table = [list(rows[0]), *([_shown(cell) for cell in row.values()] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (w - cell_len(cell)) for cell, w in zip(line, widths, strict=True)
        ).rstrip()
        for line in table
    )


def _shown(cell: object) -> str:
    return "" if cell is None else str(cell)
