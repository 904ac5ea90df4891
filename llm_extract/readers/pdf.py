"""PDF files: prose in reading order, ruled tables as grids; read in a process that may die.

The library is written in C: a hostile file may crash it, or keep it busy for ever.
"""

import json
import os
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from llm_extract.errors import DocumentError
from llm_extract.records import Cell, Document, Span, Table

suffixes = (".pdf",)
MARKED = True  # every PDF says what it is

SECONDS = 120
STARTING = 10  # seconds more until the process is ended from outside
_HOME = str(Path(__file__).parents[2])
CHILD = "llm_extract.readers._pdf_child"
_BROKEN = "the PDF is damaged or cut short: there is nothing that can be read of it"
_LEADING = 1024  # bytes of rubbish that PDF programs put up with


def sniff(head: bytes) -> bool:
    """The mark stands in the first kilobyte."""
    return b"%PDF-" in head[:_LEADING]


def read(raw: bytes) -> Document:
    if find_spec("pypdfium2") is None:
        raise DocumentError("PDF files need one more package: pip install 'llm-extract[pdf]'")
    if b"obj" not in raw:  # no need to start a process for it
        raise DocumentError(_BROKEN)
    return _document(_answer(raw), sha256(raw).hexdigest())


def _answer(raw: bytes) -> dict[str, Any]:
    """What the child process says of the file."""
    paths = os.pathsep.join(filter(None, (_HOME, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", CHILD, str(SECONDS)]
    try:
        ran = subprocess.run(
            command,
            input=raw,
            capture_output=True,
            timeout=SECONDS + STARTING,
            env={**os.environ, "PYTHONPATH": paths},
        )
        answer: dict[str, Any] = json.loads(ran.stdout) if ran.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        raise DocumentError(f"the PDF took more than {SECONDS} seconds to read") from None
    if not answer:
        raise DocumentError(_BROKEN)
    if "error" in answer:
        raise DocumentError(answer["error"])
    return answer


def _document(answer: dict[str, Any], digest: str) -> Document:
    tables = (
        Table(
            Span(start, end),
            tuple(Cell(row, column, Span(a, b), *size) for row, column, a, b, *size in cells),
        )
        for start, end, cells in answer["tables"]
    )
    return Document(answer["text"], "pdf", digest, title=answer["title"], tables=tuple(tables))
