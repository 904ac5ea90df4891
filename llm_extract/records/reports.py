"""What comes out: findings, verdicts, values, a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from llm_extract.records.documents import Document, Script, Span
from llm_extract.records.numbers import Number
from llm_extract.records.statements import Metadata, Statement


class Severity(StrEnum):
    """How grave a finding is; an error or a warning is a contradiction."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """How far a value can be trusted, best first."""

    CONFIRMED = "confirmed"
    SUPPORTED = "supported"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw. `bearing` is the verdict it argues for; None where it argues for none."""

    check: str
    severity: Severity
    message: str
    indicators: tuple[str, ...] = ()
    left: Decimal | str | None = None
    right: Decimal | str | None = None
    delta: Decimal | None = None
    spans: tuple[Span, ...] = ()
    bearing: Verdict | None = None
    statement: Statement | None = None  # the one statement it speaks of, where it is only one
    id: str = ""  # "F1", "F2", … in the order of the report


@dataclass(frozen=True, slots=True)
class Value:
    """One indicator of one document: the statement that speaks first, and all the others."""

    indicator: str
    label: str
    unit: str
    verdict: Verdict
    statements: tuple[Statement, ...]  # the chosen one first
    findings: tuple[str, ...] = ()  # ids
    is_accepted: bool = False  # a reviewer looked at it and agreed


@dataclass(frozen=True, slots=True)
class Run:
    """How the result came about. Token counts are None where the server did not say."""

    provider: str = "rules"
    model: str = ""
    prompt_digest: str = ""
    schema_digest: str = ""
    calls: int = 0
    cached: int = 0
    failed: int = 0
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cost: Decimal | None = Decimal(0)
    gaps: tuple[dict[str, object], ...] = ()
    seconds: float = 0.0
    version: str = ""
    settings_digest: str = ""  # of all that decided on the result; "" where nobody will resume


@dataclass(frozen=True, slots=True)
class Report:
    """Our output for one document."""

    document: Document
    script: Script
    forms: tuple[str, ...]
    metadata: Metadata
    values: tuple[Value, ...]
    findings: tuple[Finding, ...]
    numbers: tuple[Number, ...]  # every quantity of the text
    unclaimed: tuple[Number, ...]  # those that no value claims
    subjects: tuple[str, ...]  # what the text says each of them counts; "" where it does not
    run: Run
    corrections: tuple[Mapping[str, object], ...] = ()  # what reviewers said, as recorded
    manifest: Mapping[str, object] | None = None  # what the user says of the document
