"""Word files (docx, docm, dotx): the body in its order, with the numbers that Word generates."""

import re

from llm_extract.readers import _word
from llm_extract.readers._archive import names
from llm_extract.records import Document

suffixes = (".docx", ".docm", ".dotx")
MARKED = True

_MAIN = re.compile(r"word[/\\]document\d*\.xml", re.IGNORECASE)


def sniff(raw: bytes) -> bool:
    """It is an archive with a Word document in it."""
    return any(_MAIN.fullmatch(name) for name in names(raw))


def read(raw: bytes) -> Document:
    return _word.read(raw)
