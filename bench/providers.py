"""`python -m bench.providers`: what asking costs beside the bare SDK making the same calls.

The server answers on loopback from a process of its own; both ways take turns in the same run, so
that noise hits both.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from llm_extract import providers
from llm_extract.cache import Answers
from llm_extract.config import ProviderSettings
from llm_extract.ledger import Ledger
from llm_extract.providers._wire import body
from llm_extract.records import Reply, Request

ROOT = Path(__file__).parent.parent
CALLS, LATENCY, ROUNDS = 50, 0.2, 15
AIM_WALL, AIM_CPU = 1.1, 1.0

_INDICATORS = [f"indicator.number_{n}" for n in range(100)]
_ITEM = {"type": "object", "properties": {"indicator": {"enum": _INDICATORS}}}
_SCHEMA = {
    "type": "object",
    "properties": {"statements": {"type": "array", "items": _ITEM}},
    "required": ["statements"],
}

Call = Callable[[Request], Awaitable[object]]


def main() -> None:
    """Print wall time of the calls in flight together, and processor time of each alone."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs,))
    server.start()
    try:
        asyncio.run(_measured(ours.recv(), ours.recv()))
    finally:
        ours.send("stop")
        server.join()


def _serve(pipe: Connection) -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    from loopback import serve  # type: ignore[import-not-found]

    with serve(latency=LATENCY) as slow, serve() as quick:
        pipe.send(slow.url)
        pipe.send(quick.url)
        pipe.recv()


async def _measured(slow: str, quick: str) -> None:
    walls: list[tuple[float, float]] = []
    costs: list[tuple[float, ...]] = []
    with TemporaryDirectory() as folder:
        store = Answers.at(Path(folder))
        for number in range(ROUNDS + 1):
            both = await _walls(slow, store, number)
            each = await _costs(quick, store, number)
            if number:  # the first round loads the SDK
                walls.append(both)
                costs.append(each)
        store.close()
    bare, ours = (median(column) for column in zip(*walls, strict=True))
    ratio = median(ours / bare for bare, ours in walls)
    print(f"{CALLS} calls of {1000 * LATENCY:.0f} ms, all in flight (medians of {ROUNDS})")
    print(f"  bare SDK         {bare:8.3f} s")
    print(f"  ours             {ours:8.3f} s")
    print(f"  ratio            {ratio:8.2f}      (aim: {AIM_WALL} or less)")
    bare, member, ours = (median(column) for column in zip(*costs, strict=True))
    print("processor time of one call")
    print(f"  bare SDK         {bare:8.2f} ms")
    print(f"  with instructor  {member:8.2f} ms")
    print(f"  ours             {ours:8.2f} ms")
    print(f"  own part         {ours - member:8.2f} ms   (aim: {AIM_CPU} or less)")


def _settings(url: str) -> ProviderSettings:
    return ProviderSettings(
        name="loopback",
        kind="openai",
        base_url=url,
        model="loopback",
        concurrency=CALLS,
        requests_per_minute=1_000_000,
        price_input=1.0,
        price_output=2.0,
    )


def _requests(number: int) -> list[Request]:
    """As big as real ones, and new in each round, so that no answer is cached."""
    prefix = "说明" * 2000
    return [Request(prefix, f"{number}.{n} " + "文" * 2400, _SCHEMA) for n in range(CALLS)]


def _bare(client: Any, settings: ProviderSettings) -> Call:
    async def call(request: Request) -> object:
        told = body(providers.settled(request, settings))
        return await client.chat.completions.create(model=settings.model, temperature=0, **told)

    return call


async def _walls(url: str, store: Answers, number: int) -> tuple[float, float]:
    """Seconds for all calls at once: of the bare SDK, and of all that is ours."""
    from openai import AsyncOpenAI

    settings, requests = _settings(url), _requests(number)
    async with (
        AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client,
        providers.opened(settings, Ledger(), store=store) as ask,
    ):
        # Both in the same state: one call has been made, so everything is loaded.
        bare = _bare(client, settings)
        for call in (bare, ask):
            await call(Request("", f"{number}", _SCHEMA))
        return await _together(bare, requests), await _together(ask, requests)


async def _together(call: Call, requests: list[Request]) -> float:
    begun = perf_counter()
    await asyncio.gather(*map(call, requests))
    return perf_counter() - begun


async def _costs(url: str, store: Answers, number: int) -> tuple[float, ...]:
    """Milliseconds of processor time for a call: bare, the member alone, and all that is ours."""
    from openai import AsyncOpenAI

    settings, requests = _settings(url), _requests(ROUNDS + 1 + number)
    member: Any = providers.connect(settings)

    async def alone(request: Request) -> Reply:
        reply: Reply = await member(providers.settled(request, settings))
        return reply

    async with (
        AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client,
        providers.opened(settings, Ledger(), store=store) as ask,
    ):
        calls: tuple[Call, ...] = (_bare(client, settings), alone, ask)
        found = tuple([await _cost(call, requests) for call in calls])
        await member.aclose()
    return found


async def _cost(call: Call, requests: list[Request]) -> float:
    await call(requests[0])
    begun = process_time()
    for request in requests[1:]:
        await call(request)
    return 1000 * (process_time() - begun) / (len(requests) - 1)


if __name__ == "__main__":
    main()
