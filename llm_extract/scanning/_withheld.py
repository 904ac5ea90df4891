"""Where no request came in, 不予公开政府信息3条 counts items that are kept back, not answers."""

from collections.abc import Iterable

from llm_extract.records import Refusal, State, Statement
from llm_extract.scanning._claims import Claim

_ANSWER, _REQUESTS = "reply.refused", "request.received"
_REASON = "items kept back, while no request came in"


def part(
    claims: Iterable[Claim], zeros: Iterable[Statement]
) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
    """The claims that stand, and the refusals that were none in sections without requests."""
    empty = {
        zero.section
        for zero in zeros
        if zero.indicator == _REQUESTS and zero.state is State.ZERO_BY_NEGATION
    }
    kept: list[Claim] = []
    turned: list[Refusal] = []
    for claim in claims:
        said = claim.statement
        if said.indicator == _ANSWER and said.section in empty and _counts_items(claim):
            turned.append(Refusal(_ANSWER, _REASON, said.span))
        else:
            kept.append(claim)
    return tuple(kept), tuple(turned)


def _counts_items(claim: Claim) -> bool:
    """More than none, and not in 件, in which requests are counted: that is a contradiction."""
    counted = claim.token.number.quantity
    return counted is not None and counted.value != 0 and counted.unit != "件"
