"""What a planted error is, and what the ways of planting one share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.numerals import unit_class
from llm_extract.offering import Question
from llm_extract.records import Number, NumberKind, Span, State

_CLAUSE = re.compile(r"[^,，;；。\n|│]+")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[^。;；\n]+")


@dataclass(frozen=True, slots=True)
class Planted:
    """The answers of a case with one error among them; `wrong` is the statement that is one."""

    told: tuple[Told, ...]
    wrong: Told
    is_place: bool = False  # the value is right, the place is not


def instead(case: Case, right: Told, wrong: Told, *, is_place: bool = False) -> Planted:
    """A statement replaced by its wrong version."""
    told = tuple(wrong if each is right else each for each in case.told)
    return Planted(told, wrong, is_place)


def besides(case: Case, wrong: Told) -> Planted:
    """A wrong statement in place of whatever was said of its indicator in that question."""
    kept = (
        each
        for each in case.told
        if each.indicator != wrong.indicator or each.question != wrong.question
    )
    return Planted((*kept, wrong), wrong)


def taken_from(told: Told, other: Told) -> Told:
    """The indicator of one statement with number and quote of another."""
    return replace(other, indicator=told.indicator, seen=told.seen)


def claimed(case: Case, indicator: str, number: Number) -> Iterator[Told]:
    """An indicator with a number of the text, quoted with its clause, where it is offered."""
    quote = clause(case, number.span)
    for place in case.asked(quote):
        if indicator in case.questions[place].offered:
            text = case.text
            yield Told(
                place,
                indicator,
                State.REPORTED,
                text[number.span.start : number.span.end],
                "",
                text[quote.start : quote.end],
                quote,
                None,
                number.span,
            )


def numbered(case: Case) -> Iterator[Told]:
    """The statements that carry digits."""
    for told in case.told:
        if told.state is State.REPORTED and told.figure and _DIGIT.search(told.number):
            yield told


def clause(case: Case, number: Span) -> Span:
    """From the beginning of a number's clause to the end of the number."""
    line = sentence(case, number)
    starts = [m.start() for m in _CLAUSE.finditer(case.text, line.start, number.start)]
    return Span(starts[-1] if starts else number.start, number.end)


def sentence(case: Case, place: Span) -> Span:
    """The sentence that holds a place."""
    low = max(0, place.start - 300)
    for match in _SENTENCE.finditer(case.text, low, min(len(case.text), place.end + 300)):
        if match.end() > place.start:
            return Span(match.start(), max(match.end(), place.end))
    return place


def clauses(case: Case, question: Question) -> Iterator[Span]:
    """The clauses of what a question asks about."""
    for within in question.passages:
        for match in _CLAUSE.finditer(case.text, within.start, within.end):
            yield Span(*match.span())


def counted(case: Case) -> Iterator[Number]:
    """The numbers of the text that count something."""
    return (n for n in case.prepared.numbers if n.kind is NumberKind.QUANTITY and n.quantity)


def number_at(case: Case, span: Span | None) -> Number | None:
    """The number of the text that stands exactly there."""
    return next((n for n in case.prepared.numbers if n.span == span), None)


def same_class(left: Number, right: Number) -> bool:
    """Could both count the same thing?"""
    if left.quantity is None or right.quantity is None:
        return False
    return unit_class(left.quantity.unit) == unit_class(right.quantity.unit)
