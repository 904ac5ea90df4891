"""Which part of a document is asked for which indicators.

A recognised table is asked for its own cells, prose for the indicators that prose states; never
both for the same number. What is offered depends on the form alone, not on what the scanner read.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from llm_extract import schemas
from llm_extract.chunking import Chunk
from llm_extract.records import Report, Scan, Section, Span, Topic, Verdict
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.form_2014 import FORM as FORM_2014
from llm_extract.schemas.form_2019 import FORM as FORM_2019
from llm_extract.schemas.form_2021 import FORM as FORM_2021

_CAPTION = 60  # characters of a heading, or of several one after another
_CLAUSE = re.compile(r"[,，。;；]")
_GENERAL = frozenset({Topic.OTHER, Topic.OVERVIEW})  # sections that may well state nothing
_SPEAKING = 10  # characters that a section says something with, in "没有收到申请。"
_FORMS = {form.name: form for form in (FORM_2014, FORM_2019, FORM_2021)}


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of the text and the indicators it is asked for."""

    span: Span
    offered: tuple[str, ...]


def questions(chunks: Sequence[Chunk], scan: Scan) -> tuple[Question, ...]:
    """One question for each chunk; a chunk that holds table and prose becomes several."""
    if schemas.own() is not None:  # any of its indicators may stand in any table
        return tuple(Question(chunk.span, narrative()) for chunk in chunks if chunk.text.strip())
    return tuple(
        Question(span, _offered(span, scan, tabular))
        for chunk in chunks
        for span, tabular in _parts(chunk, scan.regions)
        if chunk.text[span.start - chunk.span.start : span.end - chunk.span.start].strip()
    )


def _parts(chunk: Chunk, regions: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The chunk cut at the edges of tables, each part with whether it is one.

    What is only a caption, such as a heading, goes with the table behind it, else before it.
    """
    start = chunk.span.start
    found: list[tuple[Span, bool]] = []
    for region in regions:
        low, high = max(region.start, start), min(region.end, chunk.span.end)
        if low >= high:
            continue
        if start < low and not _is_caption(chunk, start, low):
            found.append((Span(start, low), False))
            start = low
        found.append((Span(start, high), True))
        start = high
    if start < chunk.span.end:
        if found and _is_caption(chunk, start, chunk.span.end):
            found[-1] = (Span(found[-1][0].start, chunk.span.end), True)
        else:
            found.append((Span(start, chunk.span.end), False))
    return iter(found)


def _is_caption(chunk: Chunk, start: int, end: int) -> bool:
    """Is it too short for a statement, and without a clause?"""
    text = chunk.text[start - chunk.span.start : end - chunk.span.start].strip()
    return len(text) <= _CAPTION and not _CLAUSE.search(text)


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


def narrative() -> tuple[str, ...]:
    """The indicators that prose is asked for; of a schema of one's own all."""
    catalogue = schemas.own()
    return _cued() if catalogue is None else tuple(catalogue.indicators)


@cache
def _cued() -> tuple[str, ...]:
    known = indicators().values()
    return tuple(i.id for i in known if i.cues or i.kind is Kind.TEXT)


def open_questions(
    questions: Sequence[Question], report: Report, sections: Sequence[Section]
) -> tuple[Question, ...]:
    """Those about sections where the scanner is silent, contradicted, or left numbers over.

    Prose is asked from the first such section of a question to the last; a table is asked whole.
    """
    wanted = sorted({*_unsure(report, sections), *_silent(report, sections)})
    return tuple(filter(None, (_narrowed(question, wanted) for question in questions)))


def _narrowed(question: Question, wanted: Sequence[Span]) -> Question | None:
    inside = [span for span in wanted if question.span.overlaps(span)]
    if not inside:
        return None
    if question.offered != narrative():
        return question
    start = max(question.span.start, inside[0].start)
    end = min(question.span.end, max(span.end for span in inside))
    return Question(Span(start, end), question.offered)


def _unsure(report: Report, sections: Sequence[Section]) -> Iterator[Span]:
    """The own text of each section that holds a number nobody claims or a disputed statement."""
    places = [number.span.start for number in report.unclaimed]
    places.extend(
        statement.span.start
        for value in report.values
        if value.verdict is Verdict.DISPUTED
        for statement in value.statements
    )
    own = _own(sections, len(report.document.text))
    for place in places:
        yield own[max(0, bisect_right(own, place, key=lambda span: span.start) - 1)]


def _silent(report: Report, sections: Sequence[Section]) -> Iterator[Span]:
    """The own text of each section on a topic of indicators in which the scanner found nothing."""
    said = sorted(s.span.start for value in report.values for s in value.statements)
    text = report.document.text
    for section, own in zip(sections, _own(sections, len(text)), strict=True):
        found = bisect_left(said, own.end) > bisect_left(said, own.start)
        body = text[section.heading.end : own.end]
        if not found and section.topic not in _GENERAL and len(body.strip()) >= _SPEAKING:
            yield own


def _own(sections: Sequence[Section], end: int) -> list[Span]:
    """What stands under each section's heading down to the next heading of any level."""
    starts = [section.span.start for section in sections]
    return [Span(start, next_) for start, next_ in zip(starts, [*starts[1:], end], strict=True)]
