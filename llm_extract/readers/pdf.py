"""PDF files: prose in reading order, ruled tables as grids; read in a process that may die."""

from importlib.util import find_spec

from llm_extract.errors import DocumentError, ReaderMissing
from llm_extract.readers import _apart
from llm_extract.records import Document

suffixes = (".pdf",)
MARKED = True  # every PDF says what it is

_LEADING = 1024  # bytes of rubbish that PDF programs put up with


def sniff(head: bytes) -> bool:
    """The mark stands in the first kilobyte."""
    return b"%PDF-" in head[:_LEADING]


def read(raw: bytes) -> Document:
    if find_spec("pypdfium2") is None:
        raise ReaderMissing("PDF files need one more package: pip install 'llm-extract[pdf]'")
    if b"obj" not in raw:  # no need to start a process for it
        raise DocumentError("the PDF is damaged or cut short: there is nothing that can be read")
    return _apart.read("_pdf_document", raw)
