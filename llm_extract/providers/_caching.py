"""Answers already paid for: kept as soon as they arrive, and never asked for again."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from functools import lru_cache

from llm_extract.cache import Store
from llm_extract.ledger import Attempt, Ledger, Outcome
from llm_extract.records import Ask, Reply, Request

digest = lru_cache(maxsize=256)(Request.digest)  # asked for before and after the answer


def kept(ask: Ask, store: Store | None) -> Ask:
    """The same asking; every answer is in the store before anybody sees it."""
    if store is None:
        return ask

    async def written_first(request: Request) -> Reply:
        reply = await ask(request)
        store.set(digest(request), reply)
        return reply

    return written_first


def cached(ask: Ask, store: Store | None, ledger: Ledger, provider: str) -> Ask:
    """Answers from the store where it has them. Equal requests in flight are asked once."""
    flying: dict[str, asyncio.Future[Reply | None]] = {}

    async def remembered(request: Request) -> Reply:
        key = digest(request)
        found = store.get(key) if store is not None else None
        while found is None and key in flying:
            # Shielded: one who waits and is cancelled must not cancel the others' answer.
            found = await asyncio.shield(flying[key])
        if found is None:
            flying[key] = asyncio.get_running_loop().create_future()
            try:
                found = await _told(ask(request), flying[key])
            finally:
                del flying[key]
            if not found.cached:
                return found
        outcome = Outcome.TRUNCATED if found.finish == "length" else Outcome.ANSWERED
        ledger.recall(key, Attempt(provider, found.model, outcome))
        return replace(found, cached=True)

    return remembered


async def _told(answer: Awaitable[Reply], others: asyncio.Future[Reply | None]) -> Reply:
    """The answer, told to all who wait for the same; so is what prevented it."""
    try:
        reply = await answer
    except asyncio.CancelledError:
        others.set_result(None)  # the next of them asks
        raise
    except BaseException as error:
        others.set_exception(error)
        others.exception()  # looked at, so that it is no warning when nobody waits
        raise
    others.set_result(reply)
    return reply


def replayed(ask: Ask, ledger: Ledger, provider: str) -> Ask:
    """Recorded answers, on the books as such."""

    async def on_the_books(request: Request) -> Reply:
        reply = await ask(request)
        ledger.record(Attempt(provider, reply.model, Outcome.REPLAYED))
        return reply

    return on_the_books
