"""Numbers that belong to nothing asked for: shares, dates, codes, plans, another's counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import (
    Planted,
    besides,
    claimed,
    counted,
    number_at,
    same_class,
    sentence,
)
from llm_extract.records import Number, NumberKind, Span, Topic
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.units import in_unit

_TRIES = 40  # pairs of an indicator and a number
_FAR = 400  # characters in which a number is mistaken for another's
_SHARES = frozenset({NumberKind.RATIO})
_UNCOUNTED = frozenset(NumberKind) - {NumberKind.QUANTITY, NumberKind.RATIO, NumberKind.VAGUE}
_LEVEL = re.compile(
    r"本级|[省市县区州]直|县区|县市区|区县|各县|乡镇|镇街|街道|基层|[局委办厅]|部门|单位|系统"
)
_PLAN = re.compile(r"计划|力争|目标|拟|将|确保|不少于|不低于|要求")


def share_as_count(case: Case, random: Random) -> Iterator[Planted]:
    """The digits of a percentage as a count of what is counted close by."""
    shares = [n for n in case.prepared.numbers if n.kind in _SHARES]
    for number in shares:
        yield from _near(case, number)


def uncounted(case: Case, random: Random) -> Iterator[Planted]:
    """A date, a document's number, a telephone, the number of a list, the digits of a name."""
    strange = [n for n in case.prepared.numbers if n.kind in _UNCOUNTED]
    for number in random.sample(strange, min(_TRIES, len(strange))):
        yield from _near(case, number)


def another_class(case: Case, random: Random) -> Iterator[Planted]:
    """What is counted in something else close by: 人次 for 次, 万元 for 件."""
    for number in counted(case):
        for told in _told_near(case, number):
            own = number_at(case, told.figure)
            if own and not same_class(own, number):
                yield from _bare(case, told.indicator, number)


def any_number(case: Case, random: Random) -> Iterator[Planted]:
    """Any number of the text for any indicator that it could count."""
    numbers = list(counted(case))
    names = sorted({name for q in case.questions for name in q.offered})
    for _ in range(_TRIES * 4 if numbers else 0):
        number, name = random.choice(numbers), random.choice(names)
        if _may_count(name, number):
            yield from _besides(case, name, number)


def cut_quote(case: Case, random: Random) -> Iterator[Planted]:
    """Any number for any indicator, with a quote that ends before the number's unit."""
    for error in any_number(case, random):
        wrong = error.wrong
        number = number_at(case, wrong.figure)
        if number is not None and number.digits.end < wrong.span.end:
            span = Span(wrong.span.start, number.digits.end)
            digits = case.text[number.digits.start : number.digits.end]
            quote = case.text[span.start : span.end]
            yield besides(case, replace(wrong, number=digits, quote=quote, span=span))


def for_silence(case: Case, random: Random) -> Iterator[Planted]:
    """Any number of the text for an indicator that the report is silent on."""
    silent = [n for n in case.fixture.labels.not_zero if n not in case.key.gold]
    for number in counted(case):
        for name in random.sample(silent, min(2, len(silent))):
            if _may_count(name, number):
                yield from _besides(case, name, number)


def one_level(case: Case, random: Random) -> Iterator[Planted]:
    """What one office, one level or the offices below have, for all that are reported on."""
    yield from _qualified(case, _LEVEL)


def plan(case: Case, random: Random) -> Iterator[Planted]:
    """What is planned, wanted or demanded, for what was done."""
    yield from _qualified(case, _PLAN)
    topics = (s for s in case.prepared.sections if s.topic is Topic.PROBLEMS)
    spans = [section.span for section in topics]
    for number in counted(case):
        if any(span.contains(number.span) for span in spans):
            for name in {told.indicator for told in case.told if told.figure}:
                if _may_count(name, number):
                    yield from _besides(case, name, number)


def _qualified(case: Case, words: re.Pattern[str]) -> Iterator[Planted]:
    """Numbers before which such words stand in their clause, under indicators close by."""
    for number in counted(case):
        line = sentence(case, number.span)
        if words.search(case.text, max(line.start, number.span.start - 25), number.span.start):
            for told in _told_near(case, number):
                own = number_at(case, told.figure)
                if own and same_class(own, number):
                    yield from _besides(case, told.indicator, number)


def _near(case: Case, number: Number) -> Iterator[Planted]:
    for told in _told_near(case, number):
        if indicators()[told.indicator].kind is Kind.COUNT:
            yield from _bare(case, told.indicator, number)


def _bare(case: Case, indicator: str, number: Number) -> Iterator[Planted]:
    """The digits without their unit, so that the indicator's own is understood."""
    digits = case.text[number.digits.start : number.digits.end]
    for wrong in claimed(case, indicator, number):
        yield besides(case, replace(wrong, number=digits))


def _besides(case: Case, indicator: str, number: Number) -> Iterator[Planted]:
    return (besides(case, wrong) for wrong in claimed(case, indicator, number))


def _told_near(case: Case, number: Number) -> Sequence[Told]:
    """The two statements close by that speak of another number."""
    near = [
        told
        for told in case.told
        if told.figure and not told.figure.overlaps(number.span)
        if abs(told.span.start - number.span.start) <= _FAR
    ]
    return sorted(near, key=lambda told: abs(told.span.start - number.span.start))[:2]


def _may_count(name: str, number: Number) -> bool:
    """Is the number written in a unit that the indicator is counted in?"""
    known = indicators()[name]
    if known.kind is Kind.TEXT or number.quantity is None:
        return False
    return in_unit(number.quantity, known) is not None
