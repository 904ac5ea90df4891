"""Does what is said of all follow from the number claimed: 收到789件,全部按期答复?"""

import re
from dataclasses import dataclass

from llm_extract import schemas
from llm_extract.checks._backing import masked, names
from llm_extract.checks._compare import agree
from llm_extract.locating import standing
from llm_extract.records import SCANNER, Evidence, Number, Span, Statement
from llm_extract.schemas.units import in_unit

_INFERS = re.compile(r"均|都(?!市)|全部|全都|全数|皆|所有|一律|其余|已|维持|驳回|撤销")
_DONE = r"[答回]复|办结|(?:办理|处理)完?"
_ON_TIME = r"按时|按期|如期|及时|期限|时限|规定时间|工作日"
_DEEDS = {
    "reply.total": re.compile(_DONE),
    "request.completed": re.compile(_DONE),
    "request.completed_on_time": re.compile(rf"(?:{_ON_TIME})[^,;。]*?(?:{_DONE})"),
    "reply.granted": re.compile(r"(?<!不予)(?<!不)(?<!申请)公开(?!申请)"),
    "review.upheld": re.compile(r"维持|驳回"),
    "litigation.upheld": re.compile(r"维持|驳回"),
    "review.corrected": re.compile(r"撤销|纠正|变更"),
    "litigation.corrected": re.compile(r"撤销|纠正|变更"),
}
_WHOLES = {
    "request": ("request.received",),
    "reply": ("request.received", "reply.total", "request.completed"),
    "review": ("review.total",),
    "litigation": ("litigation.total",),
}  # what the numbers of a group follow from
_CLAUSE = re.compile(r"[,;:、](?=[^,;:、]*$)")
_PARTS = re.compile(r"其中[^;。\n]*|\([^()]*\)")
_END = re.compile(r"[。\n]|(?<!\d)\.(?!\d)")  # a full stop may have become a dot
_SENTENCE = 600  # characters at the most
_NEAR = 120  # characters between a count and what is said of all that it counts


@dataclass(frozen=True, slots=True)
class _Inference:
    """The clause that says something of all, and the numbers that may be all there is."""

    clause: Span
    bases: tuple[Number, ...]


def unfounded(statement: Statement, evidence: Evidence) -> str:
    """Why a value said to follow does not; "" if nothing speaks against it."""
    inference = _inference(statement, evidence)
    if inference is None:
        return "nothing is said of all"
    wholes = _wholes(statement, inference, evidence)
    bases = wholes or inference.bases
    if not bases:
        return "there is no number that it would follow from"
    if any(not _is_claimed(base, statement) for base in bases):
        return "which of the numbers before it is meant, nothing says"
    if wholes:
        return ""
    start = min(_clause_start(base.span.start, evidence) for base in bases)
    said = Span(min(start, inference.clause.start), inference.clause.end)
    if not names(statement.indicator, masked(evidence, said)):
        return "nothing in the sentence names it"
    return _strange(statement.indicator, bases, evidence)


def _strange(indicator: str, bases: tuple[Number, ...], evidence: Evidence) -> str:
    """What the words about a base say against it, or the group of indicators that it answers to."""
    group = indicator.partition(".")[0]
    for base in bases:
        heard = evidence.listen(base.span, indicator) if evidence.listen else None
        if heard is None:
            continue
        if heard.against:
            return f"its words speak against it: {heard.against}"
        if heard.answers and all(name.partition(".")[0] != group for name in heard.answers):
            return f"the number answers to {heard.answers[0]}"
    return ""


def _inference(statement: Statement, evidence: Evidence) -> _Inference | None:
    span, folded = statement.span, evidence.folded
    word = _INFERS.search(folded, span.start, span.end)
    if word is None:
        return None
    start = _clause_start(word.start(), evidence)
    end = next((at for at in range(word.end(), span.end) if folded[at] in ",;。\n"), span.end)
    clause = Span(start, end)
    return _Inference(clause, tuple(_bases(statement, Span(start, word.start()), evidence)))


def _bases(statement: Statement, before: Span, evidence: Evidence) -> list[Number]:
    """The numbers of the clause before its 均; else of the sentence; else of what was just said.

    What stands behind 其中 or in brackets is a part of what the numbers before it count.
    """
    own = _counted(before, statement, evidence)
    if own:
        return own[-1:]
    low = max(evidence.folded.rfind("\n", 0, before.start) + 1, before.start - _NEAR)
    for start in (_sentence_start(before.start, evidence), low):
        stretch = Span(min(start, before.start), before.start)
        brackets = _PARTS.finditer(evidence.folded, stretch.start, stretch.end)
        parts = [Span(*found.span()) for found in brackets]
        found = _counted(stretch, statement, evidence)
        if found := [n for n in found if not any(part.contains(n.digits) for part in parts)]:
            return found
    return []


def _counted(within: Span, statement: Statement, evidence: Evidence) -> list[Number]:
    known = schemas.indicators()[statement.indicator]
    return [
        number
        for number in standing(within, evidence.numbers)
        if number.quantity and in_unit(number.quantity, known)
    ]


def _is_claimed(base: Number, statement: Statement) -> bool:
    known = schemas.indicators()[statement.indicator]
    read = in_unit(base.quantity, known) if base.quantity else None
    return bool(read and statement.quantity and agree(read, statement.quantity))


def _clause_start(position: int, evidence: Evidence) -> int:
    begin = _sentence_start(position, evidence)
    found = _CLAUSE.search(evidence.folded, begin, position)
    return found.end() if found else begin


def _sentence_start(position: int, evidence: Evidence) -> int:
    low = max(0, position - _SENTENCE)
    ends = [found.end() for found in _END.finditer(evidence.folded, low, position)]
    return ends[-1] if ends else low


def _wholes(statement: Statement, inference: _Inference, evidence: Evidence) -> tuple[Number, ...]:
    """The bases that the scanner reads as the whole to which the clause's deed was done."""
    deed, clause = _DEEDS.get(statement.indicator), inference.clause
    if deed is None or not deed.search(evidence.folded, clause.start, clause.end):
        return ()
    names = _WHOLES.get(statement.indicator.partition(".")[0], ())
    read = [
        s.number
        for s in evidence.statements
        if s.witness == SCANNER and s.indicator in names and s.number is not None
    ]
    return tuple(b for b in inference.bases if any(b.span.overlaps(number) for number in read))
