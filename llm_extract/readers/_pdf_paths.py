"""What a page draws: straight lines, level and upright, whatever they are drawn with; pictures."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from itertools import pairwise
from typing import Any, NamedTuple

_OBJECTS = 200_000  # of a page, those of its forms included; beyond, the page is a picture
_DEEPEST = 12  # forms within forms
_THIN = 3.0  # a filled bar no thicker is a line
_ASLANT = 0.7  # how far a level line's ends may differ in height
_SHORT = 0.8
_FAR = 20_000.0  # points; the format ends pages at 14,400

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


class Line(NamedTuple):
    """A level line at height `at`, or an upright one at `at` from the left."""

    level: bool
    at: float
    start: float
    end: float


class Drawing(NamedTuple):
    """Lines and thin bars, and apart from them the edges of boxes that are only filled."""

    rules: tuple[Line, ...]
    edges: tuple[Line, ...]
    pictured: float  # square points under pictures
    curves: int  # outlines that are not straight; a letter drawn as one has several


def drawing(page: Any, turn: Matrix) -> Drawing:
    """All that the page and the forms on it draw beside text."""
    rules: list[Line] = []
    edges: list[Line] = []
    pictured, curves = 0.0, 0
    for found, is_picture, matrix in _drawn(page, turn):
        if is_picture:  # the matrix makes it of a square whose sides are 1
            pictured += abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
            continue
        filled, stroked = _mode(found)
        outlines = list(_outlines(found, matrix)) if filled or stroked else []
        curves += not outlines
        for outline in outlines:
            box = _box(outline)
            bar = _bar(box)
            if stroked:
                rules.extend(_straight(outline))
            elif bar:
                rules.append(bar)
            else:
                edges.extend(_sides(box))
        if filled and not stroked and _is_ring(outlines):
            rules.extend(_sides(_box(outlines[0])))
    return Drawing(_sound(rules), _sound(edges), pictured, curves)


def _sound(found: list[Line]) -> tuple[Line, ...]:
    """Those that could stand on a page; a damaged file has lines of any length."""
    return tuple(
        line for line in found if -_FAR < line.start < line.end < _FAR and -_FAR < line.at < _FAR
    )


def _drawn(page: Any, turn: Matrix) -> Iterator[tuple[Any, bool, Matrix]]:
    """Every path and picture of the page and its forms, with the way its points take to the page.

    The second is whether it is a picture.
    """
    import pypdfium2.raw as pdfium

    counts = {0: pdfium.FPDFPage_CountObjects, 1: pdfium.FPDFFormObj_CountObjects}
    picks = {0: pdfium.FPDFPage_GetObject, 1: pdfium.FPDFFormObj_GetObject}
    open_forms: list[tuple[Any, int, Matrix]] = [(page, 0, turn)]
    left = _OBJECTS
    while open_forms:
        parent, depth, outer = open_forms.pop()
        kind = min(depth, 1)
        for index in range(max(0, counts[kind](parent))):
            left -= 1
            if left < 0:
                return
            found = picks[kind](parent, index)
            what = pdfium.FPDFPageObj_GetType(found)
            if what in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                is_picture = what == pdfium.FPDF_PAGEOBJ_IMAGE
                yield found, is_picture, _times(_matrix(found), outer)
            elif what == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                open_forms.append((found, depth + 1, _times(_matrix(found), outer)))


def _matrix(found: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(found, byref(m)):
        return (1, 0, 0, 1, 0, 0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _mode(path: Any) -> tuple[bool, bool]:
    import pypdfium2.raw as pdfium

    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    return fill.value != pdfium.FPDF_FILLMODE_NONE, bool(stroke.value)


def _outlines(path: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The path's strokes as points; one with a curve in it is left out."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    points: list[Point] = []
    curved = False
    for index in range(max(0, pdfium.FPDFPath_CountSegments(path))):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _box(points: list[Point]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _straight(points: list[Point]) -> Iterator[Line]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y0 - y1) <= _ASLANT and abs(x0 - x1) > _SHORT:
            yield Line(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x0 - x1) <= _ASLANT and abs(y0 - y1) > _SHORT:
            yield Line(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _bar(box: tuple[float, float, float, float]) -> Line | None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if high <= _THIN and wide >= high:
        return Line(True, (top + bottom) / 2, left, right) if wide > _SHORT else None
    return Line(False, (left + right) / 2, top, bottom) if wide <= _THIN else None


def _sides(box: tuple[float, float, float, float]) -> tuple[Line, ...]:
    left, top, right, bottom = box
    across = (Line(True, y, left, right) for y in (top, bottom))
    return (*across, *(Line(False, x, top, bottom) for x in (left, right)))


def _is_ring(outlines: list[list[Point]]) -> bool:
    """A frame drawn as a filled box with a slightly smaller box cut out."""
    if len(outlines) != 2:
        return False
    outer, inner = sorted((_box(o) for o in outlines), key=lambda box: box[0])
    return all(0 <= abs(p - q) <= 2 * _THIN for p, q in zip(outer, inner, strict=True))
