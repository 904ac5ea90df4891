"""What stands behind a label: units, values, blanks, and the words that are none of these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from llm_extract.numerals import parse_cell
from llm_extract.records import Quantity, Span, State

_UNIT = r"(?:人次|万元|亿元|千元|百元|条次|篇次|件次|[条件次个篇人元份起宗例场期家处名项])"
_UNIT_CELL = re.compile(rf"\(?(?:单位:?)?([万千]?{_UNIT}(?:/{_UNIT})?)\)?")
_FIGURE = r"[-+]?\d[\d,]*(?:\.\d+)?"
_VALUE = rf"(?:{_FIGURE}\s*万?(?:{_UNIT})?|/|—+|无|零)"
SEPARATED = re.compile(r"[|│┃\t]")
_DOUBLED = re.compile(r"[|│┃]{2}")
_BAR = re.compile(r"[|│┃]")
_WIDE = re.compile(r"\S(?:\s?\S)*")
_WORD = re.compile(r"\S+")
# "件0", "件:0", "件 0 258": unit and values without a separator of their own.
_GLUED = re.compile(rf"({_UNIT})?[::为]?\s*((?:{_VALUE}(?=\s|$)\s*)+)[;。,]?")
_ONE_VALUE = re.compile(_VALUE)
_PAGE = re.compile(r"第?\s*\d{1,3}\s*页.*|[-—–]\s*\d{1,3}\s*[-—–]|\d{1,3}\s*/\s*\d{1,3}|:?-{3,}:?")
_EDGE = " \t\r\xa0;。,:"
_SURE = 9  # digits that are a number and nothing else
_LONGEST = 24  # characters of a cell that may still be a value


class Sort(StrEnum):
    """What a piece behind a label is."""

    UNIT = "unit"
    VALUE = "value"
    EMPTY = "empty"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Where:
    """The line behind the label, the column of a grid or -1, and whether borders are printed."""

    line: int = 0
    column: int = -1
    marked: bool = False  # so that an empty cell counts


HERE = Where()


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece behind a label, with what it states if it is a value."""

    sort: Sort
    span: Span
    where: Where = HERE
    state: State = State.BLANK
    quantity: Quantity | None = None


@lru_cache(maxsize=4096)
def parsed(text: str) -> tuple[State, Quantity | None]:
    """What a cell's text states; tables say the same few things over and over."""
    return parse_cell(text)


def is_sure(text: str) -> bool:
    """Digits alone, few enough to be a number and nothing else: most cells are."""
    return len(text) <= _SURE and text.isdigit() and text.isascii()


def unit_in(text: str) -> str:
    """The unit that a whole cell or bracket consists of; "" if it is something else."""
    match = _UNIT_CELL.fullmatch(text.strip())
    return match.group(1) if match else ""


def classify(folded: str, span: Span, where: Where = HERE) -> Iterator[Cell]:
    """The cell or cells that a stretch between two separators holds."""
    start, end = _trim(folded, span)
    text = folded[start:end]
    whole = Span(start, end)
    if not text:
        yield Cell(Sort.EMPTY, Span(span.start, span.start), where)
    elif is_sure(text):
        yield Cell(Sort.VALUE, whole, where, *parsed(text))
    elif unit_in(text):
        yield Cell(Sort.UNIT, whole, where)
    elif _PAGE.fullmatch(text):
        return
    elif match := _GLUED.fullmatch(text):
        yield from _parts(folded, start, match, where)
    elif (value := _value(folded, whole, where)) is not None:
        yield value
    else:
        yield Cell(Sort.WORDS, whole, where)


def cells(folded: str, span: Span) -> Iterator[Cell]:
    """The cells of plain text: split at bars and tabs, else at wide blanks, line by line."""
    start, line = span.start, 0
    while start <= span.end:
        end = folded.find("\n", start, span.end)
        end = span.end if end < 0 else end
        yield from _line(folded, Span(start, end), line)
        start, line = end + 1, line + 1


def separators(text: str) -> list[tuple[int, int]]:
    """Where bars and tabs part cells. Bars that come in twos throughout a line count as one.

    A single one beside them may open or close the line; anywhere else it parts cells, and the
    twos are cells with nothing between.
    """
    single = [match.span() for match in SEPARATED.finditer(text)]
    double = [match.span() for match in _DOUBLED.finditer(text)] if "||" in text else []
    paired = {at for start, end in double for at in range(start, end)}
    alone = [(start, end) for start, end in single if start not in paired]
    if double and not alone:
        return double
    if not double or len(alone) > 1:
        return single
    if not text[: alone[0][0]].strip():
        return [alone[0], *double]
    return single if text[alone[0][1] :].strip() else [*double, alone[0]]


def _line(folded: str, span: Span, line: int) -> Iterator[Cell]:
    text = folded[span.start : span.end]
    if not SEPARATED.search(text):
        for match in _WIDE.finditer(text):
            piece = Span(span.start + match.start(), span.start + match.end())
            yield from _loose(folded, piece, Where(line))
        return
    where = Where(line, marked=True)
    found = pieces(text, span.start)
    if not folded[found[0].start : found[0].end].strip():
        found = found[1:]
    if found and _BAR.search(text) and not folded[found[-1].start : found[-1].end].strip():
        found = found[:-1]
    for piece in found:
        yield from classify(folded, piece, where)


def pieces(text: str, offset: int) -> list[Span]:
    """The stretches that the separators of a line part."""
    cuts = separators(text)
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [Span(offset + start, offset + end) for start, end in zip(starts, ends, strict=True)]


def _loose(folded: str, piece: Span, where: Where) -> Iterator[Cell]:
    """A piece between wide blanks; its words may be cells if it is none as a whole."""
    found = list(classify(folded, piece, where))
    if len(found) == 1 and found[0].sort is Sort.WORDS:
        for match in _WORD.finditer(folded, piece.start, piece.end):
            yield from classify(folded, Span(*match.span()), where)
    else:
        yield from found


def _value(folded: str, span: Span, where: Where) -> Cell | None:
    text = folded[span.start : span.end]
    if len(text) > _LONGEST or (" " in text and not _ONE_VALUE.fullmatch(text)):
        return None
    state, quantity = parsed(text)
    if state is State.UNRECOVERABLE:
        return None
    return Cell(Sort.VALUE, span, where, state, quantity)


def _parts(folded: str, start: int, match: re.Match[str], where: Where) -> Iterator[Cell]:
    if match.group(1):
        yield Cell(Sort.UNIT, Span(start + match.start(1), start + match.end(1)), where)
    for part in _ONE_VALUE.finditer(match.string, match.start(2), match.end(2)):
        value = _value(folded, Span(start + part.start(), start + part.end()), where)
        if value is not None:
            yield value


def _trim(folded: str, span: Span) -> tuple[int, int]:
    start, end = span.start, span.end
    while start < end and folded[start] in _EDGE:
        start += 1
    while end > start and folded[end - 1] in _EDGE:
        end -= 1
    return start, end
