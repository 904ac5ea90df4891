"""What there is to judge by: the folded text, its numbers, the report's year, the catalogue."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llm_extract.records import Number, NumberKind, Span
from llm_extract.schemas import Catalogue

YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d,]\d)(?!\d)")

_SENTENCE_END = re.compile(r"[。;!?\n|\t]|\.(?=\s|\Z)")
_LINES, _HEADING = 40, 60  # lines looked through for a heading, and characters of one
_REACH = 600  # characters of a sentence to either side of a number
_WORDS = {NumberKind.DATE: " DATE ", NumberKind.RATIO: " RATIO "}


@dataclass(frozen=True, slots=True)
class Page:
    """A document of one's own schema before its numbers are judged; `year` is the report's."""

    folded: str
    numbers: Sequence[Number]
    year: int | None
    catalogue: Catalogue
    _sentences: dict[int, Span] = field(default_factory=dict, compare=False, repr=False)

    def sentence(self, span: Span) -> Span:
        """The sentence around a place."""
        if span.start not in self._sentences:
            lead = self.folded[max(0, span.start - _REACH) : span.start]
            begun = max((m.end() for m in _SENTENCE_END.finditer(lead)), default=0)
            end = _SENTENCE_END.search(self.folded, span.end, span.end + _REACH)
            limit = min(len(self.folded), span.end + _REACH)
            start = span.start - len(lead) + begun
            self._sentences[span.start] = Span(start, end.start() if end else limit)
        return self._sentences[span.start]

    def heading(self, span: Span) -> str:
        """The nearest line above a place that is no sentence and no row: what it stands under."""
        end = self.folded.rfind("\n", 0, span.start)
        for _ in range(_LINES):
            if end < 0:
                break
            start = self.folded.rfind("\n", 0, end) + 1
            line = self.folded[start:end].strip()
            if line and len(line) <= _HEADING and not _SENTENCE_END.search(line):
                return line
            end = start - 1
        return ""

    def within(self, start: int, end: int) -> Iterator[Number]:
        """The numbers that lie inside a stretch."""
        first = bisect_left(self.numbers, start, key=lambda number: number.span.start)
        for number in self.numbers[first:]:
            if number.span.end > end:
                return
            yield number

    def masked(self, start: int, end: int) -> str:
        """A stretch with DATE, RATIO or # in the place of each number."""
        pieces, at = [], start
        for number in self.within(start, end):
            pieces += [self.folded[at : number.span.start], _WORDS.get(number.kind, "#")]
            at = number.span.end
        return "".join([*pieces, self.folded[at:end]])
