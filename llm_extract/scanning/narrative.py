"""Reading prose: each number is put to the cues, and the nearest subject claims it."""

import re
from dataclasses import dataclass

from llm_extract.numerals import convert
from llm_extract.outline import Outline
from llm_extract.records import (
    Number,
    NumberKind,
    Place,
    Quantity,
    Rank,
    Refusal,
    Span,
    State,
    Statement,
    Topic,
)
from llm_extract.scanning import _scope
from llm_extract.scanning._flat import Flat, Token, flatten, sentences
from llm_extract.scanning._match import Match, matches
from llm_extract.scanning._topics import speaks_of
from llm_extract.schemas import Indicator, Kind
from llm_extract.schemas.headings import HOME


@dataclass(frozen=True, slots=True)
class Reading:
    """What narrative scanning needs to know of a document."""

    folded: str
    outline: Outline
    numbers: tuple[Number, ...]
    year: int | None
    tables: tuple[Span, ...]  # regions that are table, not prose


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that an indicator lays hold of, with its flat for those who look further."""

    statement: Statement
    flat: Flat
    token: Token
    match: Match
    sentence: Span


def scan(reading: Reading) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
    """All claims in text order, and the numbers that were turned away."""
    claims: list[Claim] = []
    refusals: list[Refusal] = []
    for span, numbers in sentences(reading.folded, reading.numbers, reading.tables):
        if not numbers:
            continue
        for flat in flatten(reading.folded, span, numbers):
            for token in flat.tokens:
                found = _read(reading, flat, token, span)
                if isinstance(found, Claim):
                    claims.append(found)
                elif found is not None:
                    refusals.append(found)
    return _without_parts(claims, refusals)


def _read(reading: Reading, flat: Flat, token: Token, sentence: Span) -> Claim | Refusal | None:
    best = _best(reading, flat, token)
    if best is None:
        return None
    indicator = best.cue.indicator
    span = flat.span(best.start, best.end)
    topics = reading.outline.topics(span.start)
    left = flat.text[: token.index]
    reason = _scope.refuse(left[-110:], reading.year, stock=indicator.stock)
    if not reason and topics & _scope.PLANS:
        reason = "said among problems and plans"
    if reason:
        return Refusal(indicator.id, reason, span)
    statement = _state(reading, indicator, token.number, span)
    return Claim(statement, flat, token, best, sentence) if statement else None


def _best(reading: Reading, flat: Flat, token: Token) -> Match | None:
    number = token.number
    if number.quantity is None:
        return None
    unit = "%" if number.quantity.unit == "ratio" else number.quantity.unit
    behind = flat.text[token.index + 1 :]
    length = _unit_length(number, behind)
    fitting = [
        match
        for match in matches(flat.text, token.index, unit, length)
        if not match.cue.cue.topics
        or speaks_of(match.cue.cue.topics, flat.text, match, reading.outline, flat.at[token.index])
    ]
    return min(fitting, key=lambda match: match.order, default=None)


def _unit_length(number: Number, behind: str) -> int:
    """How many characters right of the `#` still belong to the number: 多万条 has three."""
    tail = number.span.end - number.digits.end
    return min(tail, len(behind))


def _state(
    reading: Reading, indicator: Indicator, number: Number, span: Span
) -> Statement | None:
    quantity = in_unit(number.quantity, indicator)
    if quantity is None:
        return None
    span = Span(min(span.start, number.span.start), max(span.end, number.span.end))
    return statement(reading, indicator, State.REPORTED, span, quantity=quantity, number=number.span)


def statement(
    reading: Reading,
    indicator: Indicator,
    state: State,
    span: Span,
    **more: Quantity | Span | None,
) -> Statement:
    """A statement of the scanner about prose; `more` is its quantity and number."""
    topics = reading.outline.topics(span.start)
    group = indicator.id.partition(".")[0]
    home = HOME.get(group, frozenset[Topic]())
    return Statement(
        indicator=indicator.id,
        state=state,
        place=Place.NARRATIVE,
        rank=Rank.TOPICAL if topics & home else Rank.OVERVIEW,
        section=reading.outline.path(span.start),
        span=span,
        quote=reading.outline.document.text[span.start : span.end],
        quantity=more.get("quantity"),  # type: ignore[arg-type]
        number=more.get("number"),  # type: ignore[arg-type]
    )


def in_unit(quantity: Quantity | None, indicator: Indicator) -> Quantity | None:
    """The quantity in the indicator's own unit; None where its unit cannot be that."""
    if quantity is None:
        return None
    if indicator.kind is not Kind.COUNT:
        return convert(quantity, indicator.unit)
    if quantity.unit and quantity.unit not in indicator.units and not quantity.unit == "":
        return convert(quantity, indicator.unit)
    return Quantity(
        quantity.value,
        indicator.unit,
        quantity.approximation,
        quantity.low,
        quantity.high,
        quantity.remark,
    )


_OPENS_PARTS = re.compile(r"其中|[(]")


def _without_parts(
    claims: list[Claim], refusals: list[Refusal]
) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
    """A second, later number of the same indicator behind 其中 or in brackets is a part."""
    kept: list[Claim] = []
    for claim in claims:
        earlier = next((k for k in reversed(kept) if _is_part(claim, k)), None)
        if earlier is None:
            kept.append(claim)
        else:
            refusals.append(
                Refusal(claim.statement.indicator, "a part of the total", claim.statement.span)
            )
    return tuple(kept), tuple(sorted(refusals, key=lambda refusal: refusal.span))


def _is_part(claim: Claim, earlier: Claim) -> bool:
    if claim.statement.indicator != earlier.statement.indicator:
        return False
    if claim.sentence != earlier.sentence:
        return False
    between = claim.flat.text[: claim.token.index]
    return bool(_OPENS_PARTS.search(between[-60:]))


__all__ = ["Claim", "Reading", "in_unit", "scan", "statement"]
_ = NumberKind
