"""Errors in the quote: another clause under the right number, or words that nobody wrote."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import (
    Planted,
    clauses,
    counted,
    instead,
    number_at,
    same_class,
)
from llm_extract.records import Span, State

_REACH = 300  # characters of a quote over several clauses
_FEW = 8  # characters that a clause has at the least to be quoted


def another_clause(case: Case, random: Random) -> Iterator[Planted]:
    """The right number, quoted with another clause; one that holds the digits if there is any."""
    for told in _quoted(case):
        asked = case.questions[told.question]
        others = [c for c in clauses(case, asked) if c.end - c.start >= _FEW]
        others = [c for c in others if not c.overlaps(told.span)]
        same = [c for c in others if told.number in case.text[c.start : c.end]]
        if others:
            yield instead(
                case, told, _quoting(case, told, random.choice(same or others)), is_place=True
            )


def invented_quote(case: Case, random: Random) -> Iterator[Planted]:
    """A quote that stands nowhere: a word more, a word less, or all of it made up."""
    for told in _quoted(case):
        at = random.randrange(len(told.quote))
        made_up = random.choice(
            (
                f"{told.quote[:at]}据统计{told.quote[at:]}",
                f"{told.quote[:at]}{told.quote[at + 2 :]}",
                f"本年度相关事项共计{told.number}",
            )
        )
        if made_up not in case.text:
            yield instead(case, told, replace(told, quote=made_up), is_place=True)


def stretched(case: Case, random: Random) -> Iterator[Planted]:
    """The number of another clause or sentence, and a quote that reaches from one to the other."""
    for told in _quoted(case):
        own = number_at(case, told.figure)
        for number in counted(case):
            whole = Span(
                min(told.span.start, number.span.start), max(told.span.end, number.span.end)
            )
            strange = not told.span.overlaps(number.span) and own and same_class(own, number)
            asked = case.questions[told.question].holds(whole)
            if strange and asked and whole.end - whole.start <= _REACH:
                written = case.text[number.span.start : number.span.end]
                wrong = replace(_quoting(case, told, whole), number=written, figure=number.span)
                yield instead(case, told, wrong)


def _quoted(case: Case) -> Iterator[Told]:
    return (t for t in case.told if t.state is State.REPORTED and t.figure)


def _quoting(case: Case, told: Told, span: Span) -> Told:
    return replace(told, quote=case.text[span.start : span.end], span=span)
