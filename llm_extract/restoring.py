"""From a stored result back to statements: claims to be checked again, none of them believed.

Where in a quote the number stands is not stored. It is looked for in the text, so that a changed
value finds no number to stand on and grounding withholds it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from llm_extract import numerals
from llm_extract.records import (
    SCANNER,
    Finding,
    Metadata,
    Number,
    Place,
    Quantity,
    Rank,
    Remark,
    Run,
    Severity,
    Span,
    State,
    Statement,
)
from llm_extract.schemas import Indicator, Kind, indicators
from llm_extract.schemas.result import FindingPart, Result, StatementPart, ValuePart
from llm_extract.schemas.units import in_text

STORED = "stored"  # the witness of a claim that names the scanner falsely
_WITH_NUMBER = frozenset({State.REPORTED, State.DERIVED})
_SEEN_ONCE = frozenset({"answers", "losses"})  # checks
# The last cell of a table row: its digits and a short unit.
_LAST_CELL = re.compile(r"(?:[-+—–]{1,2}|[增减](?:加|少)?)?\d[\d,.]*\s{0,2}[^\d\s|]{0,4}(?=\s*\Z)")
_CELL = 40  # characters at the end of a row that its last cell is looked for in


def restore(result: Result, folded: str, numbers: tuple[Number, ...]) -> tuple[Statement, ...]:
    """Every statement of the result, except those that `torn` tells of.

    What only a value's own keys say, such as bounds, holds for its first statement.
    """
    claims = (claim for value in result.values for claim in _claims(value))
    return tuple(_located(claim, folded, numbers) for claim in claims)


def owned(claims: Iterable[Statement], scanned: Iterable[Statement]) -> Iterator[Statement]:
    """The claims; what the scanner is said to say and does not is the result's own claim."""
    read: dict[str, list[Statement]] = {}
    for statement in scanned:
        read.setdefault(statement.indicator, []).append(statement)
    for claim in claims:
        known = read.get(claim.indicator, ())
        if claim.witness != SCANNER or any(_is_the_same(claim, other) for other in known):
            yield claim
        else:
            yield replace(claim, witness=STORED)


def _is_the_same(claim: Statement, other: Statement) -> bool:
    left = claim.quantity.value if claim.quantity else None
    right = other.quantity.value if other.quantity else None
    return claim.state is other.state and claim.span.overlaps(other.span) and left == right


def torn(result: Result) -> Iterator[Finding]:
    """Entries that do not hold together: changed by hand, so that they are no claim at all."""
    for value in result.values:
        fault = _fault(value)
        if fault:
            yield Finding(
                "stored",
                Severity.ERROR,
                f"{value.indicator}: {fault}; withheld",
                (value.indicator,),
                left=value.value,
                right=value.statements[0].value,
                spans=(Span(value.start, value.end),),
            )


def _fault(value: ValuePart) -> str:
    first, known = value.statements[0], indicators().get(value.indicator)
    said = (value.value, value.unit, value.quote, value.start, value.end)
    if said != (first.value, first.unit, first.quote, first.start, first.end):
        return "the entry differs from its own first statement"
    inferred = value.state is State.DERIVED  # in the unit of what it follows from
    if known and not inferred and value.unit not in (known.unit, *known.units):
        return f"counted in {known.unit}, not {value.unit}"
    return ""


def shown(result: Result) -> Iterator[Finding]:
    """What was seen of file and answers, and cannot be seen again without asking them."""
    for part in result.findings:
        if part.check in _SEEN_ONCE:
            yield _finding(part)


def described(result: Result) -> Metadata:
    """The metadata as stored."""
    part = result.report
    return Metadata(
        part.title,
        part.agency,
        part.region,
        part.year,
        part.period_start,
        part.period_end,
        part.published,
    )


def ran(result: Result) -> Run:
    """The run that the result came from, as stored."""
    stored = result.run.model_dump()
    texts = {key: stored[key] or "" for key in ("model", "prompt_digest", "schema_digest")}
    return Run(**{**stored, **texts}, settings_digest=result.settings_digest or "")


def _claims(value: ValuePart) -> Iterator[Statement]:
    quantity = Quantity(value.value, value.unit, value.approximation, value.low, value.high)
    if not _fault(value):
        yield replace(
            _statement(value.indicator, value.statements[0], value.state),
            state=value.state,
            quantity=None if _is_silent(value, value.state) else quantity,
            place=value.place,
            section=value.section,
        )
    for part in value.statements[1:]:
        yield _statement(value.indicator, part, value.state)


