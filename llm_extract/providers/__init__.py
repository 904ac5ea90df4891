"""Models to ask: a member is a protocol, its verb `connect(settings)` makes an `Ask`.

What all share is wrapped round it here, from the inside out: the answer is recorded in the ledger
and kept in the cache, the next turn of the minute is awaited, transport failures are tried again,
a slot is held, and an answer already known, or on its way to another process, is not asked for.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

from llm_extract import plugins
from llm_extract.cache import Store, replay
from llm_extract.config import ProviderSettings
from llm_extract.errors import ConfigError
from llm_extract.ledger import Ledger, Prices
from llm_extract.metering import Meter
from llm_extract.providers._caching import cached, kept, replayed
from llm_extract.providers._leasing import alone
from llm_extract.providers._mailing import Batch, Mailbox
from llm_extract.providers._pacing import Metered, Pace
from llm_extract.providers._presets import known, merged, resolve
from llm_extract.providers._recording import recorded
from llm_extract.providers._retrying import Policy, insisted, retried
from llm_extract.records import Ask, Reply, Request

__all__ = [
    "Batch",
    "Mailbox",
    "Policy",
    "connect",
    "insisted",
    "known",
    "mailbox",
    "merged",
    "modes",
    "opened",
    "place",
    "prices",
    "replaying",
    "resolve",
    "settled",
    "urged",
]


def connect(settings: ProviderSettings) -> Ask:
    """The bare member of `settings.kind`: one request, one try. Nothing is loaded or sent yet."""
    member = plugins.load(__name__, settings.kind)
    return cast(Callable[[ProviderSettings], Ask], member.connect)(settings)


def mailbox(settings: ProviderSettings) -> Mailbox:
    """The batch service of a provider; ConfigError where its protocol has none."""
    member = plugins.load(__name__, settings.kind)
    if not hasattr(member, "mailbox"):
        raise ConfigError(
            f"{settings.name}: the protocol {settings.kind} has no batches here; "
            f"--transport live asks one by one"
        )
    return cast(Callable[[ProviderSettings], Mailbox], member.mailbox)(settings)


def place(settings: ProviderSettings) -> str:
    """What tells one provider's counters and batches from another's."""
    return f"{settings.name} {settings.base_url}"


def modes(kind: str) -> tuple[str, ...]:
    """The modes that a member knows, strictest first. A server may know fewer."""
    return tuple(plugins.load(__name__, kind).MODES)


@asynccontextmanager
async def opened(
    settings: ProviderSettings,
    ledger: Ledger,
    *,
    store: Store | None = None,
    meter: Meter | None = None,
    policy: Policy | None = None,
) -> AsyncIterator[Ask]:
    """A provider with everything round it, for one event loop; its connections close at the end.

    With a `meter` the requests of a minute are those of all processes that share it.
    """
    bare = connect(settings)
    minute = settings.requests_per_minute
    turns = Metered(meter, place(settings), minute) if meter else None
    pace = Pace(settings.concurrency, minute, turns)
    ask = recorded(bare, ledger, settings.name, prices(settings))
    ask = _readied(pace.turned(kept(ask, store)), bare)
    ask = pace.slotted(retried(ask, policy or Policy(), settings.name))
    try:
        yield urged(cached(alone(ask, store), store, ledger, settings.name), settings)
    finally:
        if (close := getattr(bare, "aclose", None)) is not None:
            await close()


def _readied(ask: Ask, bare: Ask) -> Ask:
    """The same asking; what the first request loads takes none of the time between two turns."""
    load: Callable[[], object] = getattr(bare, "load", lambda: None)

    async def loaded_first(request: Request) -> Reply:
        load()
        return await ask(request)

    return loaded_first


def replaying(settings: ProviderSettings, ledger: Ledger, directory: Path) -> Ask:
    """A provider's answers from an export; nothing is sent, and no key is needed."""
    return urged(replayed(replay(directory), ledger, settings.name), settings)


def urged(ask: Ask, settings: ProviderSettings) -> Ask:
    """Every request settled before it is asked."""

    async def settled_first(request: Request) -> Reply:
        return await ask(settled(request, settings))

    return settled_first


def settled(request: Request, settings: ProviderSettings) -> Request:
    """The request with the provider's model, mode and parameters where it leaves them open."""
    temperature = None if settings.temperature == "default" else settings.temperature
    return replace(
        request,
        model=request.model or settings.model,
        mode=request.mode or settings.mode,
        max_tokens=settings.max_tokens if request.max_tokens is None else request.max_tokens,
        temperature=temperature if request.temperature is None else request.temperature,
        parameters={**settings.parameters, **request.parameters},
    )


def prices(settings: ProviderSettings, *, mailed: bool = False) -> Prices:
    """What the settings say a million tokens cost, live or by mail; None where they do not say."""
    every = Prices.of(settings.price_input, settings.price_output)
    return every.times(Decimal(str(settings.batch_price_factor))) if mailed else every
