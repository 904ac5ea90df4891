"""Glyphs to lines of text in the order of reading: blanks, raised figures, columns."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from llm_extract.readers._lines import INVISIBLE, LOWERED, RAISED
from llm_extract.readers._pdf_sheet import Glyph

_SAME_LINE = 0.3  # em between the feet of glyphs of one line
_SMALL = 0.75  # of the usual size: raised or lowered figures, notes
_WORD_GAP = 0.22  # em more than usual on the line: a blank
_MIXED_GAP = 0.7  # between a Chinese character and a figure, which some programs set apart
_WIDE_GAP = 2.0  # em: another column of a table without lines
WIDE = "\u3000\u3000"  # between the columns of a table without lines
_DOUBLE = 0.2  # em: a glyph printed twice to look bold
_PLAIN = re.compile(r"[!-~]")
_BLANKS = re.compile(r"[ \t\u00a0]+")
# What no line break may part: letters, figures and their signs; quotes hold on to both sides.
_ATOM = r"[(（《\[【「]*(?:[A-Za-z0-9.,%/:_+-]+|.)[,，。、；;：:！？!?)）》\]】」%％…]*"
_LEAD = re.compile(rf"[“”‘’\"']*{_ATOM}(?:[“”‘’\"']+{_ATOM})*")


class Line(NamedTuple):
    """One printed line, or a stretch of it that stands apart."""

    text: str
    left: float
    right: float
    base: float
    size: float
    lead: float  # width of what, at its head, a line break cannot part
    margin: float = 0.0  # right edge of its column; 0 where only the whole document tells
    indent: float = 0.0  # left edge of its column


def lines(glyphs: Iterable[Glyph]) -> list[list[Line]]:
    """Rows from top to bottom, each cut at its wide gaps from left to right."""
    rows = [
        _cut(row) for row in _rows([glyph for glyph in glyphs if not INVISIBLE.match(glyph.char)])
    ]
    return [row for row in rows if row]


def joined(row: list[Line]) -> Line:
    """The parts of a row as one line, wide blanks between them."""
    first = row[0]
    text = WIDE.join(part.text for part in row)
    return first._replace(text=text, right=max(part.right for part in row))


def ordered(rows: list[list[Line]], barriers: list[tuple[float, float, float]]) -> list[Line]:
    """Line by line, two columns of prose one after the other; (x, x, y) of tables part them."""
    gutter = _gutter(rows)
    if gutter is None:
        return [joined(row) for row in rows]
    out: list[Line] = []
    band: list[list[Line]] = []
    for row in rows:
        top = band[-1][0].base if band else row[0].base
        parted = any(
            left < gutter < right and top < y <= row[0].base for left, right, y in barriers
        )
        if parted or _crosses(row, gutter):
            out.extend(_columns(band, gutter))
            band = []
        if _crosses(row, gutter):
            out.append(joined(row))
        else:
            band.append(row)
    return [*out, *_columns(band, gutter)]


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one foot line, small ones with the line that they are raised or lowered from."""
    if not glyphs:
        return []
    usual = median(glyph.size for glyph in glyphs)
    small = [g for g in glyphs if g.size < _SMALL * usual]
    rows = _on_one_foot([g for g in glyphs if g.size >= _SMALL * usual])
    apart: list[Glyph] = []
    for glyph in small:
        home = next((row for row in rows if _is_part(glyph, row)), None)
        (apart if home is None else home).append(glyph)
    return sorted(rows + _on_one_foot(apart), key=lambda row: row[0].base)


