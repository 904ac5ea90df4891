"""Rows of data on standard output: JSON, or a grid that is aligned for Chinese too."""

import json
from collections.abc import Sequence
from typing import Any

import click
from rich.cells import cell_len

from llm_extract.cli import _options

Rows = Sequence[dict[str, Any]]


def show_rows(rows: Rows, format: str | None) -> None:
    """Print rows as "json" or "table"; None is a table on a terminal, else json."""
    click.echo(text_of(rows, format))


def text_of(rows: Rows, format: str | None) -> str:
    """What `show_rows` prints."""
    if (format or ("table" if _options.on_terminal() else "json")) == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2)
    return _grid(rows)


def _grid(rows: Rows) -> str:
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
