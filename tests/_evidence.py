"""Evidence built by hand: a text and what is said of it."""

from decimal import Decimal

from llm_extract import numerals
from llm_extract.records import (
    SCANNER,
    Approximation,
    Document,
    Evidence,
    Finding,
    Metadata,
    Place,
    Quantity,
    Rank,
    Refusal,
    Span,
    State,
    Statement,
)


def found(text: str, part: str) -> Span:
    """Where the part stands in the text, the first time."""
    start = text.index(part)
    return Span(start, start + len(part))


def stated(
    text: str,
    indicator: str,
    quote: str,
    number: str = "",
    value: str | Quantity | None = None,
    *,
    unit: str = "件",
    state: State = State.REPORTED,
    place: Place = Place.NARRATIVE,
    rank: Rank = Rank.TOPICAL,
    section: str = "",
    witness: str = SCANNER,
) -> Statement:
    """A statement whose quote stands in the text; `value` is written in `unit`."""
    span = found(text, quote)
    inside = found(quote, number) if number else None
    quantity = Quantity(Decimal(value), unit) if isinstance(value, str) else value
    return Statement(
        indicator,
        state,
        quantity,
        place,
        rank,
        section,
        span,
        quote,
        witness,
        inside and Span(span.start + inside.start, span.start + inside.end),
    )


def row(
    text: str, indicator: str, quote: str, value: str | None, *, state: State = State.REPORTED
) -> Statement:
    """A row of the official form; its value is the last thing in the quote."""
    number = value or ""
    unit = quote.split("|")[1].strip()
    return Statement(
        indicator,
        state,
        Quantity(Decimal(value), unit) if value is not None else None,
        Place.TABLE,
        Rank.FORM,
        "附表",
        found(text, quote),
        quote,
        number=Span(text.index(quote) + quote.rindex(number), text.index(quote) + len(quote))
        if number
        else None,
    )


def about(value: int, low: int, high: int, unit: str = "条") -> Quantity:
    return Quantity(Decimal(value), unit, Approximation.ABOUT, Decimal(low), Decimal(high))


def evidence(
    text: str,
    *statements: Statement,
    metadata: Metadata | None = None,
    refusals: tuple[Refusal, ...] = (),
) -> Evidence:
    """Simplified text is its own folded text."""
    document = Document(text, "txt", "0" * 64)
    numbers = numerals.find(text)
    described = metadata or Metadata()
    return Evidence(document, text, (), numbers, described, statements, refusals)


def only(findings: list[Finding]) -> Finding:
    """The one finding there should be."""
    assert len(findings) == 1, [finding.message for finding in findings]
    return findings[0]