def _on_one_foot(glyphs: list[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    last = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - last <= _SAME_LINE * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
        last = glyph.base
    return rows


def _is_part(glyph: Glyph, row: list[Glyph]) -> bool:
    first = row[0]
    middle = glyph.base - glyph.size / 2
    return first.base - first.size < middle < first.base + 0.2 * first.size


def _cut(row: list[Glyph]) -> list[Line]:
    """The row's glyphs from left to right, in parts where nothing stands for two em."""
    size = median(glyph.size for glyph in row)
    base = row[0].base
    parts: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in sorted(row, key=lambda g: g.left):
        if glyph.char.isspace():
            if last is not None and glyph.left - last.right < _WIDE_GAP * size:
                parts[-1].append(glyph)
            continue
        if last is not None and glyph.char == last.char and _doubles(glyph, last):
            continue
        if last is None or glyph.left - last.right > _WIDE_GAP * size:
            parts.append([])
        parts[-1].append(_levelled(glyph, base, size))
        last = glyph
    return [_line(part, base, size) for part in parts]


def _doubles(one: Glyph, other: Glyph) -> bool:
    near = _DOUBLE * one.size
    return abs(one.left - other.left) < near and abs(one.base - other.base) < near


def _levelled(glyph: Glyph, base: float, size: float) -> Glyph:
    """A raised figure as the raised character: 253 with footnote 1 is not 2531."""
    if glyph.size >= _SMALL * size or not glyph.char.isdigit():
        return glyph
    table = RAISED if glyph.base < base - 0.15 * size else LOWERED
    return glyph if glyph.base == base else glyph._replace(char=glyph.char.translate(table))


def _line(part: list[Glyph], base: float, size: float) -> Line:
    while part[-1].char.isspace():
        part.pop()
    text = _BLANKS.sub(" ", "".join(_spaced(part))).strip()
    lead = _LEAD.match("".join(glyph.char for glyph in part))
    last = part[(lead.end() if lead else 1) - 1]
    left, right = part[0].left, max(glyph.right for glyph in part)
    return Line(text, left, right, base, size, last.right - left)


def _spaced(part: list[Glyph]) -> Iterator[str]:
    """The characters, with a blank where the distance says that one is meant."""
    usual = median(max(0.0, b.left - a.right) for a, b in pairwise(part)) if part[1:] else 0.0
    yield part[0].char
    for last, glyph in pairwise(part):
        if not (last.char.isspace() or glyph.char.isspace()):
            kinds = {bool(_PLAIN.match(last.char)), bool(_PLAIN.match(glyph.char))}
            least = _MIXED_GAP if len(kinds) == 2 else _WORD_GAP
            if glyph.left - last.right - usual > least * min(last.size, glyph.size):
                yield " "
        yield glyph.char


def _crosses(row: list[Line], x: float) -> bool:
    return any(part.left < x < part.right for part in row)


def _gutter(rows: list[list[Line]]) -> float | None:
    """The upright stripe that fewest lines cross, in the middle of what is printed."""
    parts = [part for row in rows for part in row]
    if len(parts) < 8:
        return None
    left, right = min(p.left for p in parts), max(p.right for p in parts)
    places = [left + (right - left) * percent / 100 for percent in range(30, 71)]
    crossed = {x: sum(p.left < x < p.right for p in parts) for x in places}
    fewest = min(crossed.values())
    best = [x for x in places if crossed[x] == fewest]
    return best[len(best) // 2] if fewest <= len(parts) / 2 else None


def _columns(band: list[list[Line]], gutter: float) -> list[Line]:
    """Left column, then right, where both are prose; else the rows as they stand."""
    sides = [
        [part for row in band for part in row if (part.left < gutter) == is_left]
        for is_left in (True, False)
    ]
    if not all(_is_prose(side) for side in sides):
        return [joined(row) for row in band]
    return [line for side in sides for line in _set_in(side)]


def _is_prose(side: list[Line]) -> bool:
    if len(side) < 4:
        return False
    width = max(p.right for p in side) - min(p.left for p in side)
    is_full = median(p.right - p.left for p in side) > 0.6 * width
    return is_full and median(len(p.text) for p in side) >= 8


def _set_in(side: list[Line]) -> Iterator[Line]:
    margin, indent = max(p.right for p in side), min(p.left for p in side)
    return (part._replace(margin=margin, indent=indent) for part in side)
