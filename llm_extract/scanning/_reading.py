"""What the readers of prose share: the document, and how a statement about prose is made."""

from dataclasses import dataclass

from llm_extract.outline import Outline
from llm_extract.records import (
    Document,
    Number,
    Place,
    Quantity,
    Rank,
    Span,
    State,
    Statement,
    Topic,
)
from llm_extract.scanning._flat import Sentence
from llm_extract.schemas import Indicator

PLANS = frozenset({Topic.PROBLEMS})


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the scanner sees it."""

    document: Document
    folded: str
    outline: Outline
    numbers: tuple[Number, ...]
    year: int | None  # the report's
    prose: tuple[Sentence, ...] = ()  # what is no table
    tabled: frozenset[str] = frozenset()  # the indicators that tables state


@dataclass(frozen=True, slots=True)
class Said:
    """The part of a statement that differs from one reader of prose to the next."""

    state: State
    span: Span
    quantity: Quantity | None = None
    number: Span | None = None


def state(reading: Reading, indicator: Indicator, said: Said) -> Statement:
    """A statement of the scanner about prose. It ranks higher in a section on its own topic."""
    start = said.span.start
    at_home = reading.outline.topics(start) & indicator.home
    return Statement(
        indicator=indicator.id,
        state=said.state,
        quantity=said.quantity,
        place=Place.NARRATIVE,
        rank=Rank.TOPICAL if at_home else Rank.OVERVIEW,
        section=reading.outline.path(start),
        span=said.span,
        quote=reading.document.text[start : said.span.end],
        number=said.number,
    )
