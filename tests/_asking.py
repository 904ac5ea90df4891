"""What tests of providers share: one request, one server to ask, and a key to look for."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from loopback import Served, serve

from llm_extract import providers
from llm_extract.config import ProviderSettings
from llm_extract.ledger import Attempt, Ledger
from llm_extract.providers import Policy
from llm_extract.records import Ask, Reply, Request

KEY = "sk-planted-0123456789abcdef"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"statements": {"type": "array", "items": {"type": "object"}}},
    "required": ["statements"],
    "additionalProperties": False,
}
QUESTION = Request("只抄录,不计算。", "报告:{{ x }} {% raw %} 收到申请36件。", SCHEMA)
QUICK = Policy(attempts=4, deadline=30.0, first_pause=0.01, longest_pause=0.02)


def settings(url: str, **more: Any) -> ProviderSettings:
    """A provider at the loopback server."""
    told = {"name": "loopback", "kind": "openai", "base_url": url, "model": "m", "timeout": 10.0}
    return ProviderSettings.model_validate({**told, **more})


def bare(url: str, request: Request = QUESTION, **more: Any) -> Reply:
    """One request to the bare member, settled."""

    async def once() -> Reply:
        ask: Any = providers.connect(settings(url, **more))
        try:
            reply: Reply = await ask(providers.settled(request, settings(url, **more)))
            return reply
        finally:
            await ask.aclose()

    return asyncio.run(once())


def faulty(fault: str, **more: Any) -> Reply:
    """What the bare member makes of one fault."""
    with serve(faults=[fault]) as server:
        return bare(server.url, **more)


def question(number: int) -> Request:
    """Requests that differ."""
    return Request(QUESTION.system, f"第{number}段", SCHEMA)


def asked(
    served: Served, work: Callable[[Ask], Awaitable[Any]], ledger: Ledger, **more: Any
) -> Any:
    """What `work` makes of a provider with everything round it."""
    wrapping = {name: more.pop(name) for name in ("store", "policy") if name in more}

    async def within() -> Any:
        told = settings(served.url, **more)
        async with providers.opened(told, ledger, **{"policy": QUICK, **wrapping}) as ask:
            return await work(ask)

    return asyncio.run(within())


def several(requests: Iterable[Request]) -> Callable[[Ask], Awaitable[list[Any]]]:
    """All requests at once; an error stands in its reply's place."""

    async def work(ask: Ask) -> list[Any]:
        return await asyncio.gather(*map(ask, requests), return_exceptions=True)

    return work


def journal() -> tuple[Ledger, list[Attempt]]:
    """A ledger and the list it writes to."""
    attempts: list[Attempt] = []
    return Ledger(journal=attempts.append), attempts
