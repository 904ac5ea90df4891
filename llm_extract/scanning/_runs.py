"""Which labels stand together as a table: dense runs of labels that begin a line or a cell.

A label inside a sentence is prose. What stands between two labels of one table may be a remark,
a page number, a repeated header or a row that nobody knows, but never a sentence.
"""

import re
from collections.abc import Iterable, Iterator

from llm_extract.records import Span
from llm_extract.scanning._labels import Entry, Occurrence, lexicon, settle, unsaid
from llm_extract.script import PINYIN

FEWEST = 4  # labels that make a table
_WIDEST = 500  # characters between two labels of one table
_REMARK = re.compile(r"\([^()]{0,90}\)")
_SENTENCE = re.compile(r"[^\s|│┃\d]{60}")
_QUOTE_OF_STOP = 30
_OF_WHICH = re.compile(rf"其(?:{PINYIN})?\s?中(?:{PINYIN})?\s?[::,]?\s*$")
_THIS_YEAR = re.compile(r"(?:本年度?|全年)$")
_NUMBERING = re.compile(
    r"(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[一二三四五六七八九十]{1,3}\s?[、.:]"
    r"|(?P<digits>\d+)\s?[.、)]|[①-⑳⑴-⒇])\s*$"
)
_ROW_NUMBER = re.compile(r"(?:^|(?<=[\n|│┃\t]))[ ]*\d{1,3}\s*$")
_BREAK = re.compile(r"[\n|│┃\t]|\s\s")
_CELL_END = re.compile(r"[\d/—\-)元条件次个篇人]")
_NEAR = 120  # characters from one label to the next that may be glued to its cells
_BACK = 24  # characters before a label that its numbering may take


def runs(folded: str, found: Iterable[tuple[tuple[int, ...], Span]]) -> Iterator[list[Occurrence]]:
    """The tables of a text, each as its labels in order; rows that begin anew begin a table."""
    run: list[Occurrence] = []
    floor = 0
    for indices, span in found:
        begins = begins_cell(folded, span.start, floor)
        floor = span.end
        if not begins:
            continue
        if run and not _together(folded[run[-1].span.end : span.start][: _WIDEST + 1]):
            yield from _closed(run)
            run = []
        previous = run[-1].entry.index if run else -1
        run.append(Occurrence(lexicon().entries[settle(indices, previous)], span))
    yield from _closed(run)


def row_start(folded: str, entry: Entry, start: int, floor: int) -> int:
    """Where a row begins, its numbering and 其中 included, but nothing before `floor`."""
    begin = start
    for _ in range(2):
        begin = _before_numbering(folded, entry, begin, max(floor, start - _BACK))
        window = folded[max(floor, begin - _BACK) : begin]
        match = _OF_WHICH.search(window)
        begin -= len(window) - match.start() if match else 0
    return begin


def _before_numbering(folded: str, entry: Entry, start: int, floor: int) -> int:
    match = _NUMBERING.search(folded[floor:start])
    if match is None:
        return start
    digits = match.group("digits")
    if not digits:
        return floor + match.start()
    return floor + match.end("digits") - _own_digits(folded, entry, floor + match.start(), digits)


def _own_digits(folded: str, entry: Entry, where: int, digits: str) -> int:
    """How many of the digits before a label number it: in 件01.当面申请数 only the last."""
    before = folded[where - 1] if where else "\n"
    if before in "\n|│┃\t" or len(digits) == 1:
        return len(digits)
    printed = entry.numbering.rstrip(".")
    if printed.isdigit() and digits.endswith(printed):
        return len(printed)
    return len(digits) if before.isspace() and len(digits) == 2 else 1


def begins_cell(folded: str, start: int, floor: int) -> bool:
    """Does a cell or a line begin here, numbering apart? `floor` is where the last label ended."""
    inside = floor > 0 and start - floor < _NEAR
    begin = max(floor, start - _BACK)
    before = window = unsaid(folded[begin:start])
    for _ in range(2):
        bare = _NUMBERING.sub("", _OF_WHICH.sub("", _THIS_YEAR.sub("", window)))
        if bare == window:
            break
        window = bare
    words = _ROW_NUMBER.sub("", window).rstrip(" \t\r\n|│┃")
    if not words:
        return begin == 0 or begin == floor or bool(_BREAK.search(before))
    if _BREAK.search(before, len(words)):
        return True
    return inside and bool(_CELL_END.fullmatch(words[-1]))


def _together(gap: str) -> bool:
    """May this stand between two labels of one table?"""
    if len(gap) > _WIDEST:
        return False
    plain = _REMARK.sub("", unsaid(gap))
    return not _SENTENCE.search(plain) and ("。" not in plain or len(plain) <= _QUOTE_OF_STOP)


def _closed(run: list[Occurrence]) -> Iterator[list[Occurrence]]:
    """A finished run, cut where its rows begin anew; too short ones are no tables."""
    seen: set[int] = set()
    table: list[Occurrence] = []
    for place, occurrence in enumerate(run):
        following = run[place + 1 : place + 3]
        if _anew(occurrence, following, seen):
            if len(table) >= FEWEST:
                yield table
            table, seen = [], set()
        table.append(occurrence)
        seen.add(occurrence.entry.index)
    if len(table) >= FEWEST:
        yield table


def _anew(occurrence: Occurrence, following: list[Occurrence], seen: set[int]) -> bool:
    return len(following) == 2 and all(
        each.entry.index in seen for each in (occurrence, *following)
    )