def _is_silent(part: ValuePart | StatementPart, state: State) -> bool:
    """A reported range (20—30件) has no value and is a quantity all the same; a text is none."""
    return part.value is None and (state is not State.REPORTED or not part.unit)


def _statement(indicator: str, part: StatementPart, state: State) -> Statement:
    state = part.state or state
    usual = Rank.FORM if part.place is Place.TABLE else Rank.TOPICAL
    return Statement(
        indicator=indicator,
        state=state,
        quantity=None if _is_silent(part, state) else Quantity(part.value, part.unit),
        place=part.place,
        rank=part.rank or usual,
        section=part.section,
        span=Span(part.start, part.end),
        quote=part.quote,
        witness=part.witness,
    )


def _located(claim: Statement, folded: str, numbers: tuple[Number, ...]) -> Statement:
    """The claim with the place of its number and the bounds that the text itself gives it."""
    if claim.state not in _WITH_NUMBER or claim.quantity is None:
        return claim
    known = indicators().get(claim.indicator)
    if known is not None and known.strict:
        return _located_strictly(claim, folded, numbers, known)
    cell = claim.place is Place.TABLE and _LAST_CELL.search(folded, *_tail(claim.span, folded))
    if cell and (read := _in_cell(cell[0], claim)):
        return replace(claim, quantity=read, number=Span(*cell.span()))
    for number in _within(claim.span, numbers):
        read = _in_unit(number, claim)
        if read and _is(read, claim.quantity):
            return replace(claim, quantity=read, number=number.span)
    return replace(claim, number=Span(*cell.span())) if cell else claim


def _located_strictly(
    claim: Statement, folded: str, numbers: tuple[Number, ...], known: Indicator
) -> Statement:
    """The last number of the quote that says what is claimed: quotes end with it."""
    for number in reversed(list(_within(claim.span, numbers))):
        meant = in_text(number, folded, known)
        if meant is not None and claim.quantity is not None and _is(meant, claim.quantity):
            return replace(claim, quantity=meant, number=number.span)
    return claim


def _in_cell(text: str, claim: Statement) -> Quantity | None:
    """What the last cell of the row says, if that is what is claimed; equal cells stay apart."""
    read = numerals.parse_cell(text)[1]
    known = indicators().get(claim.indicator)
    if read is None or claim.quantity is None or known is None:
        return None
    unit = claim.quantity.unit
    converted = numerals.convert(read, unit) if read.unit else replace(read, unit=unit)
    if converted is None or not _is(converted, claim.quantity):
        return None
    # 28614.35万元 is much money and no slip, however suspect a count of 28614.35万 would be.
    return replace(converted, remark=Remark.NONE) if known.kind is Kind.MONEY else converted


def _in_unit(number: Number, claim: Statement) -> Quantity | None:
    """The number in the unit claimed; a cell may name another that its row is counted in."""
    if number.quantity is None or claim.quantity is None:
        return None
    known = indicators().get(claim.indicator)
    converted = numerals.convert(number.quantity, claim.quantity.unit)
    if converted is None and claim.place is Place.TABLE and known:
        return number.quantity if number.quantity.unit in known.units else None
    return converted


def _is(read: Quantity, claimed: Quantity) -> bool:
    """The same value; of ranges the same bounds, where the claim has any."""
    bounds = (claimed.low, claimed.high)
    if claimed.value is None and any(bounds):
        return read.value is None and (read.low, read.high) == bounds
    return read.value == claimed.value


def _tail(span: Span, folded: str) -> tuple[int, int]:
    end = min(max(span.end, 0), len(folded))
    return max(span.start, end - _CELL, 0), end


def _within(span: Span, numbers: tuple[Number, ...]) -> Iterator[Number]:
    first = bisect_left(numbers, span.start, key=lambda number: number.span.start)
    for number in numbers[first:]:
        if number.span.end > span.end:
            return
        yield number


def _finding(part: FindingPart) -> Finding:
    return Finding(
        part.check,
        part.severity,
        part.message,
        part.indicators,
        part.left,
        part.right,
        part.delta,
        tuple(Span(*pair) for pair in part.spans),
    )
