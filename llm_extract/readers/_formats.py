"""What a file is by its first bytes, where no member knows it for its own."""

from llm_extract.errors import DocumentError
from llm_extract.readers._ole import names

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "save it as docx, xlsx, HTML or plain text"
_MAGIC = (
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"PK", "a ZIP archive, or a damaged or unusual Office file (docx, xlsx, odt)"),
    (_OLE, "a damaged or unusual old Office file (doc, xls, ppt)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"SQLite format 3", "a database"),
    (b"MIME-Version:", "a web archive (mht)"),
    (b"From: <Saved by", "a web archive (mht)"),
    (b"\x7fELF", "a program"),
)
_LOCKED = frozenset({"EncryptedPackage", "EncryptionInfo"})


def refuse_foreign(raw: bytes) -> None:
    """A DocumentError that names the format, unless the bytes may be text."""
    if raw.startswith(_OLE) and not _LOCKED.isdisjoint(names(raw)):
        raise DocumentError(
            "this Office file is locked with a password; open it, save it without one, try again"
        )
    found = next((name for magic, name in _MAGIC if raw.startswith(magic)), "")
    if found:
        raise DocumentError(f"this is {found}, which is not supported yet; {_SAVE}")
