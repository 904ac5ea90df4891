"""Of several processes that share a cache one asks a question; the others wait for its answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from time import monotonic

from llm_extract.cache import Store
from llm_extract.errors import ConfigError
from llm_extract.providers._caching import digest
from llm_extract.records import Ask, Reply, Request

_RENEWED = 5.0  # seconds; a lease that a dead holder cannot give back lasts a few of them
_FIRST_LOOK, _LONGEST_LOOK = 0.05, 1.0  # seconds between two looks at what another process asks
_PATIENCE = 600.0  # seconds to wait for another process; then it is asked twice rather than never


def alone(ask: Ask, store: Store | None) -> Ask:
    """The same asking; what another process asks meanwhile is not asked, its answer is `cached`."""
    if store is None:
        return ask

    async def in_turn(request: Request) -> Reply:
        key = digest(request)
        found = await _awaited(store, key)
        if found is not None:
            return replace(found, cached=True)
        async with _held(store, key):
            return await ask(request)

    return in_turn


async def _awaited(store: Store, key: str) -> Reply | None:
    """What another process was answered; None when the lease is ours, and so is the asking."""
    until, pause = monotonic() + _PATIENCE, _FIRST_LOOK
    while not store.claim(key) and monotonic() < until:
        await asyncio.sleep(pause)
        pause = min(_LONGEST_LOOK, 1.5 * pause)
        if (found := store.get(key)) is not None:
            return found
    # Between a look for the answer and the lease its holder may have come to its end.
    found = store.get(key)
    if found is not None:
        store.release(key)
    return found


@asynccontextmanager
async def _held(store: Store, key: str) -> AsyncIterator[None]:
    """The lease kept for as long as the block lasts."""

    async def renewed() -> None:
        while True:
            await asyncio.sleep(_RENEWED)
            with suppress(ConfigError):  # where answers cannot be kept the run ends by itself
                store.claim(key)

    renewing = asyncio.create_task(renewed())
    try:
        yield
    finally:
        renewing.cancel()
        store.release(key)
