"""One sentence as the cues see it: no blanks, no quotation marks, each number a single `#`.

Brackets with content of their own become flats of their own: their left context is what stands
before the bracket, so that `收到申请45件(网上30件,信函15件)` reads like a list after its total.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.records import Number, NumberKind, Span

_SENTENCE = re.compile(r"[^。!?\n]{1,2000}")  # the bound keeps a file of one line harmless
_DROPPED = frozenset(" \t\r\u3000\u200b\ufeff“”‘’\"'「」『』")
_COUNTED = frozenset({NumberKind.QUANTITY, NumberKind.RATIO})
_WORD = re.compile(r"(?:兼|[省市县区州旗镇乡街道、,]+)\)")  # 专(兼)职 and 县(市、区) are words, not remarks
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
) -> Iterator[tuple[Span, tuple[Number, ...]]]:
    """Sentences outside the skipped regions, each with the counted numbers that stand in it."""
    counted = [number for number in numbers if number.kind in _COUNTED]
    starts = [number.span.start for number in counted]
    for match in _SENTENCE.finditer(folded):
        span = Span(*match.span())
        if any(span.overlaps(region) for region in skip):
            continue
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        yield span, tuple(n for n in counted[first:last] if n.span.end <= span.end)


def flatten(folded: str, span: Span, numbers: tuple[Number, ...]) -> tuple[Flat, ...]:
    """The flats of one sentence: the sentence itself and each of its longer brackets."""
    inside = {number.span.start: number for number in numbers}
    outer = _Builder()
    inner: list[Flat] = []
    position = span.start
    while position < span.end:
        if folded[position] == "(":
            close = _closing(folded, position, span.end)
            if not _WORD.match(folded, position + 1):
                inner.append(_bracket(folded, Span(position + 1, close), outer, inside))
                position = close + 1
                continue
        position = outer.take(folded, position, inside)
    return (outer.flat(), *inner)


def _closing(folded: str, opening: int, end: int) -> int:
    """Where the bracket closes; the end of the sentence if it never does."""
    depth = 0
    for position in range(opening, end):
        character = folded[position]
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return position
    return end


def _bracket(folded: str, span: Span, outer: "_Builder", inside: dict[int, Number]) -> Flat:
    builder = _Builder(outer.text[-_REACH:], outer.at[-_REACH:])
    builder.text.append("(")
    builder.at.append(span.start - 1)
    own = len(builder.text)
    position = span.start
    while position < span.end:
        position = builder.take(folded, position, inside)
    return builder.flat(own)


class _Builder:
    """Collects the characters of a flat; grows while a sentence is read."""

    def __init__(self, text: list[str] | None = None, at: list[int] | None = None) -> None:
        self.text = list(text or ())
        self.at = list(at or ())
        self.tokens: list[Token] = []

    def take(self, folded: str, position: int, inside: dict[int, Number]) -> int:
        """Read one character or one whole number; returns where to go on."""
        number = inside.get(position)
        if number is None:
            if folded[position] not in _DROPPED:
                self.text.append(folded[position])
                self.at.append(position)
            return position + 1
        for before in range(position, number.digits.start):
            self._keep_unit_before(folded, before, number)
        self.tokens.append(Token(len(self.text), number))
        self.text.append("#")
        self.at.append(number.digits.start)
        for after in range(number.digits.end, number.span.end):
            if folded[after] not in _DROPPED:
                self.text.append(folded[after])
                self.at.append(after)
        return number.span.end

    def _keep_unit_before(self, folded: str, position: int, number: Number) -> None:
        unit = number.unit
        if unit and unit.start <= position < unit.end and unit.end <= number.digits.start:
            self.text.append(folded[position])
            self.at.append(position)

    def flat(self, own: int = 0) -> Flat:
        return Flat("".join(self.text), tuple(self.at), tuple(self.tokens), own)
