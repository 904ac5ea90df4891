"""What is left of prose when only the gaps are asked: the passages, and what they may state."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm_extract.offering._question import Question
from llm_extract.offering._wording import ALL_OR_NONE, Sentence
from llm_extract.outline import Outline
from llm_extract.records import Number, Prepared, Section, Span, Topic, coalesced
from llm_extract.schemas import indicators

_SPEAKING = 10  # characters that a section on problems says something with
_APART = 24  # characters between two passages that are sent along, as tags would cost as much
_SENTENCE = re.compile(r"[^。!?\r\n]+[。!?]*[”’」』》)]*")
_CLAUSE = re.compile(r"[^,;:。!?\r\n]+")
_LEANING = re.compile(r"\s*(?:其|另|均|同比|[较比]上)")  # a sentence that needs the one before it


@dataclass(frozen=True, slots=True)
class Own:
    """What stands under a heading, itself included, down to the next heading."""

    span: Span
    heading: Span
    topics: frozenset[Topic]  # of all headings over it

    def within(self, part: Span) -> "Own":
        """As much of it as a part of the text holds."""
        span = Span(max(part.start, self.span.start), min(part.end, self.span.end))
        heading = Span(span.start, min(max(span.start, self.heading.end), span.end))
        return Own(span, heading, self.topics)


def owned(sections: Sequence[Section], end: int) -> tuple[Own, ...]:
    """The own text of each section, in text order; together they are the whole text."""
    starts = [section.span.start for section in sections]
    outline = Outline(tuple(sections))
    return tuple(
        Own(Span(start, next_), section.heading, outline.topics(start))
        for section, start, next_ in zip(sections, starts, [*starts[1:], end], strict=True)
    )


@dataclass(frozen=True, slots=True)
class Prose:
    """A document's prose, and how far it is read."""

    prepared: Prepared
    own: Sequence[Own]
    doubts: Sequence[int]  # places, in text order
    read: Sequence[Span]  # where statements stand, in text order and apart from each other

    def opened(self, part: Question) -> Iterator[Question]:
        """Of each section of a part what is open of it, under its heading."""
        [within] = part.passages
        first = bisect_right(self.own, within.start, key=lambda own: own.span.start) - 1
        for own in self.own[max(0, first) :]:
            if own.span.start >= within.end:
                return
            section = own.within(within)
            if found := self._on_problems(section, part) or self._open(section, part):
                spans = (section.heading, *found.passages)
                passages = coalesced((span for span in spans if span.start < span.end), _APART)
                yield Question(tuple(passages), found.offered)

    def _on_problems(self, section: Own, part: Question) -> Question | None:
        """All of a section on problems, which only models read; its numbers are no results."""
        of = section.topics & {Topic.PROBLEMS}
        names = tuple(name for name in part.offered if indicators()[name].home & of)
        speaks = section.span.end - section.heading.end >= _SPEAKING
        return Question((section.span,), names) if names and speaks else None

    def _open(self, section: Own, part: Question) -> Question | None:
        """All of a section in which something is in doubt, else its silent sentences."""
        doubtful = _is_any(self.doubts, section.span)
        passages: list[Span] = []
        names: dict[str, None] = {}
        before = section.heading
        for found in _SENTENCE.finditer(self.prepared.folded, *_ends(section.span)):
            sentence = Span(*found.span())
            if doubtful or self._is_silent(sentence):
                told = list(self._sentence(sentence, before, section).may_state(part.offered))
                names |= dict.fromkeys(told)
                if told:
                    leans = _LEANING.match(found[0])
                    passages.append(Span((before if leans else sentence).start, sentence.end))
            before = sentence
        passages = [section.span] if doubtful else passages
        return Question(tuple(passages), tuple(names)) if names else None

    def _sentence(self, span: Span, before: Span, section: Own) -> Sentence:
        folded = self.prepared.folded
        over = f"{folded[slice(*_ends(section.heading))]}\n{folded[slice(*_ends(before))]}"
        numbers = tuple(self._numbers(span))
        return Sentence(folded[span.start : span.end], over, section.topics, numbers)

    def _is_silent(self, sentence: Span) -> bool:
        """Does a clause speak of all or none that no statement was read from?"""
        clauses = _CLAUSE.finditer(self.prepared.folded, *_ends(sentence))
        return any(ALL_OR_NONE.search(each[0]) and not self._is_read(each) for each in clauses)

    def _is_read(self, clause: re.Match[str]) -> bool:
        at = bisect_right(self.read, clause.start(), key=lambda span: span.end)
        return at < len(self.read) and self.read[at].start < clause.end()

    def _numbers(self, span: Span) -> Iterator[Number]:
        numbers = self.prepared.numbers
        first = bisect_left(numbers, span.start, key=lambda number: number.span.start)
        for number in numbers[first:]:
            if number.span.start >= span.end:
                return
            yield number


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _is_any(places: Sequence[int], within: Span) -> bool:
    return bisect_left(places, within.end) > bisect_left(places, within.start)
