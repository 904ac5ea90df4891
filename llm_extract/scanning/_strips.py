"""The cells behind a label when their number is known: however they are separated, or not at all.

Nothing is shifted into place: where the cells do not fit the columns, there is no answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from llm_extract.records import Span
from llm_extract.scanning._cells import (
    SEPARATED,
    Cell,
    Sort,
    Where,
    classify,
    is_sure,
    parsed,
    pieces,
)
from llm_extract.scanning._found import is_value

_BARS = "|│┃"
_BAR = frozenset(_BARS)
_WIDE = re.compile(r"\S(?:\s?\S)*")
_WORD = re.compile(r"\S+")
# A note of the label. One that runs on in the next line of its cell ends where the numbers begin.
_NOTE = re.compile(r"\s*\([^()\d|│┃\t]{0,160}(?:\)|(?=[|│┃\t])|(?=\s[-\d/—]))")
_RESIDUE = re.compile(r"[\u4e00-\u9fff、,:”’\"'》]{1,24}")
_MOST_CELLS = 400  # cells behind one label that are looked at


def behind(folded: str, label: Span, stop: int) -> Span:
    """Where the cells of a label may stand: behind its note and the rest of its own words."""
    start = label.end
    for _ in range(2):
        residue = _RESIDUE.match(folded, start, stop)
        start = residue.end() if residue else start
        note = _NOTE.match(folded, start, stop)
        start = note.end() if note else start
    return Span(start, max(start, stop))


def cells(folded: str, area: Span) -> list[Cell]:
    """Everything behind a label, line by line. An empty line is a cell that is not `marked`."""
    found: list[Cell] = []
    start, line = area.start, 0
    bare = True  # the line before has no bar, so that a bar alone on the next one ends its cell
    while start <= area.end and len(found) < _MOST_CELLS:
        end = folded.find("\n", start, area.end)
        last = end < 0
        end = area.end if last else end
        text = folded[start:end]
        bars = SEPARATED.search(text) is not None
        if bars:
            if not (bare and line and text.strip() in _BAR):
                found += _separated(folded, Span(start, end), line)
        elif is_sure(text):
            found.append(Cell(Sort.VALUE, Span(start, end), Where(line), *parsed(text)))
        elif text.strip():
            found += _loose(folded, Span(start, end), line)
        elif line and not last:
            found.append(Cell(Sort.EMPTY, Span(start, start), Where(line)))
        bare = not bars and (line == 0 or bool(text.strip()))
        start, line = end + 1, line + 1
    return [cell for cell in found if cell.sort is not Sort.UNIT]


def _separated(folded: str, span: Span, line: int) -> Iterator[Cell]:
    """The cells between bars or tabs; bars round a line, and the one behind a label, part none."""
    found = pieces(folded[span.start : span.end], span.start)
    barred = folded[found[-1].start - 1] in _BARS
    led = _is_blank(folded, found[0]) and (line == 0 or folded[found[0].end] in _BARS)
    if led and (line == 0 or len(found) > 2 or not _is_blank(folded, found[1])):
        found = found[1:]
    if barred and found and _is_blank(folded, found[-1]):
        found = found[:-1]
    where = Where(line, marked=True)
    for piece in found:
        yield from classify(folded, piece, where)


def _is_blank(folded: str, span: Span) -> bool:
    return not folded[span.start : span.end].strip()


def _loose(folded: str, span: Span, line: int) -> Iterator[Cell]:
    """Cells that wide blanks part, or single ones where a stretch is no cell as a whole."""
    for piece in _WIDE.finditer(folded, span.start, span.end):
        if line == 0 and " " in piece[0] and (values := _values(folded, piece)):
            yield from values  # 8 / 9 behind a label are three cells, no page number
            continue
        found = list(classify(folded, Span(*piece.span()), Where(line)))
        if len(found) == 1 and found[0].sort is Sort.WORDS and " " in piece[0]:
            for word in _WORD.finditer(folded, *piece.span()):
                yield from classify(folded, Span(*word.span()), Where(line))
        else:
            yield from found


def _values(folded: str, piece: re.Match[str]) -> list[Cell]:
    """The words of a piece as cells if each of them is one."""
    found = [
        cell
        for word in _WORD.finditer(folded, *piece.span())
        for cell in classify(folded, Span(*word.span()), Where(0))
    ]
    return found if all(cell.sort is Sort.VALUE for cell in found) else []


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is printed.

    `airy`: may empty lines be there to part cells, so that none is a cell? `led`: is a cell too
    many one before the row's own, where its label was merged? None: no row shows it.
    """

    airy: bool = False
    led: bool | None = False


