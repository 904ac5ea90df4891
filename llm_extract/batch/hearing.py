"""Documents before models: many in one event loop, a bounded number at a time."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from itertools import islice

from llm_extract import witnesses
from llm_extract.batch.documents import failed, finished, prepare_one
from llm_extract.batch.orders import Failed, Finished, Order, Outcome, Recipe
from llm_extract.batch.stopping import Stop
from llm_extract.errors import BudgetSpent, ConfigError, ProviderError, ReplayMiss
from llm_extract.witnesses import Court

_AHEAD = 64  # documents in flight at most, whatever the providers could bear
_LOOK = 0.2  # seconds between two looks at whether the user wants an end
_ENDS = (ConfigError, ProviderError, BudgetSpent, ReplayMiss)

Tasks = list[asyncio.Task[Outcome]]


@dataclass(frozen=True, slots=True)
class _Hall:
    """Where documents are heard: the models, and the thread that makes documents ready.

    The thread is one, so that reading holds up no answer and no two documents are read at once.
    """

    court: Court
    recipe: Recipe
    thread: ThreadPoolExecutor

    async def hear(self, number: int, order: Order) -> Outcome:
        """What becomes of one document; what ends the run is an outcome too."""
        if order.fault:
            return Failed(order.source, order.fault, digest=order.digest)
        loop = asyncio.get_running_loop()
        try:
            # The thread has no context of its own, and the schema in force is part of ours.
            within = copy_context().run
            prepared = await loop.run_in_executor(self.thread, within, prepare_one, order)
        except Exception as error:
            return failed(order, error)
        try:
            report = await self.court.examine(prepared, f"{number} {order.source}")
            return finished(order, self.recipe, report)
        except _ENDS as error:
            return Failed(order.source, str(error), end=error)
        except Exception as error:
            return failed(order, error)


def outcomes(orders: Iterable[Order], recipe: Recipe, stop: Stop) -> Iterator[Outcome]:
    """Outcomes as they come, reports in the order of the inputs.

    After one that ends the run no document is begun.
    """

    async def following() -> Outcome | None:
        return await anext(stream, None)

    with asyncio.Runner() as runner:
        stream = _stream(orders, recipe, stop)
        while (outcome := runner.run(following())) is not None:
            yield outcome


async def _stream(orders: Iterable[Order], recipe: Recipe, stop: Stop) -> AsyncIterator[Outcome]:
    rest = enumerate(orders)
    with ThreadPoolExecutor(1) as thread:
        async with witnesses.opened(recipe.settings, recipe.replay, recipe.shared) as court:
            hall = _Hall(court, recipe, thread)
            ahead = min(_AHEAD, sum(each.concurrency for each in court.called))
            waiting: Tasks = []
            while True:
                free = 0 if _is_over(waiting) else ahead - len(waiting)
                for number, each in islice(rest, free):
                    waiting.append(asyncio.create_task(hall.hear(number, each)))
                if not waiting:
                    return
                for outcome in await _ready(waiting, stop, in_order=not recipe.form):
                    if isinstance(outcome, Failed) and outcome.end:
                        rest = enumerate(())
                    yield outcome
                if stop.wanted:
                    async for outcome in _ending(court, waiting):
                        yield outcome
                    return


async def _ready(waiting: Tasks, stop: Stop, *, in_order: bool) -> list[Outcome]:
    """What is done, taken out of what is waited for; nothing if the user wants an end first."""
    done: Tasks = []
    while not done and not stop.wanted:
        await asyncio.wait(
            waiting[:1] if in_order else waiting,
            timeout=_LOOK,
            return_when=asyncio.FIRST_COMPLETED,
        )
        done = [task for task in (waiting[:1] if in_order else waiting) if task.done()]
    for task in done:
        waiting.remove(task)
    return [task.result() for task in done]


async def _ending(court: Court, waiting: Tasks) -> AsyncIterator[Outcome]:
    """Send nothing more, but keep the answers on their way, which are paid, and use them."""
    court.ledger.stop()
    left: set[asyncio.Task[Outcome]] = set(waiting)
    moved = True  # what had its last answer is finished within a look
    while left and (court.ledger.flying or moved):
        done, left = await asyncio.wait(left, timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
        moved = bool(done)
    for task in waiting:
        task.cancel()
    for ended in await asyncio.gather(*waiting, return_exceptions=True):
        if isinstance(ended, Finished):
            yield ended


def _is_over(waiting: Tasks) -> bool:
    """Whether a document further on has already met what ends the run."""
    ended = (task.result() for task in waiting if task.done())
    return any(isinstance(outcome, Failed) and outcome.end is not None for outcome in ended)
