"""Do the form's own sums hold? A blank operand leaves a rule unassessed, 0 = 0 is no proof."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from llm_extract.checks._compare import Bounds, bounds, is_exact, overlap, plain
from llm_extract.checks._mending import told
from llm_extract.records import (
    SCANNER,
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
from llm_extract.schemas.article20 import signed
from llm_extract.schemas.identities import IDENTITIES, Identity, Strength

Stated = Mapping[str, Statement]

SIGNED = signed()


def check(evidence: Evidence) -> Iterator[Finding]:
    said = {statement.indicator for statement in evidence.statements}
    rules = [identity for identity in IDENTITIES if identity.unless not in said]
    form = _form(evidence)
    for where, stated in (("the form", form), ("the narrative", _prose(evidence))):
        here = (identity for identity in rules if identity.left in stated)
        found = [f for identity in here for f in _assess(identity, stated, where)]
        found = [(i, _with_change(i, f, stated, evidence)) for i, f in found]
        yield from (
            finding for identity, finding in found if not _is_one_of_many(identity, finding)
        )
        yield from _summed_up([p for p in found if _is_one_of_many(*p)], where)
    yield from _negative(form)


def _with_change(
    identity: Identity, finding: Finding, stated: Stated, evidence: Evidence
) -> Finding:
    """A failure with the single change that would mend it, if it looks like a slip."""
    if finding.severity is Severity.INFO:
        return finding
    numbers = {
        name: s.quantity.value
        for name, s in stated.items()
        if s.quantity is not None and s.quantity.value is not None
    }
    if any(name not in numbers for name in identity.operands):
        return finding
    others: defaultdict[str, set[Decimal]] = defaultdict(set)
    for statement in evidence.statements:
        if statement.quantity is not None and statement.quantity.value is not None:
            others[statement.indicator].add(statement.quantity.value)
    change = told(identity, numbers, others, IDENTITIES)
    return replace(finding, message=f"{finding.message}{change}")


def _is_one_of_many(identity: Identity, finding: Finding) -> bool:
    """Proofs of a family are told together, failures each on their own."""
    return bool(identity.where) and finding.bearing is Verdict.CONFIRMED


def _summed_up(proofs: list[tuple[Identity, Finding]], where: str) -> Iterator[Finding]:
    """R1 holds for 12 rows: one finding that confirms the operands of all of them."""
    families: dict[str, list[tuple[Identity, Finding]]] = {}
    for identity, finding in proofs:
        families.setdefault(identity.id, []).append((identity, finding))
    for family, members in families.items():
        places = ", ".join(identity.where for identity, _ in members)
        operands = (name for identity, _ in members for name in identity.operands)
        yield Finding(
            "identities",
            Severity.INFO,
            f"{family} holds in {where} for {len(members)}: {places}",
            tuple(dict.fromkeys(operands)),
            delta=Decimal(0),
            spans=tuple(finding.spans[0] for _, finding in members),
            bearing=Verdict.CONFIRMED,
        )


def _negative(form: Stated) -> Iterator[Finding]:
    """D1: no cell is negative but those that say how a number changed."""
    for name, statement in form.items():
        value = statement.quantity.value if statement.quantity else None
        if value is not None and value < 0 and name not in SIGNED:
            yield Finding(
                "identities",
                Severity.ERROR,
                f"D1 fails in the form: {name} {plain(value)} is negative",
                (name,),
                left=value,
                right=Decimal(0),
                delta=value,
                spans=(statement.span,),
                bearing=Verdict.DISPUTED,
            )


def _form(evidence: Evidence) -> Stated:
    """The first statement of each indicator on a recognised form; a local table has other sums.

    Who reads cells by their geometry is asked first, so that a claim of one wrong cell does not
    fail every sum it is part of.
    """
    cells = (s for s in evidence.statements if s.place is Place.TABLE and s.rank is Rank.FORM)
    return _first(iter(sorted(cells, key=lambda cell: cell.witness != SCANNER)))


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


def _assess(identity: Identity, stated: Stated, where: str) -> Iterator[tuple[Identity, Finding]]:
    operands = [stated.get(name) for name in identity.operands]
    quantities = [s.quantity for s in operands if s is not None and s.quantity is not None]
    if len(quantities) < len(operands):
        return
    if identity.zero and quantities.pop().value != 0:
        return
    split = 1 + len(identity.more)
    left, right = _sum(quantities[:split], 0), _sum(quantities[split:], identity.constant)
    spans = tuple(s.span for s in operands if s is not None)
    if not _possible(left, identity.relation, right):
        yield identity, _failure(identity, quantities, spans, where)
    elif _is_proof(identity, quantities):
        yield identity, _proof(identity, quantities, spans, where)


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
    return _totals(identity, quantities)[0] != 0


def _failure(
    identity: Identity, quantities: list[Quantity], spans: tuple[Span, ...], where: str
) -> Finding:
    left, right = _totals(identity, quantities)
    binding = identity.strength is not Strength.USUAL and not _is_unsplit(identity, quantities)
    return Finding(
        "identities",
        Severity.ERROR if binding else Severity.WARNING,
        f"{_named(identity)} fails in {where}: {_equation(identity, quantities)}",
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
        f"{_named(identity)} holds in {where}: {_equation(identity, quantities)}",
        identity.operands,
        left=left,
        right=right,
        delta=Decimal(0),
        spans=spans,
        bearing=Verdict.CONFIRMED,
    )


def _is_unsplit(identity: Identity, quantities: list[Quantity]) -> bool:
    return identity.unsplit and all(q.value == 0 for q in quantities[1:])


def _named(identity: Identity) -> str:
    return f"{identity.id} ({identity.where})" if identity.where else identity.id


def _totals(
    identity: Identity, quantities: list[Quantity]
) -> tuple[Decimal | None, Decimal | None]:
    split = 1 + len(identity.more)
    return _total(quantities[:split], 0), _total(quantities[split:], identity.constant)


def _total(quantities: list[Quantity], constant: int) -> Decimal | None:
    known = [quantity.value for quantity in quantities if quantity.value is not None]
    return sum(known, Decimal(constant)) if len(known) == len(quantities) else None


def _equation(identity: Identity, quantities: list[Quantity]) -> str:
    """ "request.received 7 against request.in_person 3 + request.online 4 = 7", as stated.

    Of a table's many terms those that are 0 are left out.
    """
    split = 1 + len(identity.more)
    terms = list(zip(identity.operands, quantities, strict=False))
    left, right = _side(terms[:split]), terms[split:]
    shown = [term for term in right if term[1].value != 0] if identity.where else right
    total = _totals(identity, quantities)[1]
    summed = f" = {plain(total)}" if len(shown) > 1 else ""
    return (
        f"{left} against {_side(shown) or identity.constant}{summed}"
        f" (should be {identity.relation})"
    )


def _side(terms: list[tuple[str, Quantity]]) -> str:
    return " + ".join(f"{name} {plain(quantity.value)}" for name, quantity in terms)
