"""How large files and their texts may be: no report comes near, and memory has an end."""

from llm_extract.errors import DocumentError
from llm_extract.records import Document

_LARGEST = 256 << 20  # bytes of a file; scanned reports are the largest
_LONGEST = 500_000  # characters; no report comes near half of that
MEMORY = 2 << 30  # bytes of address space where a file is read apart; 200 pages need a tenth


def weighed(size: int) -> None:
    """A DocumentError where a file of this many bytes is not even opened."""
    if size > _LARGEST:
        raise DocumentError(
            f"{size:,} bytes, more than the {_LARGEST:,} that are read; no report is so large"
        )


def bounded(document: Document) -> Document:
    """What is longer is no report, and one text of numbers alone would take all memory."""
    size = len(document.text)
    if size > _LONGEST:
        raise DocumentError(
            f"{size:,} characters of text, more than the {_LONGEST:,} that are read;"
            " split the file into single reports"
        )
    return document
