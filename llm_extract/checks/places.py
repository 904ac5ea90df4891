"""Do the places that state one indicator agree: table, narrative, and the different witnesses?"""

from collections.abc import Iterator
from itertools import combinations

from llm_extract.checks._backing import unbacked
from llm_extract.checks._compare import agree, is_read, shown, telling
from llm_extract.numerals import unit_class
from llm_extract.records import (
    SCANNER,
    Evidence,
    Finding,
    Place,
    Severity,
    State,
    Statement,
    Verdict,
)
from llm_extract.schemas.identities import WEAKLY_COMPARABLE

SCHEMA = "any"

_INFERRED = {State.DERIVED}
_MANY = 30  # of more statements, the later ones are compared with the first alone
_TOLD = 12  # statements in a message


def check(evidence: Evidence) -> Iterator[Finding]:
    said: dict[str, list[Statement]] = {}
    for statement in evidence.statements:
        said.setdefault(statement.indicator, []).append(statement)
    lone = frozenset(unbacked(evidence))
    for name, statements in said.items():
        if len(statements) < 2:
            continue
        counted = [s for s in statements if s.quantity is not None]
        known = [s for s in counted if s.quantity and is_read(s.quantity)]
        pairs = list(combinations(known[:_MANY], 2))
        pairs.extend((known[0], other) for other in known[_MANY:])
        pairs = [pair for pair in pairs if lone & {*pair} or _are_comparable(*pair)]
        apart = [pair for pair in pairs if not _same(*pair)]
        if apart:
            yield _difference(name, known, apart)
        elif pairs:
            yield _agreement(name, known, pairs)
        if counted and len(counted) < len(statements):
            yield _empty_cell(name, statements)


def _are_comparable(left: Statement, right: Statement) -> bool:
    """152件咨询 and 2070人次 count different things, whatever their numbers.

    That a model alone counts in another unit is no excuse for another number.
    """
    assert left.quantity is not None and right.quantity is not None
    return unit_class(left.quantity.unit) == unit_class(right.quantity.unit)


Pair = tuple[Statement, Statement]


def _same(left: Statement, right: Statement) -> bool:
    assert left.quantity is not None and right.quantity is not None
    return agree(left.quantity, right.quantity)


def _difference(name: str, said: list[Statement], apart: list[Pair]) -> Finding:
    """One finding names all candidates; the first pair that differs gives left and right."""
    left, right = apart[0]
    assert left.quantity is not None and right.quantity is not None
    a, b = left.quantity.value, right.quantity.value
    inferred = all(_INFERRED & {one.state, other.state} for one, other in apart)
    mild = inferred or name in WEAKLY_COMPARABLE
    return Finding(
        "places",
        Severity.WARNING if mild else Severity.ERROR,
        f"{name}: {_testimony(said)}",
        (name,),
        left=shown(left) if a is None else a,
        right=shown(right) if b is None else b,
        delta=None if a is None or b is None else a - b,
        spans=tuple(statement.span for statement in said),
        bearing=Verdict.DISPUTED,
    )


def _agreement(name: str, said: list[Statement], pairs: list[Pair]) -> Finding:
    confirmed = any(_are_independent(*pair) and _is_telling(*pair) for pair in pairs)
    assert said[0].quantity is not None
    return Finding(
        "places",
        Severity.INFO,
        f"{name}: {_testimony(said)}; they agree",
        (name,),
        left=said[0].quantity.value,
        right=said[1].quantity.value if said[1].quantity else None,
        spans=tuple(statement.span for statement in said),
        bearing=Verdict.CONFIRMED if confirmed else None,
    )


def _are_independent(left: Statement, right: Statement) -> bool:
    """Table and narrative are, and scanner and model of one place; repeated prose may be a copy.

    Two models are not: they have read the same books.
    """
    if _INFERRED & {left.state, right.state} or SCANNER not in {left.witness, right.witness}:
        return False
    if left.place is not right.place:
        return True
    return left.witness != right.witness and left.span.overlaps(right.span)


def _is_telling(left: Statement, right: Statement) -> bool:
    assert left.quantity is not None and right.quantity is not None
    return telling(left.quantity) and telling(right.quantity)


def _empty_cell(name: str, said: list[Statement]) -> Finding:
    return Finding(
        "places",
        Severity.INFO,
        f"{name}: {_testimony(said)}; an empty cell contradicts no number",
        (name,),
        spans=tuple(statement.span for statement in said),
    )


def _testimony(said: list[Statement]) -> str:
    """ "the form says 0; the narrative says 1 (概述), none (四、依申请公开)"."""
    parts = []
    for place, words in ((Place.TABLE, "the table says"), (Place.NARRATIVE, "the narrative says")):
        there = [s for s in said if s.place is place]
        if there:
            more = f" and {len(there) - _TOLD} more" if len(there) > _TOLD else ""
            parts.append(f"{words} {', '.join(_one(s) for s in there[:_TOLD])}{more}")
    return "; ".join(parts)


def _one(statement: Statement) -> str:
    where = statement.section.rsplit("/", 1)[-1].strip()
    return f"{shown(statement)} ({where})" if where else shown(statement)
