"""How many requests are in flight, how many a minute, and what a 429 changes."""

import asyncio
from collections.abc import Callable
from time import monotonic

import pytest
from _asking import QUESTION, asked, question, several
from loopback import serve

from llm_extract.errors import ProviderBusy
from llm_extract.ledger import Ledger
from llm_extract.providers._pacing import Pace
from llm_extract.providers.scripted import answering
from llm_extract.records import Reply, Request

REPLY = Reply("", "m")


def outcomes(pace: Pace, *lines: Reply | ProviderBusy) -> int:
    """Slots after these outcomes, one after the other."""

    async def work() -> int:
        ask = pace.turned(answering(lines))
        for _ in lines:
            await asyncio.gather(ask(QUESTION), return_exceptions=True)
        return pace.slots

    return asyncio.run(work())


def test_no_more_are_in_flight_than_there_are_slots() -> None:
    with serve(latency=0.02) as server:
        asked(server, several(map(question, range(30))), Ledger(), concurrency=7)
        assert server.most_flying == 7


def test_a_429_halves_the_slots() -> None:
    assert outcomes(Pace(16, 600), ProviderBusy("", status=429)) == 8


def test_other_failures_leave_the_slots() -> None:
    assert outcomes(Pace(16, 600), ProviderBusy("", status=500)) == 16


def test_one_storm_halves_once() -> None:
    async def work() -> int:
        pace = Pace(16, 600)
        gate = asyncio.Event()

        async def refused(request: Request) -> Reply:
            await gate.wait()
            raise ProviderBusy("", status=429)

        storm = [asyncio.ensure_future(pace.turned(refused)(QUESTION)) for _ in range(16)]
        await asyncio.sleep(0.01)
        gate.set()
        await asyncio.gather(*storm, return_exceptions=True)
        return pace.slots

    assert asyncio.run(work()) == 8


def test_answers_grow_the_slots_back_and_no_further() -> None:
    busy = ProviderBusy("", status=429)
    assert outcomes(Pace(4, 600), busy, REPLY, REPLY) == 2
    assert outcomes(Pace(4, 600), busy, *[REPLY] * 3) == 3
    assert outcomes(Pace(4, 600), busy, *[REPLY] * 99) == 4


def test_one_slot_always_stays() -> None:
    assert outcomes(Pace(2, 600), *[ProviderBusy("", status=429)] * 9) == 1


def test_a_retry_after_holds_up_the_others() -> None:
    async def work() -> float:
        pace = Pace(4, 600)
        busy = pace.turned(answering([ProviderBusy("", status=429, retry_after=0.3)]))
        await asyncio.gather(busy(QUESTION), return_exceptions=True)
        begun = monotonic()
        await pace.turned(answering([REPLY]))(QUESTION)
        return monotonic() - begun

    assert asyncio.run(work()) >= 0.25


def test_no_more_begin_in_a_minute_than_allowed() -> None:
    begun: list[float] = []

    async def work() -> None:
        async def note(request: Request) -> Reply:
            begun.append(monotonic())
            return REPLY

        ask = Pace(50, 600).turned(note)
        # The first 600 may begin at once; each one more waits for a tenth of a second.
        await asyncio.gather(*(ask(QUESTION) for _ in range(603)))

    asyncio.run(work())
    assert begun[602] - begun[0] >= 0.25


@pytest.mark.parametrize("cancelled", [lambda tasks: tasks[1:3], lambda tasks: tasks[:1]])
def test_a_cancelled_request_gives_its_slot_back(
    cancelled: Callable[[list[asyncio.Task[Reply]]], list[asyncio.Task[Reply]]],
) -> None:
    async def work() -> int:
        gate = asyncio.Event()

        async def wait(request: Request) -> Reply:
            await gate.wait()
            return REPLY

        ask = Pace(1, 600).slotted(wait)
        tasks = [asyncio.ensure_future(ask(QUESTION)) for _ in range(5)]  # type: ignore[arg-type]
        await asyncio.sleep(0)
        for task in cancelled(tasks):
            task.cancel()
        gate.set()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        return sum(isinstance(each, Reply) for each in ended)

    assert asyncio.run(asyncio.wait_for(work(), 5)) in (3, 4)
