"""What the scanner would make of one number, whoever speaks of it: its cues, and words of scope."""

import re
from bisect import bisect_left
from functools import cached_property

from llm_extract.outline import Outline
from llm_extract.records import Denial, Document, Heard, Metadata, Number, Section, Span
from llm_extract.scanning import _scope, negation
from llm_extract.scanning._flat import Flat, Token, flatten
from llm_extract.scanning._match import REACH
from llm_extract.scanning._reading import PLANS, Reading
from llm_extract.scanning._topics import speaks_of
from llm_extract.scanning.narrative import fitting, heading
from llm_extract.schemas import Indicator, indicators
from llm_extract.schemas.naming import cued, hinted, labelled, speaks

_NEAR = 40  # characters before a number in which the word must stand that it cannot do without
_LONG = 2000  # characters of a sentence, as in the reading of prose
_ENDS = "。!?\n"
_WHOLES = frozenset(
    {
        "disclosure.total",
        "disclosure.cumulative",
        "response.total",
        "request.received",
        "reply.total",
    }
)
_OF_WHICH = re.compile(r"其中[^;。]*$")
_CLAUSE = re.compile(r"[,;:.。)]")


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
        reason = _scope.refuse(flat.text[: token.index], self._reading.year, known)
        topics = self._reading.outline.topics(number.start)
        if not reason and PLANS & topics and not known.home & topics:
            reason = "said among problems and plans"
        if (
            not reason
            and indicator not in names
            and _tells_of_another(known, flat, token, self._reading)
        ):
            reason = "they tell of something else"
        if not reason and indicator in _WHOLES and _is_part(flat, token):
            reason = "a part of the total"
        if not reason and indicator not in names and not _is_counted_in(known, token):
            reason = "it is counted in another unit"
        closely = _is_named(known, flat, token, self._reading, closely=True)
        named = closely or _is_named(known, flat, token, self._reading, closely=False)
        return Heard(names, reason, named, closely)

    def denied(self, quote: Span) -> tuple[Denial, ...]:
        """What a quote of prose denies, sentence by sentence."""
        found: list[Denial] = []
        position = quote.start
        while position < quote.end:
            sentence = self._sentence(Span(position, position + 1))
            found += negation.denials(self._reading, sentence, quote)
            position = max(sentence.end, position) + 1
        return tuple(found)

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


def _tells_of_another(known: Indicator, flat: Flat, token: Token, reading: Reading) -> bool:
    """Is the indicator named only by cues that what stands before (12345, 热线) stops?

    Or only where neither sentence nor section speaks of the cue's topic: 消费投诉. Or does its
    clause have words that are foreign to the indicator: 纳税人培训?
    """
    if known.alien and re.search(known.alien, "#".join(_beside(flat, token))):
        return True
    left = flat.text[max(0, token.index - REACH) : token.index]
    named = [cue for cue in known.cues if cue.subject and re.search(cue.subject, left)]
    return bool(named) and all(
        (cue.against and re.search(cue.against, left))
        or not speaks_of(cue.topics, left, reading, token.number.digits.start)
        for cue in named
    )


def _is_counted_in(known: Indicator, token: Token) -> bool:
    """Is the unit written one of those that the indicator is known to be counted in?"""
    quantity = token.number.quantity
    return quantity is None or quantity.unit in ("", "ratio", *known.units)


def _is_part(flat: Flat, token: Token) -> bool:
    return bool(_OF_WHICH.search(flat.text, max(0, token.index - REACH), token.index))


def _is_named(
    known: Indicator, flat: Flat, token: Token, reading: Reading, *, closely: bool
) -> bool:
    """Do the sentence's words say what the indicator counts; `closely`, do the clause's?"""
    if not speaks(known, _about(flat, token)):
        return False
    words = _beside(flat, token) if closely else _around(flat, token)
    told = "#".join(words)
    if labelled(known, told) or (closely and hinted(known, told)):
        return True
    if not closely and known.none and re.search(known.none, told):
        return True
    above, position = flat.text[: token.index], token.number.digits.start
    found = cued(known, *words, closely=closely)
    return any(speaks_of(cue.topics, above, reading, position) for cue in found)


def _about(flat: Flat, token: Token) -> str:
    """The heading, some words before the number, and its clause."""
    end = _CLAUSE.search(flat.text, token.index)
    start = max(flat.own, token.index - _NEAR)
    return flat.text[: flat.own] + flat.text[start : end.start() if end else None]


def _beside(flat: Flat, token: Token) -> tuple[str, str]:
    """The words from the number before to the end of the clause."""
    left, right = flat.text[: token.index], flat.text[token.index + 1 :]
    return left[left.rfind("#") + 1 :], _CLAUSE.split(right, maxsplit=1)[0]


def _around(flat: Flat, token: Token) -> tuple[str, str]:
    """The words left and right of a number: from 其中 on, where one stands before it."""
    text = flat.text
    if part := _OF_WHICH.search(text, max(0, token.index - REACH), token.index):
        after = _CLAUSE.search(text, token.index)
        end = after.start() if after else len(text)
        return text[part.start() : token.index], text[token.index + 1 : end]
    return text[: token.index], text[token.index + 1 :].split("#", maxsplit=1)[0]
