"""Cuts a document into chunks that each fit one request, never through a number or a sentence.

The chunks partition the text: every character is in exactly one chunk, in order. A cut is placed
at the best break within the limit: the start of a section, else the end of a paragraph, else the
end of a sentence. A sentence or a table row that is longer than the limit stays whole, unless it
is longer than four times the limit: then a clause, and at the very last any place outside a
number, must do.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from llm_extract.records import Document, Number, Section, Span, Table

LIMIT = 2400  # characters of a chunk that is filled well
_LONGEST = 4  # times the limit: no sentence is kept whole beyond this

_LINE_END = re.compile(r"\r\n|[\r\n]")
_SENTENCE_END = re.compile(r"[。!?！？…]+[”’」』》)）]*")
_CLAUSE_END = re.compile(r"[,，、;；:：。!?]\s*|[\r\n]\s*|\s+")
_ENDED = frozenset("。!?！？…:：;；”’」』)）》】|")
_ROW = re.compile(r"[|\t]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the text, the innermost section it begins in, and the tables it touches."""

    span: Span
    section: Section
    text: str  # document.text[span.start:span.end], unaltered
    tables: tuple[Table, ...] = ()


def chunk(
    document: Document,
    folded: str,
    sections: tuple[Section, ...],
    numbers: tuple[Number, ...],
    limit: int = LIMIT,
) -> tuple[Chunk, ...]:
    """The whole text in chunks of at most `limit` characters, longer ones only where they must."""
    cutter = _Cutter(folded, sections, numbers, document.tables)
    chunks, start = [], 0
    for end in cutter.cuts(max(1, limit)):
        chunks.append(_made(document, sections, Span(start, end)))
        start = end
    return tuple(chunks)


def _made(document: Document, sections: tuple[Section, ...], span: Span) -> Chunk:
    index = bisect_right(sections, span.start, key=attrgetter("span.start")) - 1
    tables = tuple(table for table in document.tables if table.span.overlaps(span))
    return Chunk(span, sections[max(0, index)], document.text[span.start : span.end], tables)


class _Cutter:
    """Knows where a text may be cut, and how well each place would do."""

    def __init__(
        self,
        folded: str,
        sections: tuple[Section, ...],
        numbers: tuple[Number, ...],
        tables: tuple[Table, ...],
    ) -> None:
        self._text = folded
        self._sections = [section.span.start for section in sections]
        self._begins = frozenset(self._sections)
        self._numbers = [(number.span.start, number.span.end) for number in numbers]
        self._tables = sorted((table.span.start, table.span.end) for table in tables)

    def cuts(self, limit: int) -> Iterator[int]:
        """The end of each chunk in turn; the last one is the end of the text."""
        position = 0
        while len(self._text) - position > limit:
            position = self._next(position, limit)
            yield position
        if position < len(self._text):
            yield len(self._text)

    def _next(self, start: int, limit: int) -> int:
        end = start + limit
        paragraphs, sentences = self._breaks(start, end)
        for places, least in (
            (self._section_starts(start, end), limit // 4),
            (paragraphs, limit // 2),
            (sentences, 0),
            (paragraphs, 0),
        ):
            if (place := self._last(places, start)) > start + least:
                return place
        longest = min(start + _LONGEST * limit, len(self._text))
        paragraphs, sentences = self._breaks(start, longest)
        whole = min((p for p in (*paragraphs, *sentences) if p > end), default=0)
        if whole or longest == len(self._text):
            return whole or longest
        return self._within_sentence(start, limit)

    def _section_starts(self, start: int, end: int) -> list[int]:
        low, high = bisect_right(self._sections, start), bisect_right(self._sections, end)
        return self._sections[low:high]

    def _breaks(self, start: int, end: int) -> tuple[list[int], list[int]]:
        """Ends of paragraphs and of sentences in (start, end], a row of a table being neither."""
        paragraphs, sentences = [], []
        line_start = start
        for line_end, after in self._lines(start, end):
            row = self._is_row(line_start, line_end)
            if line_end < after <= end and self._ends(line_end, after, row):
                paragraphs.append(after)
            if not row:
                found = _SENTENCE_END.finditer(self._text, line_start, min(line_end, end))
                sentences += [match.end() for match in found if self._outside(match.end())]
            line_start = after
        return [place for place in paragraphs if self._outside(place)], sentences

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines that touch [start, end): where each one's text ends, and the next begins."""
        for match in _LINE_END.finditer(self._text, start, end):
            yield match.span()
            start = match.end()
        # What the window cuts off may yet show that the last line is a row.
        rest = _LINE_END.search(self._text, end, 2 * end - start)
        yield (rest.span() if rest else (end, end))

    def _ends(self, line_end: int, after: int, row: bool) -> bool:
        """Does a paragraph or a row end here, or is a sentence only wrapped over two lines?"""
        before = self._text[max(0, line_end - 40) : line_end].rstrip()
        behind = self._text[after : after + 4]
        if behind.startswith("|"):
            return False  # a row that goes on
        if row or not before or not behind or before[-1] in _ENDED:
            return True
        return behind[0] in " \t\r\n" or after in self._begins

    def _is_row(self, line_start: int, line_end: int) -> bool:
        if _ROW.search(self._text, line_start, line_end):
            return True
        index = bisect_right(self._tables, (line_start, len(self._text))) - 1
        return index >= 0 and line_start < self._tables[index][1]

    def _within_sentence(self, start: int, limit: int) -> int:
        """A place in a sentence that is far too long: behind a clause, else anywhere."""
        for break_ in (_SENTENCE_END, _CLAUSE_END):
            places = [match.end() for match in break_.finditer(self._text, start, start + limit)]
            if (place := self._last(places, start)) > start + limit // 4:
                return place
        return self._beside_number(start, start + limit)

    def _last(self, places: list[int], start: int) -> int:
        """The last of the places that cuts no number; `start` where there is none."""
        return next((p for p in reversed(places) if self._outside(p)), start)

    def _outside(self, place: int) -> bool:
        if self._text.startswith("\r\n", place - 1):
            return False
        index = bisect_left(self._numbers, (place, 0)) - 1
        return index < 0 or self._numbers[index][1] <= place

    def _beside_number(self, start: int, place: int) -> int:
        if self._outside(place):
            return place
        index = bisect_left(self._numbers, (place, 0)) - 1
        low, high = self._numbers[index] if index >= 0 else (place, place)
        if high <= place:
            return place + 1  # between the two halves of a line break
        return low if low > start else min(high, len(self._text))
