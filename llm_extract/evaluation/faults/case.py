"""A labelled report before a perfect model: what it is asked, and all that it would answer."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from llm_extract import pipeline, readers
from llm_extract.evaluation._gold import key
from llm_extract.evaluation.labels import Fixture, Observation
from llm_extract.evaluation.locating import Squeezed, squeeze
from llm_extract.offering import Question
from llm_extract.providers import scripted
from llm_extract.records import Number, Prepared, Report, Span, State, Testimony
from llm_extract.schemas import indicators
from llm_extract.schemas.units import in_unit

WITNESS = "model"
_WRITTEN = frozenset({State.REPORTED, State.DERIVED})


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an answer, and the question and place it belongs to."""

    question: int
    indicator: str
    state: State
    number: str
    unit: str
    quote: str
    span: Span  # of the quote in the document
    seen: Observation | None = None  # the label it comes from
    figure: Span | None = None  # of its number in the document


class Case:
    """A report with what its labels make a model say; the scanner's part is done once."""

    def __init__(self, fixture: Fixture) -> None:
        document = readers.read_path(fixture.source)
        self.fixture = fixture
        self.prepared = pipeline.prepare(document)
        self.questions = pipeline.questions(self.prepared, "full")
        self.key = key(fixture.labels, document.text)
        self.told = tuple(_told(fixture, self.prepared, self.questions))
        self._usual = [
            tuple(each for each in self.told if each.question == place)
            for place in range(len(self.questions))
        ]
        self._answered: dict[int, Testimony] = {}

    @property
    def text(self) -> str:
        """The document's own text."""
        return self.prepared.document.text

    @cached_property
    def baseline(self) -> tuple[Report, Testimony]:
        """The report that comes of the answers as they should be."""
        return self.heard(self.told)

    def heard(
        self, told: Sequence[Told], witnesses: Sequence[str] = (WITNESS,)
    ) -> tuple[Report, Testimony]:
        """The report that comes of these answers, and what was testified; all say the same.

        Only questions with other answers than usual are put again: none knows of another.
        """
        parts = []
        for place in range(len(self.questions)):
            own = tuple(each for each in told if each.question == place)
            usual = own == self._usual[place]
            if not usual or place not in self._answered:
                parts.append(self._put(place, own))
                if usual:
                    self._answered[place] = parts[-1]
            else:
                parts.append(self._answered[place])
        heard = Testimony(
            tuple(replace(s, witness=w) for w in witnesses for p in parts for s in p.statements),
            tuple(gap for part in parts for gap in part.gaps),
            tuple(note for part in parts for note in part.notes),
        )
        return pipeline.conclude(self.prepared, heard), heard

    def _put(self, place: int, told: Sequence[Told]) -> Testimony:
        answer = json.dumps({"statements": [_shape(each) for each in told]}, ensure_ascii=False)
        ask = scripted.answering(lambda request: answer)
        return asyncio.run(
            pipeline.hear(self.prepared, {WITNESS: ask}, self.questions[place : place + 1])
        )

    def asked(self, span: Span) -> Iterator[int]:
        """The questions whose text holds a place."""
        return (n for n, q in enumerate(self.questions) if q.holds(span))


def _told(fixture: Fixture, prepared: Prepared, questions: tuple[Question, ...]) -> Iterator[Told]:
    text = prepared.document.text
    for place, question in enumerate(questions):
        asked = [(each.start, squeeze(text[each.start : each.end])) for each in question.passages]
        for seen in fixture.labels.observation:
            if seen.indicator in question.offered and (span := _first(asked, seen.quote)):
                yield _said(place, seen, span, prepared)


def _first(asked: Sequence[tuple[int, Squeezed]], quote: str) -> Span | None:
    """The first place of a quote in passages, each with where it begins."""
    places = (Span(at + s.start, at + s.end) for at, each in asked for s in each.spans(quote))
    return next(places, None)


def _said(question: int, seen: Observation, span: Span, prepared: Prepared) -> Told:
    text = prepared.document.text
    number, figure = "", None
    if seen.state in _WRITTEN and seen.value is not None:
        found = _figure(seen, span, prepared)
        figure = found.span if found else None
        number = text[figure.start : figure.end] if figure else f"{seen.value}"
    quote = text[span.start : span.end]
    return Told(question, seen.indicator, seen.state, number, "", quote, span, seen, figure)


def _figure(seen: Observation, span: Span, prepared: Prepared) -> Number | None:
    """The number of the quote that says what the label says."""
    known = indicators()[seen.indicator]
    for number in prepared.numbers:
        if span.contains(number.span) and number.quantity:
            read = in_unit(number.quantity, known)
            if read is not None and read.value in seen.values:
                return number
    return None


def _shape(told: Told) -> dict[str, str]:
    return {
        "indicator": told.indicator,
        "state": told.state.value,
        "number": told.number,
        "unit": told.unit,
        "quote": told.quote,
    }
