"""Do two witnesses claim one number for different indicators?"""

from collections import defaultdict
from collections.abc import Iterator

from llm_extract.records import Evidence, Finding, Severity, Span, Statement, Verdict


def check(evidence: Evidence) -> Iterator[Finding]:
    claims: defaultdict[Span, list[Statement]] = defaultdict(list)
    for statement in evidence.statements:
        if statement.number is not None:
            claims[statement.number].append(statement)
    for span, claimants in claims.items():
        if rivals := _rivals(claimants):
            words = evidence.document.text[span.start : span.end]
            told = ", ".join(f"{s.indicator} ({s.witness})" for s in rivals)
            yield Finding(
                "rivals",
                Severity.WARNING,
                f"“{words}” is claimed for different indicators: {told}",
                tuple(dict.fromkeys(s.indicator for s in rivals)),
                spans=(span,),
                bearing=Verdict.DISPUTED,
            )


def _rivals(claimants: list[Statement]) -> list[Statement]:
    """Statements of indicators that not every witness of this number agrees on.

    A derived value rests on the number of another indicator by its nature.
    """
    direct = [s for s in claimants if s.state != "derived"]
    witnesses = {s.witness for s in direct}
    if len(witnesses) < 2:
        return []
    by_indicator: defaultdict[str, set[str]] = defaultdict(set)
    for statement in direct:
        by_indicator[statement.indicator].add(statement.witness)
    lone = [name for name, said_by in by_indicator.items() if said_by != witnesses]
    agreed = len(lone) < len(by_indicator)
    if not lone or len(by_indicator) < 2:
        return []
    return [s for s in direct if s.indicator in lone or not agreed]
