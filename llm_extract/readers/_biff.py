"""What calamine does not tell of an .xls: percentages, errors, and how far its cells reach.

Source: [MS-XLS]. Records are two bytes of kind, two of length, and the content.
"""

import re
from collections.abc import Iterator
from struct import error as ShortBytes
from struct import unpack, unpack_from

from llm_extract.errors import DocumentError
from llm_extract.readers._figures import Shown, percentage
from llm_extract.readers._reach import Reach

_END, _BEGIN, _SHEET, _STYLE, _FORMAT, _STRINGS = 0x0A, 0x809, 0x85, 0xE0, 0x41E, 0xFC
_FORMULA, _NUMBER, _SHORT, _SHORTS, _ERROR = 0x06, 0x203, 0x27E, 0xBD, 0x205
_REACH, _MERGED = 0x200, 0xE5
_LARGEST = 1 << 24  # places on a sheet: 65,536 rows of 256 columns
_MISCOUNTED = "the Excel file is damaged: it counts more than it holds; save it again in Excel"
_TEXTS = frozenset({0x204, 0xD6, 0xFD})
_VALUED = frozenset({_FORMULA, _NUMBER, _SHORT, _SHORTS, _ERROR}) | _TEXTS
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
_ERRORS[42] = "#N/A"
_CODE = re.compile(rb"0(?:\.0+)?%")


def survey(stream: bytes) -> list[Shown]:
    """Sheet by sheet, the cells that read otherwise than their value; row and column from 0."""
    starts: list[int] = []
    codes: dict[int, str] = {9: "0%", 10: "0.00%"}
    styles: list[int] = []
    try:
        for kind, content in _records(stream, 0):
            if kind == _SHEET:
                starts += unpack_from("<I", content)
            elif kind == _STYLE:
                styles += unpack_from("<2xH", content)
            elif kind == _FORMAT:
                found = _CODE.search(content[2:].replace(b"\0", b""))
                codes |= {unpack_from("<H", content)[0]: found[0].decode()} if found else {}
            elif kind == _STRINGS and unpack_from("<4xI", content)[0] > len(stream):
                raise DocumentError(_MISCOUNTED)
        percentages = {n: codes[style] for n, style in enumerate(styles) if style in codes}
        if any(start >= len(stream) for start in starts):
            raise DocumentError(_MISCOUNTED)
        return [_sheet(stream, start, percentages) for start in starts]
    except ShortBytes as error:
        raise DocumentError(f"the Excel file is damaged or cut short ({error})") from error


def _sheet(stream: bytes, start: int, percentages: dict[int, str]) -> Shown:
    shown: Shown = {}
    reach = Reach()
    for kind, content in _records(stream, start):
        _refuse_forged(kind, content)
        if kind not in _VALUED:
            continue
        row, column, style = unpack_from("<3H", content)
        for place, (used, value) in enumerate(_values(kind, content, style)):
            reach.include(row, column + place)
            if isinstance(value, str):
                shown[row, column + place] = value
            elif value is not None and used in percentages:
                shown[row, column + place] = percentage(value, percentages[used])
    return shown


def _refuse_forged(kind: int, content: bytes) -> None:
    """Counts that calamine believes, and would reserve memory for or run out of the record by."""
    if kind == _REACH and len(content) >= 10:
        top, bottom, left, right = unpack_from("<IIHH" if len(content) > 12 else "<4H", content)
        if top > bottom or left > right or (bottom - top) * (right - left) > _LARGEST:
            raise DocumentError(_MISCOUNTED)
    elif kind == _MERGED and unpack_from("<H", content)[0] * 8 + 2 > len(content):
        raise DocumentError(_MISCOUNTED)


def _values(kind: int, content: bytes, style: int) -> Iterator[tuple[int, float | str | None]]:
    """Style and value of each cell of a record; None for words, the name of an error as words."""
    if kind == _NUMBER:
        yield style, unpack_from("<d", content, 6)[0]
    elif kind == _SHORT:
        yield style, _short(unpack_from("<I", content, 6)[0])
    elif kind == _SHORTS:
        for offset in range(4, len(content) - 7, 6):
            each, number = unpack_from("<HI", content, offset)
            yield each, _short(number)
    elif kind == _ERROR:
        code, is_error = unpack_from("<BB", content, 6)
        yield style, _ERRORS.get(code, "#N/A") if is_error else None
    elif kind == _FORMULA and content[12:14] == b"\xff\xff":
        yield style, _ERRORS.get(content[8], "#N/A") if content[6] == 2 else None
    elif kind == _FORMULA:
        yield style, unpack_from("<d", content, 6)[0]
    else:
        yield style, None


def _short(packed: int) -> float:
    """A number in four bytes: two flags, then an integer or the upper bits of a double."""
    if packed & 2:
        value = float((packed >> 2) - ((packed >> 31) << 30))
    else:
        value = unpack("<d", bytes(4) + (packed & ~3).to_bytes(4, "little"))[0]
    return value / 100 if packed & 1 else value


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of the part that begins here, those of charts inside it included."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        start += 4 + length
