"""The frozen things that travel, in the order in which they come to be.

Every `Span` counts Unicode code points of `Document.text`. The folded text (see `script`) has
the same length, so a span found there is a span of the document too.
"""

from llm_extract.records.documents import (
    Cell,
    Document,
    Loss,
    Script,
    Section,
    Span,
    Table,
    Topic,
    coalesced,
)
from llm_extract.records.exchange import Ask, Reply, Request
from llm_extract.records.hearings import Gap, Prepared, Testimony
from llm_extract.records.numbers import Approximation, Number, NumberKind, Quantity, Remark
from llm_extract.records.reports import Finding, Report, Run, Severity, Value, Verdict
from llm_extract.records.statements import (
    REVIEWER,
    SCANNER,
    Denial,
    Deny,
    Evidence,
    Heard,
    Listen,
    Metadata,
    Place,
    Rank,
    Refusal,
    Scan,
    State,
    Statement,
)

__all__ = [
    "REVIEWER",
    "SCANNER",
    "Approximation",
    "Ask",
    "Cell",
    "Denial",
    "Deny",
    "Document",
    "Evidence",
    "Finding",
    "Gap",
    "Heard",
    "Listen",
    "Loss",
    "Metadata",
    "Number",
    "NumberKind",
    "Place",
    "Prepared",
    "Quantity",
    "Rank",
    "Refusal",
    "Remark",
    "Reply",
    "Report",
    "Request",
    "Run",
    "Scan",
    "Script",
    "Section",
    "Severity",
    "Span",
    "State",
    "Statement",
    "Table",
    "Testimony",
    "Topic",
    "Value",
    "Verdict",
    "coalesced",
]
