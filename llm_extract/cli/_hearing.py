"""Documents before models: many in one event loop, a bounded number at a time, told in order."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from llm_extract import witnesses
from llm_extract.cli import _options
from llm_extract.cli._inputs import Input
from llm_extract.cli._running import Outcome, faulty
from llm_extract.config import Settings
from llm_extract.errors import BudgetSpent, ConfigError, ExtractError, ProviderError, ReplayMiss
from llm_extract.records import Prepared
from llm_extract.witnesses import Court

_AHEAD = 64  # documents in flight at most, whatever the providers could bear
_CODES: dict[type[ExtractError], int] = {
    ConfigError: _options.USAGE,
    ProviderError: _options.UNREACHABLE,
    BudgetSpent: _options.SPENT,
    ReplayMiss: _options.MISSED,
}

Prepare = Callable[[str], Prepared]


@dataclass(frozen=True, slots=True)
class _Hall:
    """Where documents are heard: the models, what makes a document ready, and its thread.

    The thread is one, so that reading holds up no answer and no two documents are read at once.
    """

    court: Court
    prepare: Prepare
    thread: ThreadPoolExecutor

    async def hear(self, number: int, each: Input) -> Outcome:
        """What becomes of one document; what ends the run is an outcome with a code."""
        if each.fault:
            return Outcome(each.source, fault=each.fault)
        loop = asyncio.get_running_loop()
        try:
            # The thread has no context of its own, and the schema in force is part of ours.
            within = copy_context().run
            prepared = await loop.run_in_executor(self.thread, within, self.prepare, each.source)
        except Exception as error:
            return faulty(each.source, error)
        try:
            report = await self.court.examine(prepared, f"{number} {each.source}")
        except tuple(_CODES) as error:
            return Outcome(each.source, fault=str(error), code=_code(error))
        except Exception as error:
            return faulty(each.source, error)
        return Outcome(each.source, report)


def outcomes(
    found: Iterable[Input], prepare: Prepare, settings: Settings, replay_from: Path | None
) -> Iterator[Outcome]:
    """Outcomes in the order of the inputs. After one that ends the run no document is begun."""

    async def following() -> Outcome | None:
        return await anext(stream, None)

    with asyncio.Runner() as runner:
        stream = _stream(found, prepare, settings, replay_from)
        while (outcome := runner.run(following())) is not None:
            yield outcome


async def _stream(
    found: Iterable[Input], prepare: Prepare, settings: Settings, replay_from: Path | None
) -> AsyncIterator[Outcome]:
    rest = enumerate(found)
    with ThreadPoolExecutor(1) as thread:
        async with witnesses.opened(settings, replay_from) as court:
            hall = _Hall(court, prepare, thread)
            ahead = min(_AHEAD, sum(each.concurrency for each in court.called))
            waiting: deque[asyncio.Task[Outcome]] = deque()
            while True:
                free = 0 if _is_over(waiting) else ahead - len(waiting)
                for number, each in islice(rest, free):
                    waiting.append(asyncio.create_task(hall.hear(number, each)))
                if not waiting:
                    return
                outcome = await waiting.popleft()
                if outcome.code:
                    rest = enumerate(())
                yield outcome


def _is_over(waiting: Iterable[asyncio.Task[Outcome]]) -> bool:
    """Whether a document further on has already met what ends the run."""
    return any(task.done() and task.result().code for task in waiting)


def _code(error: ExtractError) -> int:
    return next(code for kind, code in _CODES.items() if isinstance(error, kind))
