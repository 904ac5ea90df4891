"""What a row that the scanner does not read says of one of its numbers."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from llm_extract.checks._backing import masked, names
from llm_extract.locating import standing
from llm_extract.records import Evidence, Span

_CELL = re.compile(r"[^|│┃\t\r\n]+")
_BAR = re.compile(r"[|│┃\t]")
_FIGURES_GO_ON = re.compile(r"\s*[/—]|\s+\d")
_FIGURES_BEFORE = re.compile(r"(?:[/—]\s*|\d\s+)\Z")
_LINE = 2000  # characters of a row at the most
# A cell that is a figure with its unit, a stroke, a column's unit: it names nothing.
_FIGURE = re.compile(
    r"\s*(?:[-+]?\d[\d,.]*\s*[\u4e00-\u9fff%]{0,3}|[/\\—–-]+|[\u4e00-\u9fff]{1,2})?\s*"
)


def is_row(number: Span, folded: str) -> bool:
    """Does the number stand on a line with bars or tabs?"""
    line = _line(number, folded)
    return _BAR.search(folded, line.start, line.end) is not None


def strange(indicator: str, number: Span, evidence: Evidence) -> str:
    """Why a number of a row is not the indicator's; "" if nothing speaks against it.

    Words beside it in its own cell decide, else the nearest words before it in the row. Where
    these stand before several figures, nothing says which column is meant.
    """
    if any(each.quantity is None for each in standing(number, evidence.numbers)):
        return "it counts nothing"  # the number of a list, a date, a code
    row = _cells(number, evidence.folded)
    at = bisect_right(row, number.start, key=lambda cell: cell.start) - 1
    if at < 0:
        return "nothing in the row names it"
    if not _is_figure(row[at], evidence.folded):
        if _is_one_of_many(number, row[at], evidence.folded):
            return "nothing says which of the row's numbers is meant"
        return "" if _names(indicator, row[at], evidence) else "nothing in its cell names it"
    before = list(takewhile(lambda cell: _is_figure(cell, evidence.folded), reversed(row[:at])))
    behind = list(takewhile(lambda cell: _is_figure(cell, evidence.folded), row[at + 1 :]))
    label = at - len(before) - 1
    if label < 0 or not _names(indicator, row[label], evidence):
        return "nothing in the row names it"
    if any(any(map(str.isdigit, evidence.folded[c.start : c.end])) for c in (*before, *behind)):
        return "nothing says which of the row's numbers is meant"
    return ""


def _is_one_of_many(number: Span, cell: Span, folded: str) -> bool:
    """Cells that blanks alone part, 数量 82 3 0: only their order would tell whose each is."""
    behind = _FIGURES_GO_ON.match(folded, number.end, cell.end)
    return bool(behind or _FIGURES_BEFORE.search(folded, cell.start, number.start))


def _names(indicator: str, cell: Span, evidence: Evidence) -> bool:
    return names(indicator, masked(evidence, cell))


def _is_figure(cell: Span, folded: str) -> bool:
    return _FIGURE.fullmatch(folded, cell.start, cell.end) is not None


def _cells(number: Span, folded: str) -> Sequence[Span]:
    line = _line(number, folded)
    return [Span(*found.span()) for found in _CELL.finditer(folded, line.start, line.end)]


def _line(place: Span, folded: str) -> Span:
    low, high = max(0, place.start - _LINE), min(len(folded), place.end + _LINE)
    end = folded.find("\n", place.end, high)
    return Span(max(folded.rfind("\n", low, place.start) + 1, low), high if end < 0 else end)
