"""What was in the models' answers beside statements: it was ignored, and is told."""

from collections import Counter
from collections.abc import Iterator

from llm_extract.records import Evidence, Finding, Severity

SCHEMA = "any"


def check(evidence: Evidence) -> Iterator[Finding]:
    for note, times in Counter(evidence.notes).items():
        often = f" ({times} times)" if times > 1 else ""
        yield Finding("answers", Severity.INFO, f"an answer was not as asked: {note}{often}")
