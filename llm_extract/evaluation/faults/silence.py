"""Zeros for what is not said, and statements that are left out or made twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import (
    Planted,
    besides,
    clauses,
    counted,
    instead,
)
from llm_extract.records import Span, State

_DENIES = re.compile(r"未|没有|沒有|无|無|零|(?<!\d)0(?!\d)")
_EMPTY = frozenset({State.BLANK, State.NOT_APPLICABLE})
_EVERY = re.compile(r"均|全部|都|其余|其餘")
_WIDE = 200  # characters of a quote that holds a denial too
_TRIES = 3  # zeros for one indicator


def zero_for_silence(case: Case, random: Random) -> Iterator[Planted]:
    """A zero for an indicator the report is silent on, quoted with a denial of something else."""
    for indicator in case.fixture.labels.not_zero:
        for place, question in enumerate(case.questions):
            if indicator not in question.offered:
                continue
            found = [c for c in clauses(case, question) if 4 <= c.end - c.start <= 60]
            denying = [c for c in found if _DENIES.search(case.text, c.start, c.end)]
            for span in random.sample(denying or found, min(_TRIES, len(denying or found))):
                yield besides(case, _zero(case, place, indicator, span))


def zero_for_blank(case: Case, random: Random) -> Iterator[Planted]:
    """A zero for a cell that is blank or struck out."""
    for told in case.told:
        if told.state in _EMPTY:
            zero = replace(told, state=State.REPORTED, number="0")
            yield instead(case, told, zero)
            yield instead(case, told, replace(told, state=State.ZERO_BY_NEGATION))


def number_for_blank(case: Case, random: Random) -> Iterator[Planted]:
    """A number for a cell that is blank or struck out: that of its row, or any."""
    for told in case.told:
        if told.state in _EMPTY:
            inside = re.findall(r"\d+", told.quote)
            number = random.choice([*inside, "3"])
            yield instead(case, told, replace(told, state=State.REPORTED, number=number))


def blank_for_number(case: Case, random: Random) -> Iterator[Planted]:
    """A cell or a sentence with a number, said to be blank or struck out."""
    for told in case.told:
        if told.state is State.REPORTED and told.figure:
            state = random.choice((State.BLANK, State.NOT_APPLICABLE))
            yield instead(case, told, replace(told, state=state, number=""))


def wide_denial(case: Case, random: Random) -> Iterator[Planted]:
    """A zero for what the report has, quoted from its own words to a denial of something else."""
    for told in case.told:
        if told.state is not State.REPORTED or not told.figure:
            continue
        for span in clauses(case, case.questions[told.question]):
            whole = Span(min(span.start, told.span.start), max(span.end, told.span.end))
            near = whole.end - whole.start <= _WIDE and not span.overlaps(told.span)
            if near and _DENIES.search(case.text, span.start, span.end):
                quote = case.text[whole.start : whole.end]
                zero = replace(told, state=State.ZERO_BY_NEGATION, number="", quote=quote)
                yield instead(case, told, replace(zero, span=whole))


def unfounded(case: Case, random: Random) -> Iterator[Planted]:
    """A number that is somewhere in the text, said to follow from words that do not name it."""
    numbers = list(counted(case))
    for place, question in enumerate(case.questions if numbers else ()):
        found = [c for c in clauses(case, question) if 4 <= c.end - c.start <= 60]
        every = [c for c in found if _EVERY.search(case.text, c.start, c.end)]
        for indicator in random.sample(question.offered, min(_TRIES, len(question.offered))):
            if span := next(iter(random.sample(every or found, min(1, len(found)))), None):
                number = random.choice(numbers).digits
                written = case.text[number.start : number.end]
                quote = case.text[span.start : span.end]
                derived = Told(place, indicator, State.DERIVED, written, "", quote, span)
                yield besides(case, derived)


def any_inference(case: Case, random: Random) -> Iterator[Planted]:
    """What a clause says of all, said of anything, with any number that stands just before."""
    for place, question in enumerate(case.questions):
        for clause in clauses(case, question):
            if not _EVERY.search(case.text, clause.start, clause.end):
                continue
            near = [n for n in counted(case) if 0 <= clause.end - n.span.end <= _WIDE]
            for number in random.sample(near, min(2, len(near))):
                written = case.text[number.digits.start : number.digits.end]
                quote = case.text[clause.start : clause.end]
                name = random.choice(question.offered)
                derived = Told(place, name, State.DERIVED, written, "", quote, clause)
                yield besides(case, derived)


def contradicted(case: Case, random: Random) -> Iterator[Planted]:
    """Said rightly, and besides with the number and quote of another."""
    for told in case.told:
        others = [
            other
            for other in case.told
            if other.question == told.question
            if other.number and told.number and other.number != told.number
        ]
        if others:
            wrong = replace(random.choice(others), indicator=told.indicator, seen=told.seen)
            yield Planted((*case.told, wrong), wrong)


def left_out(case: Case, random: Random) -> Iterator[Planted]:
    """A statement that is not made."""
    for told in case.told:
        yield Planted(tuple(each for each in case.told if each is not told), told)


def doubled(case: Case, random: Random) -> Iterator[Planted]:
    """A statement made twice, the second time a little longer quoted."""
    for told in case.told:
        longer = case.text[told.span.start : told.span.end + 1]
        again = replace(told, quote=random.choice((told.quote, longer)))
        yield Planted((*case.told, again), told)


def _zero(case: Case, place: int, indicator: str, span: Span) -> Told:
    quote = case.text[span.start : span.end]
    digit = re.search(r"(?<![\d.])0(?![\d.])", quote)
    state = State.REPORTED if digit else State.ZERO_BY_NEGATION
    return Told(place, indicator, state, "0" if digit else "", "", quote, span)
