"""Is the cell the indicator's own? The scanner knows whose each cell of a table is."""

from collections import defaultdict
from collections.abc import Iterator

from llm_extract.checks._backing import doubted, masked, names, unbacked
from llm_extract.checks._compare import shown
from llm_extract.records import SCANNER, Evidence, Finding, Place, State, Statement

STAGE = 1

_NUMBERED = frozenset({State.REPORTED, State.ZERO_BY_NEGATION, State.DERIVED})


def check(evidence: Evidence) -> Iterator[Finding]:
    """A model's claim of another's cell, or of a number in a cell that has none, is disputed.

    The value of the cell's owner is not: only the claim is in doubt.
    """
    cells = [s for s in evidence.statements if s.witness == SCANNER and s.place is Place.TABLE]
    own: defaultdict[str, list[Statement]] = defaultdict(list)
    for cell in cells:
        own[cell.indicator].append(cell)
    for claim in unbacked(evidence):
        if claim.place is Place.TABLE and claim.state in _NUMBERED and claim.quantity:
            against = _against(claim, cells, own[claim.indicator], evidence)
            if against:
                yield doubted("cells", claim, against, evidence)


def _against(
    claim: Statement, cells: list[Statement], own: list[Statement], evidence: Evidence
) -> str:
    if own:
        return f"its cell says {shown(own[0])}" if _differ(claim, own) else "quotes another row"
    place = claim.number or claim.span
    owners = [c.indicator for c in cells if c.number and c.number.overlaps(place)]
    if owners:
        return f"the cell is that of {', '.join(dict.fromkeys(owners[:3]))}"
    if not names(claim.indicator, masked(evidence, claim.span)):
        return "nothing in the row names it"
    return ""


def _differ(claim: Statement, own: list[Statement]) -> bool:
    assert claim.quantity is not None
    return all((c.quantity and c.quantity.value) != claim.quantity.value for c in own)
