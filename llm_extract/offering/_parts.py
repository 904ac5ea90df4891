"""The parts of a chunk, tables and prose, and what each of them is asked for."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from llm_extract import schemas
from llm_extract.chunking import Chunk
from llm_extract.offering._question import Question
from llm_extract.records import Scan, Span
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.form_2014 import FORM as FORM_2014
from llm_extract.schemas.form_2019 import FORM as FORM_2019
from llm_extract.schemas.form_2021 import FORM as FORM_2021

_CAPTION = 60  # characters of a heading, or of several one after another
_CLAUSE = re.compile(r"[,，。;；]")
_FORMS = {form.name: form for form in (FORM_2014, FORM_2019, FORM_2021)}


def parts(chunk: Chunk, scan: Scan) -> Iterator[Question]:
    """What each part of a chunk would be asked for by itself; blank ones are left out."""
    if schemas.own() is not None:  # any of its indicators may stand in any table
        found: Iterator[tuple[Span, bool]] = iter([(chunk.span, False)])
    else:
        found = _cut(chunk, scan.regions)
    for span, tabular in found:
        if chunk.text[span.start - chunk.span.start : span.end - chunk.span.start].strip():
            cells = _cells(span, scan) if tabular else ()
            yield Question((span,), cells or narrative(), cells=bool(cells))


def _cut(chunk: Chunk, regions: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
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


def _cells(span: Span, scan: Scan) -> tuple[str, ...]:
    """The cells that the form has in such a table; none for a table of no official form."""
    groups = {
        statement.indicator.partition(".")[0]
        for statement in scan.statements
        if span.contains(statement.span)
    }
    names = (
        name
        for form in scan.forms
        for name in _FORMS[form].ids
        if name.partition(".")[0] in groups and name in indicators()
    )
    return tuple(dict.fromkeys(names))


def narrative() -> tuple[str, ...]:
    """The indicators that prose is asked for; of a schema of one's own all."""
    catalogue = schemas.own()
    return _cued() if catalogue is None else tuple(catalogue.indicators)


@cache
def _cued() -> tuple[str, ...]:
    known = indicators().values()
    return tuple(i.id for i in known if i.cues or i.kind is Kind.TEXT)
