"""Putting questions to a model and turning its answers into statements with exact places.

An answer that cannot be used is asked for once more with what was wrong, then the question is cut
in two, and what stays unanswered is a recorded gap. Every good statement is kept on the way.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from llm_extract import parsing, prompting
from llm_extract.attesting import Stand
from llm_extract.errors import AnswerError, BadRequest, ExtractError, ProviderBusy, ReplayMiss
from llm_extract.locating import Locator
from llm_extract.offering import Question
from llm_extract.outline import Outline
from llm_extract.parsing import Said
from llm_extract.records import Ask, Gap, Prepared, Reply, Request, Span, Statement, Testimony

_SMALLEST = 200  # characters of a question that is not cut any further


async def hear(
    prepared: Prepared, witnesses: Mapping[str, Ask], questions: Sequence[Question]
) -> Testimony:
    """Put every question to every witness, all at once; the providers pace themselves.

    What comes of it is in the order of witnesses and questions, whichever answer came first. What
    ends the run is raised after all have come to their end, so that no answer on its way, which
    is paid, is lost.
    """
    locator = Locator(prepared.document.text, prepared.folded)
    outline = Outline(prepared.sections)
    stands = [Stand(prepared, locator, outline, name) for name in witnesses]
    hearings = [
        [Hearing(stand, ask) for _ in questions]
        for stand, ask in zip(stands, witnesses.values(), strict=True)
    ]
    put = [
        hearing.put(question)
        for each in hearings
        for hearing, question in zip(each, questions, strict=True)
    ]
    ended = [end for end in await asyncio.gather(*put, return_exceptions=True) if end]
    for end in sorted(ended, key=lambda end: isinstance(end, ExtractError)):
        raise end  # a fault of the program before one that the user can mend
    told = [_testimony(stand, each) for stand, each in zip(stands, hearings, strict=True)]
    return Testimony(
        tuple(statement for testimony in told for statement in testimony.statements),
        tuple(gap for testimony in told for gap in testimony.gaps),
        tuple(note for testimony in told for note in testimony.notes),
    )


def composed(prepared: Prepared, question: Question) -> Request:
    """The request that puts a question."""
    text = prepared.document.text
    asked = prompting.joined(text[span.start : span.end] for span in question.passages)
    return prompting.compose(asked, question.offered, cells=question.cells)


class Hearing:
    """One question about a document before one witness, filled while its answers come in."""

    def __init__(self, stand: Stand, ask: Ask) -> None:
        self.stand = stand
        self.ask = ask
        self.said: list[tuple[tuple[Span, ...], Said]] = []
        self.gaps: list[Gap] = []
        self.notes: list[str] = []

    async def put(self, question: Question, *, again: bool = True) -> None:
        """Ask one question to its end: answered, cut in two, or a gap.

        What could not be used in the halves of a question is not cut any further, unless it was
        only too long.
        """
        requests = [composed(self.stand.prepared, question)]
        try:
            reply, problem = await self._answer(requests[0], question)
            if problem:
                requests.append(prompting.again(requests[0], problem))
                reply, problem = await self._answer(requests[1], question)
        except BadRequest as error:
            return self._gap(question, str(error), requests)
        except ProviderBusy as error:
            if error.unreachable:
                raise
            return self._gap(question, str(error), requests)
        except ReplayMiss as error:
            raise ReplayMiss(f"{self._place(question)}: {error}") from None
        cut = reply is not None and reply.finish == "length"
        if not cut and not problem:
            return None
        halves = self._halves(question) if cut or again else ()
        for half in halves:
            await self.put(half, again=again and cut)
        if not halves:
            self._gap(question, problem or "the answer was cut off", requests)
        return None

    async def _answer(self, request: Request, question: Question) -> tuple[Reply | None, str]:
        """The reply and what is wrong with it; its good statements are kept at once."""
        try:
            reply = await self.ask(request)
        except BadRequest:
            raise
        except AnswerError as error:
            return None, str(error)
        try:
            parsed = parsing.parse(reply.text, frozenset(question.offered))
        except AnswerError as error:
            return reply, "" if reply.finish == "length" else str(error)
        self.said.extend((question.passages, said) for said in parsed.statements)
        self.notes.extend(parsed.notes)
        broken = not parsed.complete and reply.finish != "length"
        return reply, "the JSON object broke off" if broken else ""

    def _halves(self, question: Question) -> tuple[Question, ...]:
        spans = question.passages
        if len(spans) > 1:
            at = len(spans) // 2
            return tuple(replace(question, passages=part) for part in (spans[:at], spans[at:]))
        [span] = spans
        middle = _middle(self.stand.prepared.document.text, span)
        if span.end - span.start < _SMALLEST or middle is None:
            return ()
        parts = Span(span.start, middle), Span(middle, span.end)
        return tuple(replace(question, passages=(part,)) for part in parts)

    def _gap(self, question: Question, reason: str, requests: Sequence[Request]) -> None:
        section = self.stand.outline.path(question.span.start)
        gap = Gap(section, question.span, reason, self.stand.witness, tuple(requests))
        self.gaps.append(gap)

    def _place(self, question: Question) -> str:
        section = self.stand.outline.path(question.span.start)
        return f"{section or 'the beginning'}, characters {question.span.start}–{question.span.end}"


def _testimony(stand: Stand, hearings: Sequence[Hearing]) -> Testimony:
    """All that one witness said, located, in text order."""
    reached: dict[tuple[Span, ...], int] = {}  # how far each question's answers have come
    statements: dict[Statement, None] = {}
    for within, said in dict.fromkeys(chain.from_iterable(each.said for each in hearings)):
        statement = stand.attest(said, within, reached.get(within, within[0].start))
        reached[within] = max(reached.get(within, 0), statement.span.start)
        statements[statement] = None
    return Testimony(
        tuple(sorted(statements, key=lambda statement: statement.span)),
        tuple(gap for each in hearings for gap in each.gaps),
        tuple(note for each in hearings for note in each.notes),
    )


def _middle(text: str, span: Span) -> int | None:
    """The end of a line or a sentence nearest the middle; None if there is none inside."""
    centre = (span.start + span.end) // 2
    ends = [
        place + 1
        for mark in ("\n", "。", ";", "；")
        for place in (text.rfind(mark, span.start, centre), text.find(mark, centre, span.end - 1))
        if place >= 0
    ]
    inside = [end for end in ends if span.start < end < span.end]
    return min(inside, key=lambda end: abs(end - centre), default=None)
