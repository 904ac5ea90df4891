"""The time one request may take: its clock stands still while it only waits for its turn."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

_clock: ContextVar[asyncio.Timeout | None] = ContextVar("clock", default=None)


@asynccontextmanager
async def timed(seconds: float) -> AsyncIterator[None]:
    """TimeoutError when so many seconds of the block are over, those of `untimed` apart."""
    async with asyncio.timeout(seconds) as limit:
        token = _clock.set(limit)
        try:
            yield
        finally:
            _clock.reset(token)


@contextmanager
def untimed() -> Iterator[None]:
    """Stop the clock of the request at hand, if it has one."""
    limit = _clock.get()
    ends = limit.when() if limit is not None else None
    if limit is None or ends is None:
        yield
        return
    loop = asyncio.get_running_loop()
    left = ends - loop.time()
    limit.reschedule(None)
    try:
        yield
    finally:
        limit.reschedule(loop.time() + left)
