"""A document before its witnesses, and what a model testifies."""

from dataclasses import dataclass

from llm_extract.records.documents import Document, Section, Span
from llm_extract.records.exchange import Request
from llm_extract.records.numbers import Number
from llm_extract.records.statements import Metadata, Scan, Statement


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with all that is known of it before any witness but the scanner speaks."""

    document: Document
    folded: str
    sections: tuple[Section, ...]
    numbers: tuple[Number, ...]
    metadata: Metadata
    scan: Scan
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that got no usable answer from a witness, why, and to which requests."""

    section: str
    span: Span
    reason: str
    witness: str
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class Testimony:
    """What models said about one document: statements in text order, gaps, and notes on answers."""

    statements: tuple[Statement, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
