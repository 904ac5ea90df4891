"""Values that only follow from wording: 收到789件,全部按期答复 derives 789 answers."""

import re
from collections.abc import Iterator

from llm_extract.records import Span, State, Statement
from llm_extract.scanning._reading import Reading, Said, state
from llm_extract.scanning.narrative import Claim
from llm_extract.schemas import indicators

_ALL = r"(?:均|全部|全都|都)[^,;。#]{0,16}?"
_DEALT_WITH = re.compile(
    rf"(?:{_ALL}|已(?:全部|及时|按时|按期|经)?[^,;。#]{{0,8}}?)"
    r"(?P<deed>答复|回复|办结|办理完毕|处理完毕|办理完成|(?<![不未])(?:予以|同意)公开)(?!率)"
)
_OUTCOME = re.compile(r"(?:均|全部|都)[^,;。#]{0,8}(?P<deed>维持|驳回)")
_PARTS = {"request.in_person", "request.fax", "request.online", "request.letter"}
_NEW_FORMS = 2019  # since then what was completed is reported as answered
_REPLIES = {
    "答复": "reply.total",
    "回复": "reply.total",
    "予以公开": "reply.granted",
    "同意公开": "reply.granted",
}
# from: (what to look for behind its number, deed: what follows from it)
_RULES = {
    "request.received": (_DEALT_WITH, _REPLIES),
    "review.total": (_OUTCOME, {"维持": "review.upheld"}),
    "litigation.total": (_OUTCOME, {"维持": "litigation.upheld", "驳回": "litigation.upheld"}),
}


def scan(reading: Reading, claims: tuple[Claim, ...]) -> Iterator[Statement]:
    """A count, and behind it in the same sentence 均/全部 and what became of all of them."""
    for index, claim in enumerate(claims):
        pattern, deeds = _RULES.get(claim.statement.indicator, (None, {}))
        if pattern is None or claim.statement.quantity is None:
            continue
        named: set[str] = set()
        for match in pattern.finditer(claim.flat.text, claim.token.index, _stop(claims, index)):
            if (name := _named(reading, match["deed"], deeds)) and name not in named:
                named.add(name)
                yield _derived(reading, name, claim, match.end())


def _derived(reading: Reading, name: str, claim: Claim, end: int) -> Statement:
    """What the claim's number says of another indicator; `end` is where its flat says so."""
    span = Span(claim.statement.span.start, claim.flat.span(end - 1, end).end)
    said = Said(State.DERIVED, span, claim.statement.quantity, claim.statement.number)
    return state(reading, indicators()[name], said)


def _stop(claims: tuple[Claim, ...], index: int) -> int:
    """Where the flat turns to something else: at the next number that is no part of this one."""
    flat = claims[index].flat
    for later in claims[index + 1 :]:
        if later.flat is flat and later.statement.indicator not in _PARTS:
            return later.token.index
        if later.flat is not flat:
            break
    return len(flat.text)


def _named(reading: Reading, deed: str, deeds: dict[str, str]) -> str:
    if deed in deeds or "答复" not in deeds:
        return deeds.get(deed, "")
    return "reply.total" if (reading.year or 0) >= _NEW_FORMS else "request.completed"
