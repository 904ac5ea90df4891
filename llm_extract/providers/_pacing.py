"""How many requests are in flight and how many begin each minute; less after a 429, then more."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Protocol

from aiolimiter import AsyncLimiter

from llm_extract.errors import ProviderBusy
from llm_extract.metering import Meter
from llm_extract.providers._timing import untimed
from llm_extract.records import Ask, Reply, Request

_MINUTE = 60.0
_TOO_MANY = 429
_LONGEST_PAUSE = 60.0  # seconds that one Retry-After may hold up all the others


class Turns(Protocol):
    """When the next request to one provider may begin."""

    async def taken(self) -> None:
        """Wait for the next turn."""

    def paused(self, seconds: float) -> None:
        """No turn comes before so many seconds are over."""


class _Own:
    """The turns of one process, as many at once as a minute has."""

    def __init__(self, requests_per_minute: int) -> None:
        self._limiter = AsyncLimiter(requests_per_minute, _MINUTE)

    async def taken(self) -> None:
        """Wait for the next turn."""
        await self._limiter.acquire()

    def paused(self, seconds: float) -> None:
        """The pace itself sees to a pause of this process."""


class Metered:
    """Turns that the processes of a run share; `provider` is the name they know it by."""

    def __init__(self, meter: Meter, provider: str, requests_per_minute: int) -> None:
        self._meter = meter
        self._provider = provider
        self._per_minute = requests_per_minute

    async def taken(self) -> None:
        """Wait for the next turn."""
        await asyncio.sleep(self._meter.turn(self._provider, self._per_minute))

    def paused(self, seconds: float) -> None:
        """No turn of any process comes before so many seconds are over."""
        self._meter.pause(self._provider, seconds)


class Pace:
    """The pace of one provider, for one event loop.

    A slot is held from a request's first try to the end of its last; a turn is taken for each try.
    A 429 halves the slots, once for all that were in flight; each answer grows them back, by one
    for as many answers as there are slots.
    """

    def __init__(
        self, concurrency: int, requests_per_minute: int, turns: Turns | None = None
    ) -> None:
        self._most = concurrency
        self._limit = float(concurrency)
        self._flying = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._turns = turns or _Own(requests_per_minute)
        self._halved_at = self._resume_at = float("-inf")

    @property
    def slots(self) -> int:
        """How many requests may be in flight now."""
        return int(self._limit)

    def slotted(self, ask: Ask) -> Ask:
        """The same asking, in flight only while a slot is free."""

        async def in_a_slot(request: Request) -> Reply:
            async with self._slot():
                return await ask(request)

        return in_a_slot

    def turned(self, ask: Ask) -> Ask:
        """The same asking, begun when its turn comes; what happens sets the pace."""

        async def in_turn(request: Request) -> Reply:
            with untimed():
                await self._turns.taken()
            while (pause := self._resume_at - monotonic()) > 0:
                await asyncio.sleep(pause)
            begun = monotonic()
            try:
                reply = await ask(request)
            except ProviderBusy as error:
                if error.status == _TOO_MANY:
                    self._slow_down(begun, error.retry_after or 0.0)
                raise
            self._speed_up()
            return reply

        return in_turn

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        if self._waiting or self._flying >= self.slots:
            await self._queue()
        else:
            self._flying += 1
        try:
            yield
        finally:
            self._flying -= 1
            self._admit()

    async def _queue(self) -> None:
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place  # whoever admits it counts it as flying
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._flying -= 1
                self._admit()
            raise

    def _admit(self) -> None:
        while self._waiting and self._flying < self.slots:
            place = self._waiting.popleft()
            if not place.done():
                self._flying += 1
                place.set_result(None)

    def _slow_down(self, begun: float, retry_after: float) -> None:
        now = monotonic()
        pause = min(retry_after, _LONGEST_PAUSE)
        self._resume_at = max(self._resume_at, now + pause)
        self._turns.paused(pause)
        if begun >= self._halved_at:  # it had begun at the pace in force
            self._limit = max(1.0, self._limit / 2)
            self._halved_at = now

    def _speed_up(self) -> None:
        self._limit = min(float(self._most), self._limit + 1 / self._limit)
        self._admit()
