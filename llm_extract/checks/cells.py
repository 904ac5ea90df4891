"""Is the cell the indicator's own? The scanner knows whose each cell of a table is."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from llm_extract.checks._backing import bears, doubted, masked, names, unbacked
from llm_extract.checks._compare import shown
from llm_extract.checks._rows import strange
from llm_extract.records import SCANNER, Evidence, Finding, Place, State, Statement

STAGE = 1

_CLAIMED = frozenset(State) - {State.NOT_MENTIONED, State.UNRECOVERABLE}


def check(evidence: Evidence) -> Iterator[Finding]:
    """A model's claim of another's cell, or of a number in a cell that has none, is disputed.

    The value of the cell's owner is not: only the claim is in doubt.
    """
    cells = [s for s in evidence.statements if s.witness == SCANNER and s.place is Place.TABLE]
    own: defaultdict[str, list[Statement]] = defaultdict(list)
    for cell in cells:
        own[cell.indicator].append(cell)
    for claim in unbacked(evidence):
        if claim.place is Place.TABLE and claim.state in _CLAIMED:
            against = _against(claim, cells, own[claim.indicator], evidence)
            if against:
                yield doubted("cells", claim, against, evidence)


def _against(
    claim: Statement, cells: list[Statement], own: list[Statement], evidence: Evidence
) -> str:
    if own:
        return f"its cell says {shown(own[0])}" if _differ(claim, own) else "quotes another row"
    place = claim.number or claim.span
    owners = [c.indicator for c in cells if (c.number or c.span).overlaps(place)]
    if owners:
        return f"the cell is that of {', '.join(dict.fromkeys(owners[:3]))}"
    if claim.number is not None:
        return strange(claim.indicator, claim.number, evidence)
    words = masked(evidence, claim.span)
    named = names(claim.indicator, words) if claim.quantity else bears(claim.indicator, words)
    return "" if named else "nothing in the row names it"


def _differ(claim: Statement, own: list[Statement]) -> bool:
    return all(_value(cell) != _value(claim) for cell in own)


def _value(statement: Statement) -> Decimal | None:
    return statement.quantity.value if statement.quantity else None
