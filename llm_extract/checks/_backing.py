"""Which claims of models the scanner does not back, and whether the words around name them."""

import re
from collections.abc import Iterator, Sequence

from llm_extract import schemas
from llm_extract.checks._compare import agree, shown
from llm_extract.numerals import convert
from llm_extract.records import (
    REVIEWER,
    SCANNER,
    Evidence,
    Finding,
    Quantity,
    Severity,
    Span,
    Statement,
    Verdict,
)
from llm_extract.schemas.naming import labelled, named

_NOISE = re.compile(r"[\s|“”\"'《》]+")


def unbacked(evidence: Evidence) -> Iterator[Statement]:
    """The statements of models that no statement of the scanner on the same place agrees with."""
    if all(statement.witness == SCANNER for statement in evidence.statements):
        return  # the rules alone: the usual case, and a fast one
    scanned: dict[str, list[Statement]] = {}
    for statement in evidence.statements:
        if statement.witness == SCANNER:
            scanned.setdefault(statement.indicator, []).append(statement)
    for statement in evidence.statements:
        if statement.witness not in (SCANNER, REVIEWER) and not any(
            _backs(other, statement) for other in scanned.get(statement.indicator, ())
        ):
            yield statement


def _backs(scanned: Statement, claimed: Statement) -> bool:
    left, right = scanned.quantity, claimed.quantity
    same = _is_same(left, right) if left and right else left is right
    return same and (scanned.number or scanned.span).overlaps(claimed.number or claimed.span)


def _is_same(left: Quantity, right: Quantity) -> bool:
    """One number read alike: 近10万 backs 100000 and no other number below it."""
    if left.unit != right.unit and "元" in left.unit and (converted := convert(right, left.unit)):
        right = converted
    return left.value == right.value and agree(left, right)


def names(indicator: str, words: str) -> bool:
    """Do the folded words, each number a `#`, say what the indicator counts?"""
    return named(schemas.indicators()[indicator], _NOISE.sub("", words))


def bears(indicator: str, words: str) -> bool:
    """Is the indicator's own label, or another that forms print, there for the most part?"""
    return labelled(schemas.indicators()[indicator], _NOISE.sub("", words))


def doubted(check: str, claim: Statement, against: str, evidence: Evidence) -> Finding:
    """A claim that the scanner does not back and that something speaks against.

    It is disputed. Where the scanner reads the same number of the indicator elsewhere, only the
    place is in doubt, and the claim is withheld; so is an empty cell that is another's, where the
    scanner reads the indicator's own.
    """
    stands = _is_read_elsewhere(claim, evidence)
    return Finding(
        check,
        Severity.WARNING,
        f"{claim.indicator}: {claim.witness} alone says {shown(claim)} here, and {against}"
        f"{'; the claim is withheld, the value is read elsewhere' if stands else ''}",
        (claim.indicator,),
        left=claim.quantity.value if claim.quantity else None,
        right=claim.quote,
        spans=(claim.number or claim.span,),
        bearing=Verdict.UNSUPPORTED if stands else Verdict.DISPUTED,
        statement=claim,
    )


def _is_read_elsewhere(claim: Statement, evidence: Evidence) -> bool:
    said = [s for s in evidence.statements if s.indicator == claim.indicator]
    if claim.quantity is None:
        return any(s.witness == SCANNER for s in said)
    return is_read((claim, *said))


def is_read(spoken: Sequence[Statement]) -> bool:
    """Does the scanner say the number that the first of the statements gives?"""
    given = spoken[0].quantity
    return given is not None and any(
        s.witness == SCANNER and s.quantity is not None and agree(s.quantity, given) for s in spoken
    )


def akin(left: str, right: str) -> bool:
    """Is one a kind of the other, as reply.refused_privacy is of reply.refused?"""
    return left.startswith(f"{right}_") or right.startswith(f"{left}_")


def masked(evidence: Evidence, span: Span) -> str:
    """A stretch of the folded text with a `#` for each number."""
    return re.sub(r"\d[\d,.]*", "#", evidence.folded[span.start : span.end])
