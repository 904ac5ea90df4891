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
from llm_extract.records import Place, Report, Scan, Section, Severity, Span, Topic, Verdict
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.form_2014 import FORM as FORM_2014
from llm_extract.schemas.form_2019 import FORM as FORM_2019
from llm_extract.schemas.form_2021 import FORM as FORM_2021

_CAPTION = 60  # characters of a heading, or of several one after another
_CLAUSE = re.compile(r"[,，。;；]")
_GENERAL = frozenset({Topic.OTHER, Topic.OVERVIEW})  # sections that may well state nothing
_ALL_OR_NONE = re.compile("全部|[均皆无無未没沒零]")
_BETWEEN_PLACES = "places"  # the check that compares a table with prose
_SPEAKING = 10  # characters that a section says something with, in "没有收到申请。"
_FORMS = {form.name: form for form in (FORM_2014, FORM_2019, FORM_2021)}


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of the text and the indicators it is asked for: those of prose, or cells."""

    span: Span
    offered: tuple[str, ...]
    cells: bool = False


def questions(chunks: Sequence[Chunk], scan: Scan) -> tuple[Question, ...]:
    """One question for each chunk; a chunk that holds table and prose becomes several."""
    if schemas.own() is not None:  # any of its indicators may stand in any table
        return tuple(Question(chunk.span, narrative()) for chunk in chunks if chunk.text.strip())
    return tuple(
        _question(span, scan, tabular)
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


def _question(span: Span, scan: Scan, tabular: bool) -> Question:
    """A table of no official form is asked like prose."""
    groups = {
        statement.indicator.partition(".")[0]
        for statement in scan.statements
        if tabular and span.contains(statement.span)
    }
    cells = [
        name
        for form in scan.forms
        for name in _FORMS[form].ids
        if name.partition(".")[0] in groups and name in indicators()
    ]
    return Question(span, tuple(dict.fromkeys(cells)) or narrative(), cells=bool(cells))


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

    Prose is asked from the first such section of a question to the last, for what belongs there;
    a table is asked whole.
    """
    doubts = sorted(_doubts(report))
    own = _own(sections, len(report.document.text))
    silent = list(_silent(report, own))
    return tuple(filter(None, (_narrowed(each, doubts, silent, own) for each in questions)))


def _narrowed(
    question: Question, doubts: Sequence[int], silent: Sequence["_Own"], own: Sequence["_Own"]
) -> Question | None:
    span = question.span
    inside = doubts[bisect_left(doubts, span.start) : bisect_left(doubts, span.end)]
    if question.cells:
        return question if inside else None
    wanted = [*_around(inside, own), *(each for each in silent if span.overlaps(each.span))]
    if not wanted:
        return None
    start = max(span.start, min(each.span.start for each in wanted))
    end = min(span.end, max(each.span.end for each in wanted))
    topics = frozenset(each.topic for each in wanted)
    return Question(Span(start, end), _about(topics, question.offered))


def _about(topics: frozenset[Topic], offered: tuple[str, ...]) -> tuple[str, ...]:
    """Of what is offered that which prose on these topics may state."""
    if topics & _GENERAL:
        return offered
    return tuple(name for name in offered if indicators()[name].home & topics) or offered


def _doubts(report: Report) -> Iterator[int]:
    """Where a number stands that nobody claims, or a disputed statement.

    A cell is not in doubt because prose says otherwise, nor for a number within its label.
    """
    rows = _rows_that_speak(report)
    for number in report.unclaimed:
        if _line(report.document.text, number.span.start) not in rows:
            yield number.span.start
    grave = {
        found.id: found.check for found in report.findings if found.severity is not Severity.INFO
    }
    for value in report.values:
        if value.verdict is Verdict.DISPUTED:
            cells = {s.quantity for s in value.statements if s.place is Place.TABLE}
            checks = {grave[name] for name in value.findings if name in grave}
            settled = len(cells) == 1 and checks <= {_BETWEEN_PLACES}
            for statement in value.statements:
                if statement.place is not Place.TABLE or not settled:
                    yield statement.span.start


def _rows_that_speak(report: Report) -> frozenset[int]:
    """The lines, by where they begin, on which a cell is claimed."""
    text = report.document.text
    return frozenset(
        _line(text, statement.span.start)
        for value in report.values
        for statement in value.statements
        if statement.place is Place.TABLE
    )


def _line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place)


def _around(doubts: Sequence[int], own: Sequence["_Own"]) -> Iterator["_Own"]:
    """The own text of each section that holds one of the places."""
    for place in doubts:
        yield own[max(0, bisect_right(own, place, key=lambda each: each.span.start) - 1)]


def _silent(report: Report, own: Sequence["_Own"]) -> Iterator["_Own"]:
    """The own text of each section on a topic of indicators in which the scanner found nothing.

    A number there would be one that nobody claims: what is left are words that speak of all or
    none, and problems.
    """
    said = sorted(s.span.start for value in report.values for s in value.statements)
    for each in own:
        found = bisect_left(said, each.span.end) > bisect_left(said, each.span.start)
        body = report.document.text[each.body : each.span.end].strip()
        speaks = each.topic is Topic.PROBLEMS or _ALL_OR_NONE.search(body)
        if not found and speaks and each.topic not in _GENERAL and len(body) >= _SPEAKING:
            yield each


@dataclass(frozen=True, slots=True)
class _Own:
    """What stands under a section's heading, which ends at `body`, down to the next heading."""

    span: Span
    body: int
    topic: Topic


def _own(sections: Sequence[Section], end: int) -> list[_Own]:
    starts = [section.span.start for section in sections]
    return [
        _Own(Span(section.span.start, next_), section.heading.end, section.topic)
        for section, next_ in zip(sections, [*starts[1:], end], strict=True)
    ]
