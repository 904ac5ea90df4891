"""Do two years of one agency fit together: what one year carries over, the next one begins with."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from llm_extract.checks._compare import plain
from llm_extract.records import Finding, Severity, Span
from llm_extract.schemas.identities import Strength
from llm_extract.schemas.years import Term, YearRule, year_rules

if TYPE_CHECKING:
    from llm_extract.schemas.result import Result, ValuePart

_STATED = frozenset({"reported", "zero_by_negation"})


def compare(results: Iterable["Result"]) -> tuple[Finding, ...]:
    """Findings on each two years that follow one another; spans are of the later document.

    All results should be of one agency. Where its name is another (merged, split, or the city
    instead of its own office), a difference is a warning and no error.
    """
    dated = [(result.report.year, result) for result in results if result.report.year is not None]
    ordered = [result for _, result in sorted(dated, key=lambda pair: pair[0])]
    found: list[Finding] = []
    for before, now in pairwise(ordered):
        if (now.report.year or 0) - (before.report.year or 0) == 1:
            found += _between(before, now)
    return tuple(found)


def _between(before: "Result", now: "Result") -> Iterator[Finding]:
    earlier = {value.indicator: value for value in before.values}
    later = {value.indicator: value for value in now.values}
    same = before.report.agency == now.report.agency
    years = (before.report.year, now.report.year)
    for rule in year_rules():
        left, right = _sum(rule.now, later), _sum(rule.before, earlier)
        if left is None or right is None or (left == right == 0):
            continue
        names = tuple(term.indicator for term in (*rule.now, *rule.before))
        spans = tuple(Span(later[t.indicator].start, later[t.indicator].end) for t in rule.now)
        yield Finding(
            "years",
            Severity.INFO if left == right else _severity(rule, same),
            f"{rule.id} {'holds' if left == right else 'fails'} between {years[0]} and {years[1]}"
            f" ({rule.meaning}): {_terms(rule.before, earlier)} in {years[0]},"
            f" {_terms(rule.now, later)} in {years[1]}",
            tuple(dict.fromkeys(names)),
            left=left,
            right=right,
            delta=left - right,
            spans=spans,
        )


def _severity(rule: YearRule, same_agency: bool) -> Severity:
    if rule.weak:
        return Severity.INFO
    binding = rule.strength is Strength.STRICT and same_agency
    return Severity.ERROR if binding else Severity.WARNING


def _sum(terms: tuple[Term, ...], values: Mapping[str, "ValuePart"]) -> Decimal | None:
    """The terms added up, None where one is not stated as a number."""
    total = Decimal(0)
    for term in terms:
        value = values.get(term.indicator)
        if value is None or value.value is None or value.state not in _STATED:
            return None
        total += term.sign * value.value
    return total


def _terms(terms: tuple[Term, ...], values: Mapping[str, "ValuePart"]) -> str:
    """ "in_force 612 - made 41 + repealed 37", each with its whole identifier."""
    told = ""
    for term in terms:
        sign = ("" if not told else " + ") if term.sign > 0 else " - "
        told += f"{sign}{term.indicator} {plain(values[term.indicator].value)}"
    return told
