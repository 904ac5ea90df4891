"""Do two witnesses claim one number for different indicators?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from llm_extract.checks._backing import akin
from llm_extract.records import (
    SCANNER,
    Evidence,
    Finding,
    Place,
    Severity,
    Span,
    Statement,
    Verdict,
)

SCHEMA = "any"


def check(evidence: Evidence) -> Iterator[Finding]:
    claims: defaultdict[Span, list[Statement]] = defaultdict(list)
    values: defaultdict[tuple[str, Decimal | None], set[Span]] = defaultdict(set)
    said = [s for s in evidence.statements if s.number is not None and s.quantity is not None]
    whole = _whole(s.number for s in said if s.number is not None)
    for statement in said:
        if statement.number is not None and statement.quantity is not None:
            number = whole[statement.number]
            claims[number].append(statement)
            values[statement.indicator, statement.quantity.value].add(number)
    for span, claimants in claims.items():
        if rivals := _rivals(claimants):
            names = tuple(dict.fromkeys(s.indicator for s in rivals if not _founded(s, values)))
            words = evidence.document.text[span.start : span.end]
            told = ", ".join(f"{s.indicator} ({s.witness})" for s in rivals)
            yield Finding(
                "rivals",
                Severity.WARNING,
                f"“{words}” is claimed for different indicators: {told}",
                names or tuple(dict.fromkeys(s.indicator for s in rivals)),
                spans=(span,),
                bearing=Verdict.DISPUTED,
            )


def _whole(numbers: Iterable[Span]) -> dict[Span, Span]:
    """Each place with that of the number it is of: a quote may end before its unit."""
    whole: dict[Span, Span] = {}
    last = Span(0, 0)
    for number in sorted(set(numbers), key=lambda span: (span.start, -span.end)):
        last = whole[number] = last if last.overlaps(number) else number
    return whole


def _founded(statement: Statement, values: Mapping[tuple[str, Decimal | None], set[Span]]) -> bool:
    """Does the scanner read it in a table, or say the same of it elsewhere too?

    Such a value is not in doubt because one witness files one of its numbers elsewhere.
    """
    if statement.witness != SCANNER or statement.quantity is None:
        return False
    elsewhere = values[statement.indicator, statement.quantity.value]
    return statement.place is Place.TABLE or len(elsewhere) > 1


def _rivals(claimants: list[Statement]) -> list[Statement]:
    """Statements of indicators that not every witness of this number agrees on.

    A derived value rests on the number of another indicator by its nature, and what is agreed on
    as a kind of the other may be both: 兼职3人 is all the staff there is.
    """
    direct = [s for s in claimants if s.state != "derived"]
    witnesses = {s.witness for s in direct}
    if len(witnesses) < 2:
        return []
    by_indicator: defaultdict[str, set[str]] = defaultdict(set)
    for statement in direct:
        by_indicator[statement.indicator].add(statement.witness)
    agreed_on = [name for name, said_by in by_indicator.items() if said_by == witnesses]
    lone = [
        name
        for name in by_indicator
        if name not in agreed_on and not any(akin(name, other) for other in agreed_on)
    ]
    agreed = bool(agreed_on)
    if not lone or len(by_indicator) < 2:
        return []
    return [s for s in direct if s.indicator in lone or not agreed]
