"""What the scanner would make of one number, whoever speaks of it: its cues, and words of scope."""

from bisect import bisect_left
from functools import cached_property

from llm_extract.outline import Outline
from llm_extract.records import Document, Heard, Metadata, Number, Section, Span
from llm_extract.scanning import _scope
from llm_extract.scanning._flat import Flat, Token, flatten
from llm_extract.scanning._reading import PLANS, Reading
from llm_extract.scanning.narrative import fitting, heading
from llm_extract.schemas import indicators

_LONG = 2000  # characters of a sentence, as in the reading of prose
_ENDS = "。!?\n"


class Listener:
    """A document ready to be asked about its numbers one by one."""

    def __init__(
        self,
        document: Document,
        folded: str,
        sections: tuple[Section, ...],
        numbers: tuple[Number, ...],
        metadata: Metadata,
    ) -> None:
        self._numbers = numbers
        self._folded = folded
        self._known = (document, sections, metadata.year)

    @cached_property
    def _reading(self) -> Reading:
        document, sections, year = self._known
        return Reading(document, self._folded, Outline(sections), self._numbers, year)

    def __call__(self, number: Span, indicator: str) -> Heard | None:
        """What speaks for and against a number as the indicator's; None where it is no prose."""
        sentence = self._sentence(number)
        if "|" in (words := self._folded[sentence.start : sentence.end]) or "\t" in words:
            return None
        found = self._token(sentence, number)
        if found is None:
            return None
        flat, token = found
        known = indicators()[indicator]
        fits = sorted(fitting(self._reading, flat, token), key=lambda match: match.order(flat.own))
        names = tuple(dict.fromkeys(match.cue.indicator.id for match in fits))
        left = flat.text[: token.index]
        reason = _scope.refuse(left, self._reading.year, known)
        if not reason and PLANS & self._reading.outline.topics(number.start):
            reason = "said among problems and plans"
        return Heard(names, reason, flat.text)

    def _sentence(self, place: Span) -> Span:
        folded = self._folded
        low, high = max(0, place.start - _LONG), min(len(folded), place.end + _LONG)
        start = max(folded.rfind(mark, low, place.start) + 1 for mark in _ENDS)
        ends = [at for mark in _ENDS if (at := folded.find(mark, place.end, high)) >= 0]
        return Span(max(start, low), min(ends, default=high))

    def _token(self, sentence: Span, number: Span) -> tuple[Flat, Token] | None:
        starts = self._numbers
        first = bisect_left(starts, sentence.start, key=lambda n: n.span.start)
        last = bisect_left(starts, sentence.end, key=lambda n: n.span.start)
        inside = tuple(n for n in starts[first:last] if n.quantity)
        over = heading(self._reading, sentence)
        for flat in flatten(self._folded, sentence, inside, over):
            for token in flat.tokens:
                if token.number.span.overlaps(number):
                    return flat, token
        return None
