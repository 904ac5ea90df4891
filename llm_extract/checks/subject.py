"""Is the number the indicator's own? A model's claim that the scanner does not back is tried.

Prose is asked by its cues and words of scope, a negation by what it denies. The claim itself is
disputed, with the reason; other indicators are left alone.
"""

import re
from collections.abc import Iterator

from llm_extract import schemas
from llm_extract.checks._backing import akin, doubted, unbacked
from llm_extract.checks._compare import agree
from llm_extract.checks._inferences import unfounded
from llm_extract.checks._rows import is_row, strange
from llm_extract.locating import standing
from llm_extract.records import (
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

_ENDS = "。\n"


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
            return unfounded(statement, evidence)
    several = sum(1 for _ in _alike(statement, evidence)) > 1
    reason = "no number is named"
    for number in _places(statement, evidence):
        reason = _of_number(number, statement.indicator, evidence, several=several)
        if not reason:
            return ""
    return reason


def _places(statement: Statement, evidence: Evidence) -> Iterator[Span]:
    """Where the number stands; where nobody knows, all of the quote that say what it says."""
    if statement.number is not None:
        yield statement.number
        return
    known = schemas.indicators()[statement.indicator]
    for number in standing(statement.span, evidence.numbers):
        read = in_unit(number.quantity, known) if number.quantity else None
        if read and statement.quantity and agree(read, statement.quantity):
            yield number.span


def _alike(statement: Statement, evidence: Evidence) -> Iterator[Number]:
    """The numbers from the sentence's start to the quote's end that the indicator could count."""
    known, span = schemas.indicators()[statement.indicator], statement.span
    start = max(evidence.folded.rfind(end, 0, span.start) for end in _ENDS) + 1
    for number in standing(Span(start, span.end), evidence.numbers):
        if number.quantity and in_unit(number.quantity, known):
            yield number


def _of_number(number: Span, indicator: str, evidence: Evidence, *, several: bool = False) -> str:
    """Where `several` like numbers stand there, its own clause must name what it counts."""
    if evidence.listen is None:
        return ""
    if is_row(number, evidence.folded):
        return strange(indicator, number, evidence)
    heard = evidence.listen(number, indicator)
    if heard is None:
        return "it is no number of a sentence"
    if heard.against:
        return f"its words speak against it: {heard.against}"
    if refusal := _refusal(number, indicator, evidence):
        return f"the rules did not take it: {refusal}"
    if indicator in heard.answers:
        return ""
    if heard.answers and not any(akin(indicator, name) for name in heard.answers):
        return f"the number answers to {', '.join(heard.answers[:2])}"
    if several and heard.named and not heard.closely:
        return "another number stands between it and what names it"
    if heard.named or _is_only_kind(indicator, heard.answers, evidence):
        return ""
    return "nothing in the sentence names it"


def _refusal(number: Span, indicator: str, evidence: Evidence) -> str:
    """Why the scanner, which saw all the numbers of the text, left this one out."""
    return next(
        (
            refusal.reason
            for refusal in evidence.refusals
            if refusal.indicator == indicator and refusal.span.overlaps(number)
        ),
        "",
    )


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
    several = sum(1 for _ in _alike(statement, evidence)) > 1
    for number in _noughts(statement.span, evidence.numbers):
        reason = _of_number(number.span, statement.indicator, evidence, several=several)
        if not reason:
            return ""
        reasons.append(reason)
    return reasons[-1]


def _denies(denial: Denial, indicator: str) -> bool:
    known = schemas.indicators()[indicator]
    if known.none:
        return re.search(known.none, denial.words) is not None
    return named(known, denial.words.replace("#", ""))


def _noughts(quote: Span, numbers: tuple[Number, ...]) -> Iterator[Number]:
    for number in standing(quote, numbers):
        if number.quantity and number.quantity.value == 0:
            yield number
