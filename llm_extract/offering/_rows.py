"""What is left of a recognised table when only the gaps are asked: its head and its open rows."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from llm_extract.offering._question import Question
from llm_extract.records import Scan, Span, Statement, coalesced

_CELLS = re.compile(r"[^\s|│](?:\s*[|│]|\t|[ 　]{2,})[\s|│]*[^\s|│]")  # one beside another
_APART = 60  # characters between two rows that are sent along


def opened(part: Question, text: str, scan: Scan, doubts: Sequence[int]) -> Iterator[Question]:
    """The rows in doubt under the table's head; all of a table whose rows are not lines."""
    [within] = part.passages
    said = sorted(
        (each for each in scan.statements if within.contains(each.span)),
        key=lambda each: each.span,
    )
    inside = doubts[bisect_left(doubts, within.start) : bisect_left(doubts, within.end)]
    rows = [_row(text, place, within) for place in inside if _is_in(place, scan.regions)]
    lines = {_line(text, each.span.start, within) for each in said}
    if not rows:
        return
    if sum(_is_row(text, line) for line in lines) < len(lines) / 2:
        yield part
        return
    groups = {_group(name) for row in rows for name in _near(row, said)}
    head = Span(within.start, min(lines).start)
    spans = rows if head.start == head.end else [head, *rows]
    names = tuple(name for name in part.offered if _group(name) in groups)
    yield Question(tuple(coalesced(spans, _APART)), names, cells=True)


def _is_in(place: int, regions: Sequence[Span]) -> bool:
    return any(region.start <= place < region.end for region in regions)


def _is_row(text: str, line: Span) -> bool:
    return _CELLS.search(text, line.start, line.end) is not None


def _near(row: Span, said: Sequence[Statement]) -> Iterator[str]:
    """What is read in a row, and last before and first behind it."""
    first = bisect_left(said, row.start, key=lambda each: each.span.start)
    last = bisect_left(said, row.end, key=lambda each: each.span.start)
    return (each.indicator for each in said[max(0, first - 1) : last + 1])


def _group(name: str) -> str:
    return name.partition(".")[0]


def _line(text: str, place: int, within: Span) -> Span:
    """The line of a place, its break included."""
    start = max(within.start, text.rfind("\n", 0, place) + 1)
    end = text.find("\n", place)
    return Span(start, min(within.end, end + 1 if end >= 0 else len(text)))


def _row(text: str, place: int, within: Span) -> Span:
    """The line of a place and that before it, where a long label begins."""
    line = _line(text, place, within)
    return Span(_line(text, max(within.start, line.start - 1), within).start, line.end)
