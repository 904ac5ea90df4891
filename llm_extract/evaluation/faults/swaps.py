"""A number that is there and means something else: a neighbour's, a part's, another year's."""

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import (
    Planted,
    besides,
    claimed,
    counted,
    instead,
    number_at,
    same_class,
    sentence,
    taken_from,
)
from llm_extract.records import Number, Place, Span

_NEAR = 120  # characters in which a part follows its total
_FAR = 600  # characters in which another year's figure is mistaken for this year's
_PART = re.compile(r"其中|[(（]|包括|分别")
_OTHER_YEAR = re.compile(r"上年|去年|上一年|往年|历年|累计|累計|截至|截止|以来|以來")


def neighbour(case: Case, random: Random) -> Iterator[Planted]:
    """The number of the statement before or behind, if it counts alike."""
    prose = sorted(_prose(case), key=lambda told: told.span)
    for before, behind in pairwise(prose):
        for told, other in ((before, behind), (behind, before)):
            if _are_alike(case, told, other):
                yield instead(case, told, taken_from(told, other))


def part_for_total(case: Case, random: Random) -> Iterator[Planted]:
    """A number that its sentence gives as a part of the total."""
    for told in _prose(case):
        total = number_at(case, told.figure)
        if total is None:
            continue
        end = min(sentence(case, total.span).end, total.span.end + _NEAR)
        for part in counted(case):
            inside = Span(total.span.end, end).contains(part.span)
            if (
                inside
                and same_class(total, part)
                and _PART.search(case.text, total.span.end, part.span.start)
            ):
                yield from _besides(case, told.indicator, part)


def another_year(case: Case, random: Random) -> Iterator[Planted]:
    """Last year's or the cumulative figure for this year's, under an indicator close by."""
    year = case.fixture.labels.meta.year
    for number in counted(case):
        left = case.text[
            max(sentence(case, number.span).start, number.span.start - 40) : number.span.start
        ]
        named = re.findall(r"(20\d\d)年", left)
        if not _OTHER_YEAR.search(left) and not (named and year and int(named[-1]) != year):
            continue
        for told in _around(case, number):
            yield from _besides(case, told.indicator, number)


def look_alike(case: Case, random: Random) -> Iterator[Planted]:
    """A number of which the labels say that it must not be taken for the indicator's."""
    for trap in case.fixture.labels.trap:
        for span in case.key.text.spans(trap.quote):
            for number in counted(case):
                written = case.text[number.digits.start : number.digits.end].replace(",", "")
                if span.contains(number.digits) and trap.number.replace(",", "") in written:
                    yield from _besides(case, trap.must_not_be, number)


def _prose(case: Case) -> Iterator[Told]:
    for told in case.told:
        if told.figure and told.seen and told.seen.place is Place.NARRATIVE:
            yield told


def _are_alike(case: Case, told: Told, other: Told) -> bool:
    left, right = number_at(case, told.figure), number_at(case, other.figure)
    offered = told.indicator in case.questions[other.question].offered
    apart = told.figure != other.figure and told.indicator != other.indicator
    return bool(left and right and offered and apart and same_class(left, right))


def _around(case: Case, number: Number) -> Iterator[Told]:
    """The nearest statements that count what the number counts."""
    near = [
        told
        for told in _prose(case)
        if told.figure != number.span and abs(told.span.start - number.span.start) <= _FAR
        if (own := number_at(case, told.figure)) and same_class(own, number)
    ]
    yield from sorted(near, key=lambda told: abs(told.span.start - number.span.start))[:2]


def _besides(case: Case, indicator: str, number: Number) -> Iterator[Planted]:
    return (besides(case, wrong) for wrong in claimed(case, indicator, number))
