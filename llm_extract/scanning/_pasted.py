"""Tables in plain text that were pasted whole, empty cells included: each line has all columns.

Such lines are a grid as good as one that a file format marks: what stands where is certain.
"""

import re
from collections.abc import Iterator

from llm_extract.records import Cell, Span, Table
from llm_extract.scanning._cells import pieces

_FEWEST_COLUMNS = 9  # the applications have seven, a label, and more only where none is left out
_FEWEST_LINES = 3
_WORDS = r"[^\n|│┃\t]*+"
_LINE = re.compile(rf"^{_WORDS}(?:[|│┃\t]{_WORDS}){{{_FEWEST_COLUMNS - 1},}}$", re.MULTILINE)
_BARS = frozenset("|│┃")
_MOST_COLUMNS = 40


def pasted(folded: str) -> Iterator[Table]:
    """Every run of lines with one number of cells, in order of the text."""
    run: list[list[Span]] = []
    for match in _LINE.finditer(folded):
        row = _row(folded, Span(*match.span()))
        follows = bool(run) and len(run[-1]) == len(row) and _touch(folded, run[-1], row)
        if run and not follows:
            yield from _table(run)
            run = []
        run += [row] if _FEWEST_COLUMNS <= len(row) <= _MOST_COLUMNS else []
    yield from _table(run)


def _row(folded: str, line: Span) -> list[Span]:
    """The cells of a line; bars that close it, and those that open and close it, part none."""
    found = pieces(folded[line.start : line.end], line.start)
    closed = folded[found[-1].start - 1] in _BARS and _is_blank(folded, found[-1])
    if closed and folded[found[0].end] in _BARS and found[0].start == found[0].end:
        found = found[1:]
    return [_bare(folded, span) for span in (found[:-1] if closed else found)]


def _touch(folded: str, above: list[Span], below: list[Span]) -> bool:
    return folded.count("\n", above[-1].end, below[0].start) == 1


def _table(run: list[list[Span]]) -> Iterator[Table]:
    if len(run) >= _FEWEST_LINES:
        cells = (Cell(r, c, span) for r, row in enumerate(run) for c, span in enumerate(row))
        yield Table(Span(run[0][0].start, run[-1][-1].end), tuple(cells))


def _is_blank(folded: str, span: Span) -> bool:
    return not folded[span.start : span.end].strip()


def _bare(folded: str, span: Span) -> Span:
    """Without the blanks round it; an empty cell is a point."""
    words = folded[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else Span(span.end, span.end)
