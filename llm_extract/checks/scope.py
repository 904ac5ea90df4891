"""Which numbers look like an indicator's and were left out, and why: shown, not decided here."""

from collections.abc import Iterator

from llm_extract.records import Evidence, Finding, Severity

SCHEMA = "any"


def check(evidence: Evidence) -> Iterator[Finding]:
    text = evidence.document.text
    for refusal in evidence.refusals:
        span = refusal.span
        quote = " ".join(text[span.start : span.end].split())
        yield Finding(
            "scope",
            Severity.INFO,
            f"{refusal.indicator}: “{quote}” was not taken: {refusal.reason}",
            (refusal.indicator,),
            left=quote,
            spans=(span,),
        )
