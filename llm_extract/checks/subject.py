"""Is the number the indicator's own? A model's claim that the scanner does not back is tried.

Prose is asked by its cues and words of scope, a negation by what it denies. The claim itself is
disputed, with the reason; other indicators are left alone.
"""

import re
from collections.abc import Iterator

from llm_extract import schemas
from llm_extract.checks._backing import akin, doubted, masked, names, unbacked, within
from llm_extract.records import (
    SCANNER,
    Denial,
    Evidence,
    Finding,
    Number,
    Place,
    Span,
    State,
    Statement,
)
from llm_extract.schemas.naming import named
from llm_extract.schemas.units import in_unit

STAGE = 1

_INFERS = re.compile(r"均|都|全|皆|所有|一律|其余|各|[已均]|维持|驳回|撤销")
_ENDS = "。\n"
_NEAR = 120  # characters between a count and what is said of all that it counts
_DEEDS = {
    "reply.total": re.compile(r"[答回]复|办结|办理完?"),
    "request.completed": re.compile(r"[答回]复|办结|办理完?"),
    "reply.granted": re.compile(r"(?<!不予)公开"),
    ".upheld": re.compile(r"维持|驳回"),
    ".corrected": re.compile(r"撤销|纠正|变更"),
}
_ORIGINS = {"reply": "request"}  # groups whose numbers follow from another's


def check(evidence: Evidence) -> Iterator[Finding]:
    for statement in unbacked(evidence):
        if statement.quantity is None or statement.place is Place.TABLE:
            continue
        if against := _against(statement, evidence):
            yield doubted("subject", statement, against, evidence)


def _against(statement: Statement, evidence: Evidence) -> str:
    """What speaks against a claim in prose; "" if nothing does."""
    match statement.state:
        case State.ZERO_BY_NEGATION:
            return _of_denial(statement, evidence)
        case State.DERIVED if statement.quantity and statement.quantity.value == 0:
            return _of_denial(statement, evidence)
        case State.DERIVED:
            return _of_inference(statement, evidence)
    if statement.number is None:
        return ""
    several = sum(1 for _ in _alike(statement, evidence)) > 1
    return _of_number(statement.number, statement.indicator, evidence, several=several)


def _alike(statement: Statement, evidence: Evidence) -> Iterator[Number]:
    """The numbers from the sentence's start to the quote's end that the indicator could count."""
    known, span = schemas.indicators()[statement.indicator], statement.span
    start = max(evidence.folded.rfind(end, 0, span.start) for end in _ENDS) + 1
    for number in within(Span(start, span.end), evidence.numbers):
        if number.quantity and in_unit(number.quantity, known):
            yield number


def _of_number(number: Span, indicator: str, evidence: Evidence, *, several: bool = False) -> str:
    """Where `several` like numbers stand there, its own clause must name what it counts."""
    heard = evidence.listen(number, indicator) if evidence.listen else None
    if heard is None:
        return ""
    if heard.against:
        return f"its words speak against it: {heard.against}"
    if indicator in heard.answers:
        return ""
    if heard.answers and not any(akin(indicator, name) for name in heard.answers):
        return f"the number answers to {', '.join(heard.answers[:2])}"
    if several and heard.named and not heard.closely:
        return "another number stands between it and what names it"
    if heard.named or _is_only_kind(indicator, heard.answers, evidence):
        return ""
    return "nothing in the sentence names it"


def _is_only_kind(whole: str, answers: tuple[str, ...], evidence: Evidence) -> bool:
    """兼职3人 is all the staff there is, where the text counts no other kind."""
    kinds = {s.indicator for s in evidence.statements if s.indicator.startswith(f"{whole}_")}
    return len(kinds) == 1 and kinds < {*answers, ""}


def _of_denial(statement: Statement, evidence: Evidence) -> str:
    """A negation must deny what the indicator counts, in its own words; 复议0件 is a number."""
    if evidence.deny is None:
        return ""
    reasons = ["what is denied is something else"]
    for denial in evidence.deny(statement.span):
        if _denies(denial, statement.indicator):
            if not denial.against:
                return ""
            reasons.append(denial.against)
    for number in _noughts(statement.span, evidence.numbers):
        if not (reason := _of_number(number.span, statement.indicator, evidence)):
            return ""
        reasons.append(reason)
    return reasons[-1]


def _denies(denial: Denial, indicator: str) -> bool:
    known = schemas.indicators()[indicator]
    if known.none:
        return re.search(known.none, denial.words) is not None
    return named(known, denial.words.replace("#", ""))


def _noughts(quote: Span, numbers: tuple[Number, ...]) -> Iterator[Number]:
    for number in within(quote, numbers):
        if number.quantity and number.quantity.value == 0:
            yield number


def _of_inference(statement: Statement, evidence: Evidence) -> str:
    """What follows must be said of the indicator, and said of all: 均予以公开."""
    start = max(evidence.folded.rfind(end, 0, statement.span.start) for end in _ENDS) + 1
    if not _INFERS.search(evidence.folded, statement.span.start, statement.span.end):
        return "nothing is said of all"
    said = masked(evidence, Span(start, statement.span.end))
    if names(statement.indicator, said) or _follows(statement, evidence):
        return ""
    return "nothing in the sentence names it"


def _follows(statement: Statement, evidence: Evidence) -> bool:
    """Does the scanner read the number just before as one that this follows from?"""
    group = statement.indicator.partition(".")[0]
    origins = {group, _ORIGINS.get(group, group)}
    low = statement.span.start - _NEAR
    quote = evidence.folded[statement.span.start : statement.span.end]
    if not any(name in statement.indicator and deed.search(quote) for name, deed in _DEEDS.items()):
        return False
    return any(
        s.witness == SCANNER
        and s.number is not None
        and low <= s.number.start < statement.span.end
        and s.indicator.partition(".")[0] in origins
        and s.quantity is not None
        and statement.quantity is not None
        and s.quantity.value == statement.quantity.value
        for s in evidence.statements
    )
