"""A number that an indicator lays hold of, and what two such of one sentence are to each other."""

import re
from dataclasses import dataclass
from decimal import Decimal

from llm_extract.records import Refusal, Span, Statement
from llm_extract.scanning import _scope
from llm_extract.scanning._flat import Flat, Token

NEAR = 60  # characters in which 其中 still governs a number
OPENS_PARTS = re.compile(r"其中|[(]")
CHANNEL = "disclosure.website"
OUTDONE = "another number of the sentence fits better"
PART = "a part of the total"
_LISTED = re.compile(r"#[^#,。;、(]{1,2}、(?!已?(?:[答回]复|办|采纳))[^#,。;(]{2,20}")
_SUM = re.compile(r"(?:合计|共计|总计)(?:为|达)?$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that an indicator lays hold of, and where in its flat it stands."""

    statement: Statement
    flat: Flat
    token: Token
    sentence: Span
    fit: tuple[bool, int, int]  # how well the cue fits: smaller is better


def rival(claim: Claim, earlier: list[Claim]) -> Claim | None:
    """An earlier number of the same indicator in the same sentence.

    One sentence hardly contradicts itself: two numbers there count two things.
    """
    return next(
        (
            before
            for before in reversed(earlier[-6:])
            if before.sentence == claim.sentence
            and before.statement.indicator == claim.statement.indicator
        ),
        None,
    )


def sums_up(claim: Claim, rival: Claim) -> bool:
    """公开143条,挂牌后公开305条,全年合计448条: what follows its parts is the whole."""
    return _is_sum(claim, rival) and _figure(claim) > _figure(rival)


def sums_less(claim: Claim, rival: Claim) -> bool:
    """公开448条,财政类3条、人事类2条,合计5条: this sum is of some parts alone."""
    return _is_sum(claim, rival) and _figure(claim) < _figure(rival)


def _is_sum(claim: Claim, rival: Claim) -> bool:
    left = claim.flat.text[: claim.token.index]
    return claim.flat is rival.flat and bool(_SUM.search(left))


def _figure(claim: Claim) -> Decimal:
    quantity = claim.token.number.quantity
    return (quantity.value if quantity else None) or Decimal(0)


def side_by_side(claim: Claim, rival: Claim) -> bool:
    """在省厅网站发布1条,在市政府网站发布11条: equally good, and neither is the whole.

    So are 网站信箱880件、市长信箱7件, whichever of them is nearer to its subject.
    """
    one, other = claim.token.number.quantity, rival.token.number.quantity
    if one is None or other is None or one == other:
        return False
    between = claim.flat.text[rival.token.index : claim.token.index]
    listed = one.unit == other.unit and _LISTED.fullmatch(between) is not None
    return claim.fit == rival.fit or (claim.flat is rival.flat and listed)


def under_one(claim: Claim, rival: Claim) -> bool:
    """其中门户网站公开1298条,官方网站公开4249条: one 其中 lists them, and neither is the whole.

    Only of websites: what else is listed so are kinds, and the one that is named best counts.
    """
    text, first, last = claim.flat.text, rival.token.index, claim.token.index
    if claim.statement.indicator != CHANNEL or claim.flat is not rival.flat:
        return False
    if not OPENS_PARTS.search(text, claim.flat.own, first):
        return False
    one, other = claim.token.number.quantity, rival.token.number.quantity
    return not OPENS_PARTS.search(text, first, last) and one != other


def are_parts(claim: Claim, rival: Claim) -> bool:
    """本级收到65件,各部门收到320件."""
    return all(
        _scope.less_than_the_whole(one.flat.text[one.flat.own : one.token.index][-NEAR:])
        for one in (claim, rival)
    )


def piece(claim: Claim) -> Refusal:
    """Turned away as one of several that make up the whole."""
    return Refusal(claim.statement.indicator, "one of several pieces", claim.statement.span)


def better(claim: Claim, rival: Claim) -> Claim:
    """The one that stands nearer to its subject, the earlier of two that fit alike."""
    return claim if claim.fit < rival.fit else rival


def worse(claim: Claim, rival: Claim) -> Claim:
    """The other one."""
    return rival if claim.fit < rival.fit else claim


def second(claim: Claim) -> Refusal:
    """Turned away for a better one."""
    return Refusal(claim.statement.indicator, OUTDONE, claim.statement.span)
