"""One page of a PDF as what is printed on it: glyphs and ruled lines, turned upright.

Lengths are points (1/72 inch); x runs to the right and y down from the corner of the crop box.
"""

from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from math import atan2, hypot, pi
from typing import Any, NamedTuple

from llm_extract.errors import DocumentError
from llm_extract.readers._pdf_paths import Drawing, drawing

_GLYPHS = 200_000  # on one page; a full page of a report has 2,000
_HYPHENS = {0x02, 0xFFFE}  # how the library marks a hyphen at the end of a line
_SURROGATES = range(0xD800, 0xE000)
_CHINESE = range(0x4E00, 0xA000)
_TRIED = 8  # Chinese characters of a page of which it is seen whether a font draws them
_FLAT = 0.01  # of a font's size: no character that is drawn is so low, nor is 一
_FAR = 20_000.0  # points; the format ends pages at 14,400
_LEAST = 0.1  # points: what is smaller is no size of letters
_UPRIGHT = 0.1  # of a quarter turn: what is more aslant is a watermark

Turn = tuple[float, float, float, float, float, float]


class Glyph(NamedTuple):
    """A printed character: where it begins and ends, and the line it stands on."""

    char: str
    left: float
    right: float
    base: float  # y of the line it stands on
    size: float  # of its font


class Sheet(NamedTuple):
    """A page without the library that read it."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    nameless: int  # glyphs of which the file does not say what character they are
    fontless: bool  # neither the file nor this machine has the font of some
    drawing: Drawing


class _Raw(NamedTuple):
    char: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    size: float
    quarter: int  # turns to the left in which it is printed; -1 aslant
    shown: bool  # false: no font draws it, and the library passes over those that stand alone


def sheet(page: Any) -> Sheet:
    """The page as it is read, whatever way it and its text are turned."""
    crop = _clamped(*page.get_cropbox())
    raws = list(_characters(page))
    inside = [raw for raw in raws if _holds(crop, *_middle(raw.box))]
    turns = Counter(raw.quarter for raw in inside if raw.quarter >= 0)
    quarter = turns.most_common(1)[0][0] if turns else 0
    turn = _upright(quarter, crop)
    upright = (_glyph(raw, turn) for raw in inside if raw.quarter >= 0 and raw.char)
    glyphs = (glyph for glyph in upright if -_FAR < glyph.base < _FAR)
    wide, high = crop[2] - crop[0], crop[3] - crop[1]
    width, height = (high, wide) if quarter % 2 else (wide, high)
    nameless = sum(not raw.char for raw in inside)
    fontless = not all(raw.shown for raw in inside)
    return Sheet(width, height, tuple(glyphs), nameless, fontless, drawing(page.raw, turn))


def _characters(page: Any) -> Iterator[_Raw]:
    """The characters of the page, hidden ones of a scan included; "" where none is known."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), c_double(), c_double()
    count = text.count_chars()
    tried = 0
    if count > _GLYPHS:
        raise DocumentError(f"a page holds {count:,} characters; no report does")
    for index in range(count):
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        pdfium.FPDFText_GetLooseCharBox(text.raw, index, byref(box))
        pdfium.FPDFText_GetCharOrigin(text.raw, index, byref(x), byref(y))
        pdfium.FPDFText_GetMatrix(text.raw, index, byref(matrix))
        size = pdfium.FPDFText_GetFontSize(text.raw, index) * hypot(matrix.a, matrix.b)
        sides = (box.left, box.bottom, box.right, box.top)
        shown = True
        if code in _CHINESE and tried < _TRIED:
            tried += 1
            shown = _height(text.raw, index) > _FLAT * size
        quarter = _quarter(matrix.a, matrix.b)
        yield _Raw(_char(code), x.value, y.value, sides, size, quarter, shown)
    text.close()


def _height(text: Any, index: int) -> float:
    """Of what is drawn of a character."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    return top.value - bottom.value


def _char(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in _SURROGATES or code > 0x10FFFF:
        return "\ufffd"
    return chr(code) if code >= 0x20 and code != 0xFFFF else " " if code in (9, 10, 13) else ""


def _quarter(a: float, b: float) -> int:
    turns = atan2(b, a) / (pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < _UPRIGHT else -1


def _upright(quarter: int, crop: tuple[float, float, float, float]) -> Turn:
    """The transformation that sets upright what is printed in this many quarter turns."""
    left, bottom, right, top = crop
    return (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )[quarter]


def _glyph(raw: _Raw, turn: Turn) -> Glyph:
    a, b, c, d, e, f = turn
    x0, y0, x1, y1 = raw.box
    ends = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
    base = b * raw.x + d * raw.y + f
    size = raw.size if _LEAST < raw.size < _FAR else 1.0
    return Glyph(raw.char, ends[0], ends[1], base, size)


def _clamped(*crop: float) -> tuple[float, float, float, float]:
    left, bottom, right, top = (min(max(-_FAR, edge), _FAR) for edge in crop)
    return left, bottom, right, top


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(crop: tuple[float, float, float, float], x: float, y: float) -> bool:
    return crop[0] <= x <= crop[2] and crop[1] <= y <= crop[3]
