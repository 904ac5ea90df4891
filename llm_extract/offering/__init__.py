"""Which parts of a document are asked for which indicators.

A recognised table is asked for its own cells, prose for the indicators that prose states; never
both for the same number: only where both have the same identifiers is there one question. What
is offered depends on the form and the words, not on the values that the scanner read.
"""

from collections.abc import Iterator, Sequence

from llm_extract.chunking import Chunk
from llm_extract.offering import _gaps, _rows
from llm_extract.offering._doubts import doubts
from llm_extract.offering._parts import narrative, parts
from llm_extract.offering._question import Question, packed
from llm_extract.records import Prepared, Report, Scan, coalesced

__all__ = ["Question", "narrative", "open_questions", "questions"]


def questions(chunks: Sequence[Chunk], scan: Scan) -> tuple[Question, ...]:
    """Everything about each chunk: one question, or one for its prose and one for its cells."""
    prose = frozenset(narrative())
    return tuple(
        question
        for chunk in chunks
        for question in packed(parts(chunk, scan), prose, len(chunk.text))
    )


def open_questions(
    chunks: Sequence[Chunk], prepared: Prepared, report: Report, limit: int
) -> tuple[Question, ...]:
    """About what the scanner is silent on, contradicted in, or left over, and about problems.

    Of prose the sentences and of tables the rows are asked, together at most `limit` characters.
    """
    return packed(_opened(chunks, prepared, report), frozenset(narrative()), limit)


def _opened(chunks: Sequence[Chunk], prepared: Prepared, report: Report) -> Iterator[Question]:
    text, scan = prepared.document.text, prepared.scan
    open_ = sorted(doubts(report))
    said = list(coalesced(s.span for value in report.values for s in value.statements))
    prose = _gaps.Prose(prepared, _gaps.owned(prepared.sections, len(text)), open_, said)
    for chunk in chunks:
        for part in parts(chunk, scan):
            yield from _rows.opened(part, text, scan, open_) if part.cells else prose.opened(part)
