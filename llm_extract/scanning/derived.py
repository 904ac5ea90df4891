"""Values that only follow from wording: 收到789件,全部按期答复 derives 789 answers."""

import re
from collections.abc import Iterator

from llm_extract.records import Span, State, Statement
from llm_extract.scanning._reading import Reading, Said, state
from llm_extract.scanning.narrative import Claim
from llm_extract.schemas import indicators

_ALL = re.compile(
    r"(?:均|全部|全都|都|已(?:全部|及时|按时|按期|经)?)[^,;。#]{0,16}?(?P<deed>答复|回复|办结|办理完毕|处理完毕|办理完成)"
)
_DEEDS = {"答复": "reply.total", "回复": "reply.total"}
_FROM = "request.received"


def scan(reading: Reading, claims: tuple[Claim, ...]) -> Iterator[Statement]:
    """A count of requests followed by 均/全部 and what was done with them, in one sentence."""
    for index, claim in enumerate(claims):
        if claim.statement.indicator != _FROM or claim.statement.quantity is None:
            continue
        later = claims[index + 1].token.index if _same_flat(claims, index) else None
        match = _ALL.search(claim.flat.text, claim.token.index, later or len(claim.flat.text))
        if match is None:
            continue
        indicator = indicators()[_DEEDS.get(match["deed"], "request.completed")]
        last = claim.flat.span(match.end() - 1, match.end())
        span = Span(claim.statement.span.start, last.end)
        said = Said(State.DERIVED, span, claim.statement.quantity, claim.statement.number)
        yield state(reading, indicator, said)


def _same_flat(claims: tuple[Claim, ...], index: int) -> bool:
    return index + 1 < len(claims) and claims[index + 1].flat is claims[index].flat
