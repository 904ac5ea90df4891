"""Old Word files (doc, wps, rtf): LibreOffice makes a new one of them, which is read."""

from dataclasses import replace
from hashlib import sha256
from struct import unpack_from

from llm_extract.errors import DocumentError
from llm_extract.readers import _ole, _word
from llm_extract.readers._converting import converted
from llm_extract.records import Document

suffixes = (".doc", ".dot", ".wps", ".rtf")
MARKED = True

_RTF = b"{\\rtf"
_STREAM = "WordDocument"
_ENCRYPTED = 0x0100  # a flag at byte 10 of that stream


def sniff(raw: bytes) -> bool:
    """It is a compound file with a Word document in it, or rich text."""
    return raw.startswith(_RTF) or _STREAM in _ole.names(raw)


def read(raw: bytes) -> Document:
    is_rich_text = raw.startswith(_RTF)
    if is_rich_text and b"}" not in raw:  # no need to start LibreOffice for it
        raise DocumentError("the rich text is cut short; open it in Word and save it as docx")
    head = b"" if is_rich_text else _ole.stream(raw, _STREAM)[:12]
    if len(head) == 12 and unpack_from("<H", head, 10)[0] & _ENCRYPTED:
        raise DocumentError("the file is locked with a password; save it without one")
    document = _word.read(converted(raw, ".rtf" if is_rich_text else ".doc"))
    return replace(document, format="doc", sha256=sha256(raw).hexdigest())
