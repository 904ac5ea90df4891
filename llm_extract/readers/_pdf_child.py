"""The process that reads one PDF: bytes come in, one JSON object goes out.

`python -m llm_extract.readers._pdf_child SECONDS`; pdf.py starts it and rebuilds the document.
"""

import json
import sys
from contextlib import suppress
from typing import Any

from llm_extract.errors import DocumentError
from llm_extract.readers import _pdf_document
from llm_extract.records import Document

_MEMORY = 2 * 1024**3  # bytes of address space; a 200-page report needs a tenth


def main(seconds: float) -> None:
    """Read stdin, write stdout; a file that cannot be read is an answer too."""
    _bound_memory()
    try:
        answer = _told(_pdf_document.parse(sys.stdin.buffer.read(), seconds))
    except DocumentError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "the PDF needs more than 2 GB of memory to read; no report does"}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _told(document: Document) -> dict[str, Any]:
    tables = [
        (
            table.span.start,
            table.span.end,
            [(c.row, c.column, c.span.start, c.span.end, c.rows, c.columns) for c in table.cells],
        )
        for table in document.tables
    ]
    return {"text": document.text, "title": document.title, "tables": tables}


def _bound_memory() -> None:
    """As far as the system knows such bounds."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main(float(sys.argv[1]))
