"""What witnesses say, and all that a check may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from llm_extract.records.documents import Document, Section, Span
from llm_extract.records.numbers import Number, Quantity

SCANNER = "scanner"  # the witness that is no model
REVIEWER = "reviewer"  # who has looked at the page, and is no model either


class State(StrEnum):
    """How an indicator stands in a report; a state without a number is not zero."""

    REPORTED = "reported"
    ZERO_BY_NEGATION = "zero_by_negation"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    NOT_MENTIONED = "not_mentioned"
    DERIVED = "derived"
    UNRECOVERABLE = "unrecoverable"


class Place(StrEnum):
    """Where a statement stands."""

    TABLE = "table"
    NARRATIVE = "narrative"


class Rank(StrEnum):
    """Whose word comes first where places differ: the order of this list."""

    FORM = "form"  # a recognised official form
    TOPICAL = "topical"  # the section on the indicator's own topic
    OVERVIEW = "overview"  # anywhere else


@dataclass(frozen=True, slots=True)
class Statement:
    """What one witness says about one indicator at one place."""

    indicator: str
    state: State
    quantity: Quantity | None  # in the indicator's unit; None where the state has no number
    place: Place
    rank: Rank
    section: str
    span: Span  # of the quote
    quote: str  # Document.text[span.start:span.end]
    witness: str = SCANNER
    number: Span | None = None  # the digits and their unit, inside the quote


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that looks like an indicator's and is none, and why."""

    indicator: str
    reason: str  # "another year", "a part of the total", "a look-alike: 12345 工单"
    span: Span


@dataclass(frozen=True, slots=True)
class Scan:
    """All that the scanner has to say about a document."""

    statements: tuple[Statement, ...]
    refusals: tuple[Refusal, ...] = ()
    forms: tuple[str, ...] = ()  # recognised official forms: "2014"
    regions: tuple[Span, ...] = ()  # where tables stand


@dataclass(frozen=True, slots=True)
class Metadata:
    """Whose report it is and what it covers. None where the text does not say."""

    title: str | None = None
    agency: str | None = None
    region: str | None = None
    year: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the text itself says of a number that a witness claims for an indicator."""

    answers: tuple[str, ...]  # the indicators whose cues the number answers to, the best first
    against: str  # why it is not this year's whole figure; "" if nothing says so
    named: bool  # do the words of its sentence name the indicator
    closely: bool  # do those between the number before and the end of its clause


@dataclass(frozen=True, slots=True)
class Denial:
    """What the text denies at one place: the clause, what is denied in it, and what is amiss."""

    words: str
    objects: str = ""
    against: str = ""  # why it is no zero of this year's whole


Deny = Callable[[Span], tuple[Denial, ...]]  # a quote's place
Listen = Callable[[Span, str], Heard | None]  # a number's place and an indicator


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a check may look at."""

    document: Document
    folded: str  # simplified, narrow, mainland vocabulary; same length as document.text
    sections: tuple[Section, ...]
    numbers: tuple[Number, ...]
    metadata: Metadata
    statements: tuple[Statement, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()  # on answers of models: what was ignored in them
    listen: Listen | None = field(default=None, compare=False)  # None: nobody to ask
    deny: Deny | None = field(default=None, compare=False)
