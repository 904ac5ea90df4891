"""A file that may crash its reader, or keep it busy for ever, is read in a process that may die.

The libraries are written in C or Rust, where no clock of ours is looked at. Starting a process
costs a quarter of a second: whoever can tell that a file is small and plain reads it at home.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from llm_extract.errors import DocumentError, ReaderMissing
from llm_extract.records import Cell, Document, Loss, Span, Table

SECONDS = 120  # for one file; a report of 200 pages takes a tenth on a busy machine
CHILD = "llm_extract.readers._child"
_HOME = str(Path(__file__).parents[2])
_LATE = (
    "the file took more than {} seconds to read; no report does: save the report alone, "
    "without what is round it, or as text"
)
_DEAD = (
    "the file is damaged or cut short, in a way that stops its reader; "
    "open it in the program that made it and save it again"
)


def read(module: str, raw: bytes) -> Document:
    """What `parse` of this module in the family makes of the bytes.

    A DocumentError of its own comes through, a ReaderMissing as such; time, memory and crashes
    become one.
    """
    paths = os.pathsep.join(filter(None, (_HOME, os.environ.get("PYTHONPATH"))))
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", CHILD, module],
            input=raw,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(_LATE.format(SECONDS)) from None
    if ran.returncode != 0:
        raise DocumentError(_DEAD)
    answer: dict[str, Any] = json.loads(ran.stdout)
    if "error" in answer:
        raise (ReaderMissing if answer["missing"] else DocumentError)(answer["error"])
    return _document(**answer)


def told(document: Document) -> dict[str, Any]:
    """A document as plain data, of which `read` makes the same document again."""
    tables = [
        (
            table.span.start,
            table.span.end,
            [(c.row, c.column, c.span.start, c.span.end, c.rows, c.columns) for c in table.cells],
        )
        for table in document.tables
    ]
    losses = [(loss.message, loss.span.start) for loss in document.losses]
    words = {key: getattr(document, key) for key in ("text", "format", "sha256", "encoding")}
    return {**words, "title": document.title, "tables": tables, "losses": losses}


def _document(tables: list[Any], losses: list[tuple[str, int]], **words: str) -> Document:
    built = (
        Table(
            Span(start, end),
            tuple(Cell(row, column, Span(a, b), *size) for row, column, a, b, *size in cells),
        )
        for start, end, cells in tables
    )
    missing = tuple(Loss(message, Span(at, at)) for message, at in losses)
    return Document(**words, tables=tuple(built), losses=missing)