def fit(found: Sequence[Cell], width: int, printed: Layout = Layout()) -> tuple[Cell, ...] | None:
    """The cells of a row of `width` columns, None where they do not fit without a guess."""
    line = _one_line(_first_line(found), width, printed.led)
    if len(line) == width and line[0].sort is not Sort.WORDS and _mostly_numbers(line):
        if not any(map(is_value, line)) and any(map(is_value, found)):
            return None  # the label takes several lines, its numbers stand on another one
        return tuple(line)  # words in the midst of it are a cell that cannot be read
    body = _until_words(_own(found))
    solid = [cell for cell in body if _is_solid(cell)]
    solid = solid if len(solid) == len(line) else _trimmed(solid, width)
    if len(solid) == width:
        return tuple(solid)
    if printed.airy or not 0 < len(solid) < width:
        return None
    every = _trimmed(list(body), width)
    return tuple(every) if len(every) == width else None


def layout(rows: Iterable[tuple[Sequence[Cell], int]]) -> Layout:
    """How the rows of a table are printed, each with its number of columns."""
    every = list(rows)
    airy = any(_is_airy(found, width) for found, width in every) or not (
        any(_is_dense(found) for found, _ in every)
        or all(len(_until_words(_own(found))) == width for found, width in every[:-1] or every)
    )
    lines = [(_first_line(found), width) for found, width in every]
    longer = [(line, len(line) - width) for line, width in lines if len(line) > width]
    leading = any(_is_bare(line[:more]) and not _is_bare(line[-1:]) for line, more in longer)
    trailing = any(_is_bare(line[-more:]) and not _is_bare(line[:1]) for line, more in longer)
    return Layout(airy, leading if leading != trailing else None)


def _is_airy(found: Sequence[Cell], width: int) -> bool:
    """A full row with empty lines before or between its cells."""
    body = _until_words(_own(found))
    solid = [place for place, cell in enumerate(body) if _is_solid(cell)]
    return len(solid) == width and solid[-1] >= width


def _is_dense(found: Sequence[Cell]) -> bool:
    """A cell on the line below its label's, or two on lines that follow each other."""
    solid = [0, *(cell.where.line for cell in _until_words(_own(found)) if _is_solid(cell))]
    return any(below - above == 1 for above, below in pairwise(solid))


def width_of(found: Sequence[Cell]) -> int:
    """How many cells a row has of its own."""
    return sum(map(_is_solid, _until_words(_own(found))))


def _first_line(found: Sequence[Cell]) -> list[Cell]:
    solid = [cell for cell in found if cell.sort is not Sort.EMPTY or cell.where.marked]
    return list(next((members for _, members in groupby(solid, key=_line)), ()))


def _line(cell: Cell) -> int:
    return cell.where.line


def _own(found: Sequence[Cell]) -> Sequence[Cell]:
    """From the first cell on; words on the label's own line are part of it, later ones are not."""
    words = [place for place, cell in enumerate(found) if cell.sort is Sort.WORDS]
    first = next((place for place, cell in enumerate(found) if _is_solid(cell)), len(found))
    before = [place for place in words if place < first]
    if any(found[place].where.line for place in before):
        return ()
    return found[before[-1] + 1 :] if before else found


def _until_words(found: Sequence[Cell]) -> Sequence[Cell]:
    end = next((n for n, cell in enumerate(found) if cell.sort is Sort.WORDS), len(found))
    return found[:end]


def _trimmed(found: list[Cell], width: int) -> list[Cell]:
    """Without the empty cells at the end that no column has."""
    while len(found) > width and found[-1].sort is Sort.EMPTY:
        found.pop()
    return found


def _one_line(found: list[Cell], width: int, led: bool | None) -> list[Cell]:
    """Without the empty cells at one end that no column has; if it may be either, with them."""
    more = len(found) - width
    ahead = more > 0 and _is_bare(found[:more]) and not _is_bare(found)
    if ahead and (led or not _is_bare(found[-1:])):
        return found[more:]
    return found if ahead and led is None else _trimmed(found, width)


def _is_bare(found: Sequence[Cell]) -> bool:
    return all(cell.sort is Sort.EMPTY for cell in found)


def _mostly_numbers(found: Sequence[Cell]) -> bool:
    return sum(cell.sort is Sort.WORDS for cell in found) * 2 < len(found)


def _is_solid(cell: Cell) -> bool:
    return cell.sort is Sort.VALUE or (cell.sort is Sort.EMPTY and cell.where.marked)


def torn_rows(found: Sequence[Cell], width: int) -> Iterator[tuple[Span, tuple[Cell, ...]]]:
    """Full rows behind a row's own cells: words that name them, then as many cells as columns."""
    words: list[Cell] = []
    numbers: list[Cell] = []
    for cell in [*_behind_own(found, width), None]:
        if cell is not None and _is_solid(cell):
            numbers.append(cell)
            continue
        if cell is not None and cell.sort is Sort.EMPTY:
            continue
        if words and len(numbers) == width and any(c.sort is Sort.VALUE for c in numbers):
            yield Span(words[0].span.start, words[-1].span.end), tuple(numbers)
        words, numbers = ([] if numbers else words), []
        words += [cell] if cell is not None else []


def _behind_own(found: Sequence[Cell], width: int) -> Sequence[Cell]:
    """What stands behind the cells of a row."""
    taken = 0
    for place, cell in enumerate(found):
        taken += _is_solid(cell)
        if taken == width:
            return found[place + 1 :]
    return ()
