"""Which part of a document is asked for which indicators.

A recognised table is asked for its own cells, prose for the indicators that prose states; never
both for the same number. What is offered depends on the form alone, not on what the scanner read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from llm_extract.chunking import Chunk
from llm_extract.records import Report, Scan, Span, Verdict
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.form_2014 import FORM as FORM_2014
from llm_extract.schemas.form_2019 import FORM as FORM_2019
from llm_extract.schemas.form_2021 import FORM as FORM_2021

_FORMS = {form.name: form for form in (FORM_2014, FORM_2019, FORM_2021)}


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of the text and the indicators it is asked for."""

    span: Span
    offered: tuple[str, ...]


def questions(chunks: Sequence[Chunk], scan: Scan) -> tuple[Question, ...]:
    """One question for each chunk; a chunk that holds table and prose becomes several."""
    return tuple(
        Question(span, _offered(span, scan, tabular))
        for chunk in chunks
        for span, tabular in _parts(chunk, scan.regions)
        if chunk.text[span.start - chunk.span.start : span.end - chunk.span.start].strip()
    )


def _parts(chunk: Chunk, regions: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The chunk cut at the edges of tables, each part with whether it is one."""
    start = chunk.span.start
    for region in regions:
        low, high = max(region.start, start), min(region.end, chunk.span.end)
        if low >= high:
            continue
        if start < low:
            yield Span(start, low), False
        yield Span(low, high), True
        start = high
    if start < chunk.span.end:
        yield Span(start, chunk.span.end), False


def _offered(span: Span, scan: Scan, tabular: bool) -> tuple[str, ...]:
    if not tabular:
        return narrative()
    groups = {
        statement.indicator.partition(".")[0]
        for statement in scan.statements
        if span.contains(statement.span)
    }
    cells = [
        name
        for form in scan.forms
        for name in _FORMS[form].ids
        if name.partition(".")[0] in groups and name in indicators()
    ]
    return tuple(dict.fromkeys(cells)) or narrative()


@cache
def narrative() -> tuple[str, ...]:
    """The indicators that prose is asked for."""
    known = indicators().values()
    return tuple(i.id for i in known if i.cues or i.kind is Kind.TEXT)


def open_questions(questions: Sequence[Question], report: Report) -> tuple[Question, ...]:
    """Those about a stretch where the scanner is contradicted, unsure, or left numbers over."""
    unsure = [number.span for number in report.unclaimed]
    unsure.extend(
        statement.span
        for value in report.values
        if value.verdict is Verdict.DISPUTED
        for statement in value.statements
    )
    return tuple(q for q in questions if any(q.span.overlaps(span) for span in unsure))
