"""Do the form's own sums hold? A blank operand leaves a rule unassessed, 0 = 0 is no proof."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from llm_extract.checks._compare import Bounds, bounds, is_exact, overlap, plain
from llm_extract.records import (
    Evidence,
    Finding,
    Place,
    Quantity,
    Rank,
    Severity,
    Span,
    State,
    Statement,
    Verdict,
)
from llm_extract.schemas.identities import IDENTITIES, Identity, Strength

Stated = Mapping[str, Statement]


def check(evidence: Evidence) -> Iterator[Finding]:
    for where, stated in (("the form", _form(evidence)), ("the narrative", _prose(evidence))):
        if stated:
            for identity in IDENTITIES:
                yield from _assess(identity, stated, where)


def _form(evidence: Evidence) -> Stated:
    """The first statement of each indicator on a recognised form; a local table has other sums."""
    return _first(s for s in evidence.statements if s.place is Place.TABLE and s.rank is Rank.FORM)


def _prose(evidence: Evidence) -> Stated:
    return _first(
        s
        for s in evidence.statements
        if s.place is Place.NARRATIVE and s.state is not State.DERIVED
    )


def _first(statements: Iterator[Statement]) -> Stated:
    first: dict[str, Statement] = {}
    for statement in statements:
        first.setdefault(statement.indicator, statement)
    return first


def _assess(identity: Identity, stated: Stated, where: str) -> Iterator[Finding]:
    operands = [stated.get(name) for name in identity.operands]
    quantities = [s.quantity for s in operands if s is not None and s.quantity is not None]
    if len(quantities) < len(operands):
        return
    if identity.zero and quantities.pop().value != 0:
        return
    left, right = bounds(quantities[0]), _sum(quantities[1:], identity.constant)
    spans = tuple(s.span for s in operands if s is not None)
    if not _possible(left, identity.relation, right):
        yield _failure(identity, quantities, spans, where)
    elif _is_proof(identity, quantities):
        yield _proof(identity, quantities, spans, where)


def _sum(quantities: list[Quantity], constant: int) -> Bounds:
    low: Decimal | None = Decimal(constant)
    high: Decimal | None = Decimal(constant)
    for quantity in quantities:
        least, most = bounds(quantity)
        low = None if low is None or least is None else low + least
        high = None if high is None or most is None else high + most
    return low, high


def _possible(left: Bounds, relation: str, right: Bounds) -> bool:
    """Could the relation hold for some numbers within the bounds?"""
    match relation:
        case "==":
            return overlap(left, right)
        case "<=":
            return left[0] is None or right[1] is None or left[0] <= right[1]
        case _:
            return left[1] is None or right[0] is None or left[1] >= right[0]


def _is_proof(identity: Identity, quantities: list[Quantity]) -> bool:
    if identity.strength is not Strength.STRICT or not all(map(is_exact, quantities)):
        return False
    return quantities[0].value != 0


def _failure(
    identity: Identity, quantities: list[Quantity], spans: tuple[Span, ...], where: str
) -> Finding:
    left, right = _totals(identity, quantities)
    binding = identity.strength is not Strength.USUAL and not _is_unsplit(identity, quantities)
    return Finding(
        "identities",
        Severity.ERROR if binding else Severity.WARNING,
        f"{identity.id} fails in {where}: {_equation(identity, quantities)}",
        identity.operands,
        left=left,
        right=right,
        delta=None if left is None or right is None else left - right,
        spans=spans,
        bearing=Verdict.DISPUTED if binding else None,
    )


def _proof(
    identity: Identity, quantities: list[Quantity], spans: tuple[Span, ...], where: str
) -> Finding:
    left, right = _totals(identity, quantities)
    return Finding(
        "identities",
        Severity.INFO,
        f"{identity.id} holds in {where}: {_equation(identity, quantities)}",
        identity.operands,
        left=left,
        right=right,
        delta=Decimal(0),
        spans=spans,
        bearing=Verdict.CONFIRMED,
    )


def _is_unsplit(identity: Identity, quantities: list[Quantity]) -> bool:
    return identity.unsplit and all(quantity.value == 0 for quantity in quantities[1:])


def _totals(
    identity: Identity, quantities: list[Quantity]
) -> tuple[Decimal | None, Decimal | None]:
    parts = [quantity.value for quantity in quantities[1:]]
    known = [part for part in parts if part is not None]
    right = sum(known, Decimal(identity.constant)) if len(known) == len(parts) else None
    return quantities[0].value, right


def _equation(identity: Identity, quantities: list[Quantity]) -> str:
    """ "request.received 7 == request.in_person 3 + request.online 4", the terms as stated."""
    terms = [
        f"{name} {plain(quantity.value)}"
        for name, quantity in zip(identity.operands, quantities, strict=False)
    ]
    right = " + ".join(terms[1:]) or str(identity.constant)
    total = _totals(identity, quantities)[1]
    summed = f" = {plain(total)}" if len(terms) > 2 else ""
    return f"{terms[0]} against {right}{summed} (should be {identity.relation})"
