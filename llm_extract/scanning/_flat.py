"""One sentence as the cues see it: no blanks, no quotation marks, each number a single `#`.

Brackets with content of their own become flats of their own: their left context is what stands
before the bracket, so that `收到申请45件(网上30件,信函15件)` reads like a list after its total.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.records import Number, NumberKind, Span, coalesced

_SENTENCE = re.compile(r"[^。!?\n]{1,2000}")  # the bound keeps a file of one line harmless
# The name of a document is no subject, save for what is printed and given away.
_NOISE = re.compile(
    r"[ \t\r\u3000\u200b\ufeff“”‘’\"'「」『』]+|"
    r"《(?![^》]{0,60}(?:公报|政报|手册|指南|资料|读本|汇编|条例))[^《》#]{1,80}》"
)
_BRACKET = re.compile(r"[()]")
_COUNTED = frozenset({NumberKind.QUANTITY, NumberKind.RATIO})
_WORD = re.compile(
    r" ?(?:兼|次|[省市县区州旗镇乡街道、,]+) ?\)"
)  # 专(兼)职, 259条(次) and 县(市、区) are words, not remarks
Sentence = tuple[Span, tuple[Number, ...]]  # with the counted numbers that stand in it

_NO_HEADING = Span(0, 0)
_TITLE = 80  # characters of the name of a document
_REACH = 400  # characters of a sentence before a bracket that its content may refer to


@dataclass(frozen=True, slots=True)
class Token:
    """A number in a flat: `index` is the place of its `#`."""

    index: int
    number: Number


@dataclass(frozen=True, slots=True)
class Flat:
    """A sentence without noise; `at[i]` is where `text[i]` stands in the document."""

    text: str
    at: tuple[int, ...]
    tokens: tuple[Token, ...]
    own: int = 0  # where the content begins; what stands before it is borrowed context

    def span(self, start: int, end: int) -> Span:
        """The stretch of the document from `text[start]` through `text[end - 1]`."""
        return Span(self.at[start], self.at[end - 1] + 1)


def sentences(
    folded: str, numbers: tuple[Number, ...], skip: tuple[Span, ...]
) -> Iterator[Sentence]:
    """The sentences outside the skipped regions."""
    counted = [number for number in numbers if number.kind in _COUNTED]
    starts = [number.span.start for number in counted]
    regions = deque(coalesced(skip))
    for match in _SENTENCE.finditer(folded):
        start, end = match.span()
        while regions and regions[0].end <= start:
            regions.popleft()
        if regions and regions[0].start < end:
            continue
        words = match[0]
        if "|" in words or "\t" in words:
            continue  # a row of a table that nobody recognised is no prose either
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        inside = tuple(n for n in counted[first:last] if n.span.end <= end) if first < last else ()
        yield Span(start, end), inside


def flatten(
    folded: str, span: Span, numbers: tuple[Number, ...], heading: Span = _NO_HEADING
) -> tuple[Flat, ...]:
    """The flats of one sentence: the sentence itself and each of its longer brackets.

    The heading over the sentence is borrowed context, set off by `@`.
    """
    outer = _Builder(folded, numbers)
    own = outer.borrow(heading)
    inner: list[Flat] = []
    position = span.start
    seek = span.start
    while (opening := folded.find("(", seek, span.end)) >= 0:
        if (seek := _title_end(folded, position, opening)) > opening:
            continue  # a bracket inside the name of a document
        close = _closing(folded, opening, span.end)
        if _WORD.match(folded, opening + 1):
            seek = opening + 1  # the bracket is part of a word: read on behind it
            continue
        outer.take(position, opening)
        inner.append(_bracket(outer, Span(opening + 1, close)))
        position = seek = min(close + 1, span.end)
    outer.take(position, span.end)
    return (outer.flat(own), *inner)


def _title_end(folded: str, low: int, opening: int) -> int:
    """Where the name of a document ends that the bracket stands in; -1 if it stands in none."""
    begun = folded.rfind("《", max(low, opening - _TITLE), opening)
    if begun < 0 or folded.find("》", begun, opening) >= 0:
        return -1
    return folded.find("》", opening, opening + _TITLE) + 1


def _closing(folded: str, opening: int, end: int) -> int:
    """Where the bracket closes; the end of the sentence if it never does."""
    depth = 0
    for bracket in _BRACKET.finditer(folded, opening, end):
        depth += 1 if bracket[0] == "(" else -1
        if depth == 0:
            return bracket.start()
    return end


def _bracket(outer: "_Builder", span: Span) -> Flat:
    builder = _Builder(outer.folded, outer.numbers)
    builder.text = [outer.end(), "("]
    builder.at = [*outer.at[-_REACH:], span.start - 1]
    own = len(builder.at)
    builder.take(span.start, span.end)
    return builder.flat(own)


class _Builder:
    """Collects a flat piece by piece; `text` holds the pieces, `at` a place for each character."""

    def __init__(self, folded: str, numbers: tuple[Number, ...]) -> None:
        self.folded = folded
        self.numbers = numbers
        self.text: list[str] = []
        self.at: list[int] = []
        self.tokens: list[Token] = []

    def borrow(self, heading: Span) -> int:
        """Begin with a heading; returns where the content of its own begins."""
        if heading.start < heading.end:
            self._words(heading.start, heading.end)
            self.text.append("@")
            self.at.append(heading.end - 1)
        return len(self.at)

    def end(self) -> str:
        """The last characters so far, of which a bracket may borrow."""
        tail, size = len(self.text), 0
        while tail and size < _REACH:
            tail -= 1
            size += len(self.text[tail])
        return "".join(self.text[tail:])[-_REACH:]

    def take(self, start: int, end: int) -> None:
        """Read on from `start` to `end`, words and whole numbers."""
        first = bisect_left(self.numbers, start, key=lambda number: number.span.start)
        for place in range(first, len(self.numbers)):
            number = self.numbers[place]
            if number.span.end > end:
                break
            self._words(start, number.span.start)
            self._number(number)
            start = number.span.end
        self._words(start, end)

    def _words(self, start: int, end: int) -> None:
        for noise in _NOISE.finditer(self.folded, start, end):
            self._keep(start, noise.start())
            start = noise.end()
        self._keep(start, end)

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self.text.append(self.folded[start:end])
            self.at.extend(range(start, end))

    def _number(self, number: Number) -> None:
        unit = number.unit
        if unit and unit.end <= number.digits.start:
            self._words(unit.start, unit.end)
        self.tokens.append(Token(len(self.at), number))
        self.text.append("#")
        self.at.append(number.digits.start)
        self._words(number.digits.end, number.span.end)

    def flat(self, own: int = 0) -> Flat:
        return Flat("".join(self.text), tuple(self.at), tuple(self.tokens), own)
