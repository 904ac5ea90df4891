"""The models of a run: opened once, put before one document after another, their cost told.

The scanner is a witness of its own and needs none of this; `rules` in a list of providers is it.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from llm_extract import __version__, metering, pipeline, prompting, providers
from llm_extract.cache import Answers
from llm_extract.config import ProviderSettings, Settings
from llm_extract.errors import ConfigError
from llm_extract.ledger import Ledger
from llm_extract.mail import Mail
from llm_extract.offering import Question
from llm_extract.records import Ask, Gap, Prepared, Report, Run

RULES = "rules"
_ALONE = "model"  # the name of the witness where there is but one


@dataclass(frozen=True, slots=True)
class Court:
    """The witnesses of a run by name, ready to be asked, and the books they are kept in."""

    asks: Mapping[str, Ask]
    called: tuple[ProviderSettings, ...]
    strategy: str
    ledger: Ledger
    store: Answers | None = None

    async def examine(self, prepared: Prepared, account: str) -> Report:
        """Put the document to every witness and let the checks decide.

        `account` names the document in the ledger, which forgets it. BudgetSpent, ReplayMiss,
        ConfigError and ProviderError mean that the run is over, not only this document.
        """
        begun = perf_counter()
        put = pipeline.questions(prepared, self.strategy)
        try:
            with self.ledger.account(account):
                heard = await pipeline.hear(prepared, self.asks, put)
        finally:
            totals = self.ledger.closed(account)
        self._reopen(heard.gaps)
        run = Run(
            provider=",".join(settings.name for settings in self.called),
            model=",".join(settings.model for settings in self.called),
            prompt_digest=prompting.digest(),
            schema_digest=prompting.schema_digest(_offered(put)),
            calls=totals.calls,
            cached=totals.cached,
            failed=totals.failed,
            input_tokens=totals.input_tokens,
            output_tokens=totals.output_tokens,
            cost=totals.cost,
            gaps=tuple(map(_told, heard.gaps)),
            seconds=prepared.seconds + perf_counter() - begun,
            version=__version__,
        )
        return pipeline.conclude(prepared, heard, run)

    def _reopen(self, gaps: Sequence[Gap]) -> None:
        """Forget answers that could not be used, so that the next run asks for the gaps again."""
        if self.store is None:
            return
        settings = dict(zip(self.asks, self.called, strict=True))
        for gap in gaps:
            for request in gap.requests:
                settled = providers.settled(request, settings[gap.witness])
                self.store.forget(settled.digest())


@asynccontextmanager
async def opened(
    settings: Settings, replay_from: Path | None = None, shared: str = ""
) -> AsyncIterator[Court]:
    """The models that the settings name, for one event loop. Nothing is sent yet.

    With `replay_from` they answer from that export alone. Processes that open the models under the
    same name in `shared` keep `max_cost` and the requests of a minute together; the name belongs
    to one run, since what it spent is remembered. What a process had on its way when it died
    counts as spent at its highest price: the run rather stops early than costs too much.
    """
    called = named(settings)
    limit = Decimal(str(settings.extract.max_cost))
    async with AsyncExitStack() as stack:
        if replay_from is not None:
            ledger = Ledger(limit)
            asks = [providers.replaying(each, ledger, replay_from) for each in called]
            yield _court(settings, called, asks, ledger)
            return
        store = Answers.of(settings.extract)
        stack.callback(store.close)
        meter = None
        if shared:
            meter = metering.opened(settings.extract, shared)
            stack.callback(meter.close)
        mail = Mail.waiting(settings.extract.cache_dir) if _is_batch(settings) else None
        if mail is not None:
            stack.callback(mail.close)
        ledger = Ledger(limit, purse=meter, mailed=mail.taken if mail else None)
        asks = [
            await stack.enter_async_context(
                providers.opened(each, ledger, store=store, meter=meter)
            )
            for each in called
        ]
        yield _court(settings, called, asks, ledger, store)


def _is_batch(settings: Settings) -> bool:
    return settings.extract.transport == "batch"


def _court(
    settings: Settings,
    called: tuple[ProviderSettings, ...],
    asks: Sequence[Ask],
    ledger: Ledger,
    store: Answers | None = None,
) -> Court:
    heard = dict(zip(witnesses(called), asks, strict=True))
    return Court(heard, called, settings.extract.strategy, ledger, store)


def named(settings: Settings) -> tuple[ProviderSettings, ...]:
    """The providers of the list `provider`, each once, without the rules; none for rules alone.

    ConfigError tells the faults of all of them.
    """
    names = dict.fromkeys(name.strip() for name in settings.provider.split(","))
    found, faults = [], []
    for name in names:
        if name == RULES:
            continue
        try:
            found.append(providers.resolve(name, settings.providers))
        except ConfigError as error:
            faults.append(str(error))
    if faults:
        raise ConfigError("\n".join(faults))
    return tuple(found)


def witnesses(called: Sequence[ProviderSettings]) -> tuple[str, ...]:
    """What each provider is called as a witness: "model", or "model:NAME" beside others."""
    if len(called) == 1:
        return (_ALONE,)
    return tuple(f"{_ALONE}:{settings.name}" for settings in called)


def _offered(put: Sequence[Question]) -> tuple[str, ...]:
    """Every indicator that was offered, in the order of offering."""
    return tuple(dict.fromkeys(name for question in put for name in question.offered))


def _told(gap: Gap) -> dict[str, object]:
    return {
        "section": gap.section,
        "start": gap.span.start,
        "end": gap.span.end,
        "reason": gap.reason,
        "witness": gap.witness,
    }
