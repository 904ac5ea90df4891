"""Finding the place a witness quotes: verbatim first, then by what the characters mean.

Two texts are searched: the document's own, and a squeezed copy of its folded text, from which
blanks, quotation marks and thousands separators are gone and in which every clause mark is the
same. Each character of the copy knows its place, so a quote in the other script, in another
width or with added separators is found where it stands, and a wrong digit is found nowhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llm_extract import script
from llm_extract.records import Number, Span
from llm_extract.script import INVISIBLE

# What may differ between a text and an honest copy of it; a digit or a word never may.
_DROPPED = re.compile(
    rf"[\s{INVISIBLE}“”‘’\"'「」『』]+|(?<=\d),(?=\d{{3}}(?!\d))|(?<=\d) (?=\d{{3}}(?!\d))"
)
_MARKS = str.maketrans(
    {"，": ",", "。": ".", "；": ";", "：": ":", "、": ",", "（": "(", "）": ")"}
)


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without what may differ; `at[i]` is where `text[i]` stands in the original."""

    text: str
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Locator:
    """A document's text and its folded text, of the same length, ready for many searches.

    The squeezed copy is made when a quote stands nowhere verbatim, which is seldom.
    """

    text: str
    folded: str
    _copy: list[_Squeezed] = field(default_factory=list, compare=False, repr=False)

    def all(self, quote: str, *within: Span) -> tuple[Span, ...]:
        """Every place of the quote inside a stretch, in order; verbatim places if there are any."""
        verbatim = tuple(place for each in within for place in _verbatim(self.text, quote, each))
        return verbatim or tuple(place for each in within for place in self._alike(quote, each))

    def _alike(self, quote: str, within: Span) -> tuple[Span, ...]:
        if not self._copy:
            self._copy.append(_squeeze(self.folded))
        foldings = dict.fromkeys((script.fold(quote), script.fold(quote, taiwan=True)))
        found = (self._squeezed(_squeeze(folded).text, within) for folded in foldings)
        return next(filter(None, found), ())

    def _squeezed(self, wanted: str, within: Span) -> tuple[Span, ...]:
        if not wanted:
            return ()
        text, at = self._copy[0].text, self._copy[0].at
        low, high = bisect_left(at, within.start), bisect_right(at, within.end - 1)
        found, start = [], text.find(wanted, low, high)
        while start >= 0:
            found.append(Span(at[start], at[start + len(wanted) - 1] + 1))
            start = text.find(wanted, start + 1, high)
        return tuple(found)


def _verbatim(text: str, quote: str, within: Span) -> tuple[Span, ...]:
    if not quote.strip():
        return ()
    found, start = [], text.find(quote, within.start, within.end)
    while start >= 0:
        found.append(Span(start, start + len(quote)))
        start = text.find(quote, start + 1, within.end)
    return tuple(found)


def _squeeze(folded: str) -> _Squeezed:
    pieces: list[str] = []
    at: list[int] = []
    start = 0
    for noise in _DROPPED.finditer(folded):
        pieces.append(folded[start : noise.start()])
        at.extend(range(start, noise.start()))
        start = noise.end()
    pieces.append(folded[start:])
    at.extend(range(start, len(folded)))
    return _Squeezed("".join(pieces).translate(_MARKS), tuple(at))


def standing(quote: Span, numbers: Sequence[Number]) -> Iterator[Number]:
    """The numbers whose digits stand in a quote, in order; it may leave out their unit."""
    first = bisect_left(numbers, quote.start, key=lambda number: number.digits.start)
    for number in numbers[first:]:
        if number.digits.start >= quote.end:
            return
        if quote.contains(number.digits):
            yield number
