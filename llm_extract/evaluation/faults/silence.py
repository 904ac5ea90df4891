"""Zeros for what is not said, and statements that are left out or made twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import Planted, besides, clauses, instead
from llm_extract.records import Span, State

_DENIES = re.compile(r"未|没有|沒有|无|無|零|(?<!\d)0(?!\d)")
_EMPTY = frozenset({State.BLANK, State.NOT_APPLICABLE})
_TRIES = 3  # zeros for one indicator


def zero_for_silence(case: Case, random: Random) -> Iterator[Planted]:
    """A zero for an indicator the report is silent on, quoted with a denial of something else."""
    for indicator in case.fixture.labels.not_zero:
        for place, question in enumerate(case.questions):
            if indicator not in question.offered:
                continue
            found = [c for c in clauses(case, question.span) if 4 <= c.end - c.start <= 60]
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
