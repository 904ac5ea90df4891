"""A page as lines of prose and filled tables, from top to bottom, and what is furniture there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from llm_extract.readers._pdf_flow import is_wrapped, seam
from llm_extract.readers._pdf_grids import Frame, Grid, grids
from llm_extract.readers._pdf_lines import Line, joined, lines, ordered
from llm_extract.readers._pdf_sheet import Glyph, Sheet

_EDGE = 0.12  # of the page's height above and below: where furniture stands
_FEW_RULES = 4
_PICTURED = 0.3  # of the page: more than seals and emblems cover
_CURVES = 300  # a page of letters drawn as curves has thousands, an emblem a hundred
_NUMBERED = re.compile(
    r"[-—–―─~·•\s]*第?\s*(\d{1,4})\s*页?(?:\s*(?:[/／]|,?\s*共)\s*\d{1,4}\s*页?)?[-—–―─~·•\s]*"
)
_DRESSED = re.compile(r"[-—–―─~·•第/／共]")
# What browsers print on the edge of a page: its address, the date and the time.
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+\s*/\s*\d+)?"
    r"|\d{1,4}/\d{1,2}/\d{1,4}[,，]?\s*(?:[上下]午)?\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s{2}.*)?"
)
_FIGURES = re.compile(r"\d+")


class Sown(NamedTuple):
    """A table of one page with the words of every cell."""

    grid: Grid
    words: tuple[str, ...]  # one per frame


class Page(NamedTuple):
    """What is printed on a page, in the order of reading."""

    width: float
    height: float
    items: tuple[Line | Sown, ...]
    nameless: bool  # most of its glyphs are not known to be any character
    pictured: bool  # it shows much that is drawn
    fontless: bool  # fonts are missing, and with them characters that stand alone


def page(sheet: Sheet) -> Page:
    """Glyphs inside a ruled table are its cells' words; the others make lines."""
    rules, edges, pictured, curves = sheet.drawing
    rules = rules if len(rules) >= _FEW_RULES else (*rules, *edges)
    found = grids(rules)
    cells, free = _shared_out(sheet.glyphs, found)
    tables = [_sown(grid, words) for grid, words in zip(found, cells, strict=True) if words]
    barriers = [(t.grid.across[0], t.grid.across[-1], t.grid.down[0]) for t in tables]
    items: list[Line | Sown] = list(ordered(lines(free), barriers))
    for table in sorted(tables, key=lambda t: t.grid.down[0]):
        items.insert(_place(items, table), table)
    nameless = sheet.nameless > len(sheet.glyphs)
    drawn = pictured > _PICTURED * sheet.width * sheet.height or curves > _CURVES
    return Page(sheet.width, sheet.height, tuple(items), nameless, drawn, sheet.fontless)


def undressed(pages: Sequence[Page]) -> list[list[Line | Sown]]:
    """The pages' items without page numbers and without heads that most pages repeat."""
    heads = _repeated(pages)
    offsets = Counter(
        int(found[1]) - number
        for number, each in enumerate(pages)
        for line in _rim(each)
        if (found := _NUMBERED.fullmatch(line.text))
    )
    usual = offsets.most_common(1)[0][0] if offsets else None
    return [
        [
            item
            for item in each.items
            if isinstance(item, Sown)
            or not (
                item in rim and _is_furniture(item, heads, None if usual is None else n + usual)
            )
        ]
        for n, each in enumerate(pages)
        for rim in [frozenset(_rim(each))]
    ]


def running_heads(pages: Sequence[Page]) -> list[str]:
    """The words that most pages repeat at their edge."""
    heads = _repeated(pages)
    return [line.text for line in _rim(pages[0]) if _pattern(line) in heads] if pages else []


def _is_furniture(line: Line, heads: frozenset[tuple[str, int]], number: int | None) -> bool:
    found = _NUMBERED.fullmatch(line.text)
    if found:
        return bool(_DRESSED.search(line.text)) or int(found[1]) == number
    return _pattern(line) in heads or bool(_PRINTED.fullmatch(line.text))


def _rim(each: Page) -> list[Line]:
    """The outermost lines, which may be furniture."""
    found = [item for item in each.items if isinstance(item, Line)]
    top, bottom = _EDGE * each.height, (1 - _EDGE) * each.height
    return [line for line in found if line.base < top or line.base > bottom]


def _repeated(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    seen = Counter(pattern for each in pages for pattern in {_pattern(x) for x in _rim(each)})
    enough = max(2, 0.6 * len(pages))
    return frozenset(pattern for pattern, count in seen.items() if count >= enough)


def _pattern(line: Line) -> tuple[str, int]:
    return _FIGURES.sub("#", line.text), round(line.base / 4)


def _shared_out(
    glyphs: Iterable[Glyph], found: Sequence[Grid]
) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """Every glyph to the cell that its middle stands in, else to the prose."""
    cells: list[defaultdict[int, list[Glyph]]] = [defaultdict(list) for _ in found]
    free: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.base - 0.35 * glyph.size
        for grid, words in zip(found, cells, strict=True):
            frame = grid.frame_at(x, y)
            if frame is not None:
                words[frame].append(glyph)
                break
        else:
            free.append(glyph)
    return [dict(words) for words in cells], free


def _sown(grid: Grid, words: dict[int, list[Glyph]]) -> Sown:
    texts = (_words(grid, f, words.get(n, [])) for n, f in enumerate(grid.frames))
    return Sown(grid, tuple(texts))


def _words(grid: Grid, frame: Frame, glyphs: list[Glyph]) -> str:
    """All of a cell on one line; a line that filled the cell goes on without a blank."""
    if not glyphs:
        return ""
    rows = [joined(row) for row in lines(glyphs)]
    if not rows:
        return ""
    wide = grid.across[frame.column + frame.columns] - grid.across[frame.column]
    margin = (
        grid.across[frame.column] + wide - min(r.left - grid.across[frame.column] for r in rows)
    )
    out = [rows[0].text]
    for before, line in pairwise(rows):
        out.append(seam(before.text, line.text, is_wrapped(before, line, margin)))
        out.append(line.text)
    return "".join(out)


def _place(items: Sequence[Line | Sown], table: Sown) -> int:
    """Before the first line that stands below the table's top, in its own column."""
    grid = table.grid
    for number, item in enumerate(items):
        if isinstance(item, Line) and item.base > grid.down[0]:
            aside = item.margin and (item.margin < grid.across[0] or item.indent > grid.across[-1])
            if not aside:
                return number
    return len(items)
