"""Bytes to text: byte order mark, UTF-8, then the legacy encoding whose text reads best.

Lone surrogates, which UTF-8 and UTF-16 files may smuggle in, are replaced by U+FFFD one for one.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from llm_extract.errors import DocumentError
from llm_extract.readers._common import HAN, PUNCTUATION

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Of equals the first wins: cp950 and HKSCS agree on nearly all characters, HKSCS has more.
_LADDER = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_TRIED = "UTF-8, GB18030, Big5 (CP950, HKSCS), UTF-16"
# What pages declare, folded to the superset that really stands in such files.
_SUPERSETS = {
    "utf-8": ("utf-8",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "cp950": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "cp950"),
}
_SAMPLE = 20_000  # bytes; a multiple of 2, so that UTF-16 stays in step
_GLANCE = 1_000  # characters that tell UTF-8, which valid bytes are nearly sure to be
_LEGIBLE = 0.2  # share of common characters below which text is no report's
_PLAIN = 0.5  # what ASCII alone is worth
_DECLARED = 0.1  # what a page's own word is worth on that scale
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1a\x1b"})
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(raw: bytes, declared: str = "") -> tuple[str, str]:
    """The text without its byte order mark, and the encoding's name.

    `declared` is what the file says of itself; it is believed unless another reads better. A
    file in none of the encodings is a DocumentError that names the first bad byte.
    """
    if not raw.strip():
        raise DocumentError("the file is empty: it has no text to read")
    mark, encoding = next(((m, e) for m, e in _MARKS if raw.startswith(m)), (b"", ""))
    text = _strict(raw, encoding, len(mark)) if mark else ""
    if not mark:
        text, encoding = _best(raw, _SUPERSETS.get(_canonical(declared), ()))
    _refuse_binary(text)
    if not text.strip("\ufeff\u200b \t\r\n") or text.isspace():
        raise DocumentError("the file holds only blanks: it has no text to read")
    return text, encoding


def _best(raw: bytes, declared: tuple[str, ...]) -> tuple[str, str]:
    """The most legible encoding that fits all of the bytes. UTF-8 may hold any text that fits."""
    if _legibility(_sample(raw, "utf-8")[:_GLANCE]) >= _LEGIBLE and _is_utf_8(raw):
        return _strict(raw, "utf-8"), "utf-8"  # no legacy text is both valid and legible as UTF-8
    ranked = sorted(_scores(raw, declared), reverse=True)
    legible = [encoding for score, _, encoding in ranked if score >= _LEGIBLE]
    faults: list[DocumentError] = []
    for encoding in dict.fromkeys([*legible, "utf-8"]):
        try:
            return _strict(raw, encoding), encoding
        except DocumentError as error:
            faults.append(error)
    raise faults[0]


def _is_utf_8(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def _scores(raw: bytes, declared: tuple[str, ...]) -> Iterator[tuple[float, int, str]]:
    """Score, preference and name of every encoding."""
    for rank, encoding in enumerate(_LADDER):
        bonus = _DECLARED / (1 + declared.index(encoding)) if encoding in declared else 0.0
        yield _legibility(_sample(raw, encoding)) + bonus, -rank, encoding


def _sample(raw: bytes, encoding: str) -> str:
    """The text from the first byte that is not ASCII; broken characters come out as U+FFFD."""
    high = re.search(rb"[\x80-\xff]", raw)
    start = high.start() if high and len(raw) > _SAMPLE else 0
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    start &= ~1  # no ASCII byte begins a two-byte character, so one back is never inside one
    return decoder.decode(raw[start : start + _SAMPLE])


def _legibility(text: str) -> float:
    """From -2 to 1: how much of the text beyond ASCII is what reports are written with."""
    judged, weighed = 0, 0.0
    for character, count in Counter(text).items():
        weight = _weight(character)
        if weight or not character.isascii():
            judged += count
            weighed += count * weight
    return weighed / judged if judged else _PLAIN


@lru_cache(maxsize=8192)  # reports are written with the same few thousand
def _weight(character: str) -> float:
    code = ord(character)
    if character in HAN:
        return 1.0
    if character in PUNCTUATION:
        return 0.5
    if code < 0x80:
        return 0.0 if code >= 32 or character in "\t\n\v\f\r" else -2.0
    if 0x4E00 <= code <= 0x9FFF or 0xFF01 <= code <= 0xFF5E:
        return 0.0
    return -2.0 if character == "\ufffd" or 0xE000 <= code <= 0xF8FF else -1.0


def _strict(raw: bytes, encoding: str, start: int = 0) -> str:
    """All of it, or the first byte that does not belong."""
    try:
        if encoding.startswith("utf"):
            return _SURROGATES.sub("\ufffd", raw[start:].decode(encoding, "surrogatepass"))
        return raw[start:].decode(encoding)
    except UnicodeDecodeError as error:
        inside = "continuation" in error.reason  # UTF-8: the character began well
        offset = start + (error.end if inside else error.start)
        raise DocumentError(
            f"byte 0x{raw[offset]:02X} at offset {offset} is not {encoding.upper()}, the nearest of"
            f" the encodings tried ({_TRIED}); save the file as UTF-8"
        ) from error


def _refuse_binary(text: str) -> None:
    """NUL never stands in text; other control characters now and then, but not many."""
    where = text.find("\0")
    if where >= 0:
        raise DocumentError(f"binary, not text: a NUL stands at character {where}")
    data = text.encode()
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 3 + len(text) // 200:
        raise DocumentError(f"binary, not text: {controls} control characters among {len(text)}")


def _canonical(declared: str) -> str:
    name = declared.strip().lower().replace("_", "-")
    try:
        return {"big5-hkscs": "big5hkscs"}.get(name) or codecs.lookup(name).name.replace("_", "-")
    except (LookupError, ValueError):
        return ""
