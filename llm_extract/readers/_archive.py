"""Office files are ZIP archives: what is in one, and a copy of it that is safe to open.

The sizes that an archive claims are checked first; then what really comes out is counted, since
the claim may be a lie.
"""

from io import BytesIO
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as BrokenStream

from llm_extract.errors import DocumentError

_MEMBERS = 10_000
_CLAIMED = 1 << 30  # bytes of all members as the archive claims; pictures are the most of it
_EXPANDED = 100 << 20  # bytes of markup that are really expanded
_STEP = 1 << 16
# Bytes of markup that take few seconds whatever they say (measured: four for each of them made
# of nothing but empty paragraphs, or of tables in tables); reports have a tenth of that.
LIGHT = 2 << 20
_MARKUP = (".xml", ".rels")
# RuntimeError: a password; NotImplementedError, which is one: an exotic compression.
_BROKEN = (BadZipFile, BrokenStream, OSError, EOFError, ValueError, RuntimeError, KeyError)
_TYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def names(raw: bytes) -> frozenset[str]:
    """The names of an archive's members; empty where the bytes are no archive or a broken one."""
    if not raw.startswith(b"PK"):
        return frozenset()
    try:
        with ZipFile(BytesIO(raw)) as archive:
            return frozenset(archive.namelist())
    except _BROKEN:
        return frozenset()


def weight(raw: bytes) -> int:
    """Bytes of markup that an archive claims to hold; 0 where the bytes are no sound archive."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            listed = archive.infolist()
            return sum(m.file_size for m in listed if m.filename.lower().endswith(_MARKUP))
    except _BROKEN:
        return 0


def members(raw: bytes) -> dict[str, bytes]:
    """Every member by its name: markup expanded, anything else (pictures, fonts) as no bytes.

    Too many members, too much to expand, a password or a damage is a DocumentError.
    """
    try:
        with ZipFile(BytesIO(raw)) as archive:
            listed = archive.infolist()
            _refuse_bomb(listed)
            return _expanded(archive, listed)
    except _BROKEN as error:
        raise DocumentError(
            f"the Office file is damaged ({error}); open it in an office program and save it again"
        ) from error


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these members, not compressed."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content)
    return packed.getvalue()


def target(folder: str, reference: str) -> str:
    """The member that a relation of a part in this folder refers to."""
    return normpath(join("/", folder, reference)).lstrip("/")


def _refuse_bomb(listed: list[ZipInfo]) -> None:
    claimed = sum(member.file_size for member in listed)
    if len(listed) > _MEMBERS:
        raise DocumentError(f"the file holds {len(listed):,} members; no report has so many")
    if claimed > _CLAIMED:
        raise DocumentError(f"the file would expand to {claimed:,} bytes; no report is so large")
    if any(member.flag_bits & 1 for member in listed):
        raise DocumentError("the file is locked with a password; save it without one")


def _expanded(archive: ZipFile, listed: list[ZipInfo]) -> dict[str, bytes]:
    left = _EXPANDED
    parts: dict[str, bytes] = {}
    for member in listed:
        pieces: list[bytes] = []
        if member.filename.lower().endswith(_MARKUP):
            with archive.open(member) as stream:
                while piece := stream.read(_STEP):
                    pieces.append(piece)
                    left -= len(piece)
                    if left < 0:
                        raise DocumentError(
                            f"the file's text expands to more than {_EXPANDED:,} bytes; "
                            "no report is so large"
                        )
        parts[member.filename] = _without_types(b"".join(pieces), member.filename)
    return parts


def _without_types(content: bytes, name: str) -> bytes:
    """Office markup has no document type; one is there to declare entities."""
    if any(mark in content for mark in _TYPES):
        raise DocumentError(f"{name} in the file declares a document type; no Office program does")
    return content
