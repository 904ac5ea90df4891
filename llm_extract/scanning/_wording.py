"""The words that name a number nobody claims, as the document writes them."""

import re

from llm_extract.records import Number, Span

_REACH = 40  # characters left of a number that may name it
_BEHIND = 24  # and right of it, where nothing does on the left: 18个专栏
_LONGEST_ROW = 500  # characters of a table's row before one of its cells
_BREAK = re.compile(r"[,;:。!?()、\n]")
_CLOSING = re.compile(rf"{_BREAK.pattern}|\d")
_CELLS = re.compile(r"[|\t]")
_WORDS = re.compile(r"[\u3400-\u9fff]{2}")
_EDGE = " \t\r\n,;:、。()（），；：|“”\"'"


def subject(text: str, folded: str, number: Number, before: int) -> str:
    """What the clause says a number counts, the row's label in a table; "" where nothing does.

    `before` is where the number before it ends.
    """
    far = max(0, number.span.start - _LONGEST_ROW)
    start = max(folded.rfind("\n", far, number.span.start) + 1, far)
    if _CELLS.search(folded, start, number.span.start):
        return _label(text, folded, Span(start, number.span.start))
    low = max(before, start, number.span.start - _REACH)
    breaks = [match.end() for match in _BREAK.finditer(folded, low, number.digits.start)]
    left = text[breaks[-1] if breaks else low : number.digits.start].strip(_EDGE)
    if _WORDS.search(left):
        return " ".join(left.split())
    end = min(number.span.end + _BEHIND, len(text))
    closing = _CLOSING.search(folded, number.span.end, end)
    right = text[number.span.end : closing.start() if closing else end].strip(_EDGE)
    return " ".join(right.split()) if _WORDS.search(right) else ""


def _label(text: str, folded: str, row: Span) -> str:
    """The first cell of a row that has words."""
    start = row.start
    for cut in (*_CELLS.finditer(folded, row.start, row.end), None):
        end = cut.start() if cut else row.end
        if _WORDS.search(folded, start, end):
            return " ".join(text[start:end].split())
        start = cut.end() if cut else end
    return ""
