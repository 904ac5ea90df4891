"""What the file shows and the text lacks: no value of it can be here, and that must be told."""

from collections.abc import Iterator

from llm_extract.records import Evidence, Finding, Severity


def check(evidence: Evidence) -> Iterator[Finding]:
    for loss in evidence.document.losses:
        yield Finding("losses", Severity.WARNING, loss.message, spans=(loss.span,))
