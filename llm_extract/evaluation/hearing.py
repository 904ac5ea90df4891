"""How models read labelled reports: many documents in one event loop, told in their order."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from pathlib import Path

from llm_extract import pipeline, readers, witnesses
from llm_extract.config import Settings
from llm_extract.errors import BudgetSpent, ConfigError, ProviderError, ReplayMiss
from llm_extract.evaluation.readings import Reader, Reading, failed, shaped
from llm_extract.witnesses import Court

_AHEAD = 64  # documents in flight at most, whatever the provider could bear
# Not the fault of one document: the run stops here and goes on when called again.
_ENDS = (BudgetSpent, ConfigError, ProviderError, ReplayMiss)


def reader(settings: Settings, replay: Path | None) -> Reader:
    """Reads with the models that the settings name; ConfigError if one of them is not to be had."""
    witnesses.named(settings)

    def readings(paths: Sequence[Path], jobs: int) -> Iterator[Reading]:
        del jobs  # the loop waits for answers, not for the processor

        async def following() -> Reading | None:
            return await anext(stream, None)

        with asyncio.Runner() as runner:
            stream = _stream(paths, settings, replay)
            while (reading := runner.run(following())) is not None:
                yield reading

    return readings


async def _stream(
    paths: Sequence[Path], settings: Settings, replay: Path | None
) -> AsyncIterator[Reading]:
    rest = enumerate(paths)
    async with witnesses.opened(settings, replay) as court:
        ahead = min(_AHEAD, sum(each.concurrency for each in court.called))
        waiting: deque[asyncio.Task[Reading]] = deque()
        try:
            while True:
                for number, path in islice(rest, ahead - len(waiting)):
                    waiting.append(asyncio.create_task(_heard(court, path, f"{number} {path}")))
                if not waiting:
                    return
                yield await waiting.popleft()
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)


async def _heard(court: Court, path: Path, account: str) -> Reading:
    """One document before the models; what ends the run is raised."""
    try:
        prepared = pipeline.prepare(readers.read_path(path))
        return Reading(shaped(await court.examine(prepared, account)))
    except _ENDS:
        raise
    except Exception as error:
        return failed(error)
