"""A labelled report before a perfect model: what it is asked, and all that it would answer."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from llm_extract import numerals, pipeline, readers, script
from llm_extract.evaluation._gold import Key, key
from llm_extract.evaluation.labels import Fixture, Observation
from llm_extract.evaluation.locating import Squeezed, squeeze
from llm_extract.offering import Question
from llm_extract.providers import scripted
from llm_extract.records import Ask, Number, Prepared, Report, Request, Span, State, Testimony
from llm_extract.schemas import indicators
from llm_extract.schemas.units import in_unit

WITNESS = "model"
_OPEN, _CLOSE = "<report>\n", "\n</report>"
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


@dataclass(frozen=True)
class Case:
    """A report with what its labels make a model say; the scanner's part is done once."""

    fixture: Fixture
    prepared: Prepared
    questions: tuple[Question, ...]
    key: Key
    told: tuple[Told, ...]

    @property
    def text(self) -> str:
        """The document's own text."""
        return self.prepared.document.text

    @cached_property
    def baseline(self) -> tuple[Report, Testimony]:
        """The report that comes of the answers as they should be."""
        return self.heard(self.told)

    def heard(self, told: Sequence[Told]) -> tuple[Report, Testimony]:
        """The report that comes of these answers, and what was testified."""
        ask = _model(self, told)
        heard = asyncio.run(pipeline.hear(self.prepared, {WITNESS: ask}, self.questions))
        return pipeline.conclude(self.prepared, heard), heard

    def asked(self, span: Span) -> Iterator[int]:
        """The questions whose text holds a place."""
        return (n for n, q in enumerate(self.questions) if q.span.contains(span))


def case(fixture: Fixture) -> Case:
    """Read, prepare and label one report."""
    document = readers.read_path(fixture.source)
    prepared = pipeline.prepare(document)
    questions = pipeline.questions(prepared, "full")
    answers = key(fixture.labels, document.text)
    told = tuple(_told(fixture, prepared, questions))
    return Case(fixture, prepared, questions, answers, told)


def _told(fixture: Fixture, prepared: Prepared, questions: tuple[Question, ...]) -> Iterator[Told]:
    text = prepared.document.text
    for place, question in enumerate(questions):
        start, end = question.span.start, question.span.end
        squeezed, offered = squeeze(text[start:end]), frozenset(question.offered)
        for seen in fixture.labels.observation:
            if seen.indicator in offered and (span := _first(squeezed, seen.quote, start)):
                yield _said(place, seen, span, prepared)


def _first(squeezed: Squeezed, quote: str, start: int) -> Span | None:
    found = squeezed.spans(quote)[:1]
    return Span(start + found[0].start, start + found[0].end) if found else None


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


def _model(case: Case, told: Sequence[Told]) -> Ask:
    """A model that answers each question with what stands ready for it."""
    texts = [case.text[q.span.start : q.span.end] for q in case.questions]
    answers = dict.fromkeys(range(len(texts)), "")
    for place in answers:
        said = [_shape(each) for each in told if each.question == place]
        answers[place] = json.dumps({"statements": said}, ensure_ascii=False)
    by_text = {(text, q.offered): answers[n] for n, (text, q) in _numbered(case, texts)}

    def answer(request: Request) -> str:
        start = request.user.rindex(_OPEN) + len(_OPEN)
        statements = request.schema["properties"]["statements"]
        offered = tuple(statements["items"]["properties"]["indicator"]["enum"])
        return by_text.get((request.user[start : -len(_CLOSE)], offered), '{"statements": []}')

    return scripted.answering(answer)


def _numbered(case: Case, texts: list[str]) -> Iterator[tuple[int, tuple[str, Question]]]:
    return enumerate(zip(texts, case.questions, strict=True))


def _shape(told: Told) -> dict[str, str]:
    return {
        "indicator": told.indicator,
        "state": told.state.value,
        "number": told.number,
        "unit": told.unit,
        "quote": told.quote,
    }


def written(text: str) -> tuple[Number, ...]:
    """The numbers of a piece of text that is no document."""
    return numerals.find(script.fold(text))
