"""Every attempt goes into the ledger, and none is made that the budget does not allow."""

from dataclasses import replace
from decimal import Decimal
from time import perf_counter

from llm_extract.errors import ExtractError, ProviderError
from llm_extract.ledger import Attempt, Ledger, Outcome, Prices, estimate
from llm_extract.records import Ask, Reply, Request


def recorded(ask: Ask, ledger: Ledger, provider: str, prices: Prices) -> Ask:
    """The same asking, on the books; raises BudgetSpent instead of exceeding the limit."""

    async def on_the_books(request: Request) -> Reply:
        reservation = ledger.allow(_expected(request, prices))
        begun = perf_counter()
        try:
            reply = await ask(request)
        except BaseException as error:
            attempt = _failed(error, Attempt(provider, request.model, Outcome.FAILED), prices)
            reservation.settle(attempt.cost)
            if attempt.reason:
                ledger.record(replace(attempt, seconds=perf_counter() - begun))
            raise
        attempt = _answered(provider, reply, prices)
        reservation.settle(attempt.cost)
        ledger.record(attempt)
        return reply

    return on_the_books


def _expected(request: Request, prices: Prices) -> Decimal | None:
    if not prices.input and not prices.output:
        return None  # free or unknown: the tokens need not be counted
    return prices.cost(*estimate(request))


def _answered(provider: str, reply: Reply, prices: Prices) -> Attempt:
    return Attempt(
        provider,
        reply.model,
        Outcome.TRUNCATED if reply.finish == "length" else Outcome.ANSWERED,
        reply.seconds,
        reply.input_tokens,
        reply.output_tokens,
        prices.cost(reply.input_tokens, reply.output_tokens),
    )


def _failed(error: BaseException, attempt: Attempt, prices: Prices) -> Attempt:
    """The attempt with what it used and why it failed; without a reason nothing was sent."""
    if isinstance(error, ProviderError):
        used, reason = (error.input_tokens, error.output_tokens), str(error)
    elif isinstance(error, ExtractError):
        used, reason = (0, 0), ""
    else:  # interrupted on its way: it may be paid all the same
        used, reason = (None, None), "interrupted"
    return replace(
        attempt,
        input_tokens=used[0],
        output_tokens=used[1],
        cost=prices.cost(*used),
        reason=reason,
    )
