"""Plain text: the decoded file without its byte order mark, newlines untouched."""

from hashlib import sha256

from llm_extract.readers._decoding import decode
from llm_extract.records import Document

suffixes = (".txt", ".text")


def sniff(raw: bytes) -> bool:
    """Nothing marks plain text: it is what remains when nobody else claims the file."""
    return False


def read(raw: bytes) -> Document:
    """The file as it stands; a DocumentError where it is empty, binary or in no known encoding."""
    text, encoding = decode(raw)
    return Document(text, "txt", sha256(raw).hexdigest(), encoding=encoding)
