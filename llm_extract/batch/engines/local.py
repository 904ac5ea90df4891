"""This machine: this process, or several that each take some documents at a time."""

import os
import signal
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from multiprocessing import active_children, parent_process
from threading import Thread

from llm_extract.batch.engines import Place
from llm_extract.batch.engines._worker import Task, Tasks, hush, shared, worked
from llm_extract.batch.orders import STDIN, Failed, Order, Outcome, Recipe
from llm_extract.batch.stopping import Stop
from llm_extract.batch.working import work
from llm_extract.errors import ConfigError, ExtractError

_AHEAD = 3  # tasks in flight for each process: enough to keep it busy, little to hold
_TOGETHER = 8  # documents of a task: what a task costs of itself is less than one of them
_ASKED = 64  # documents of a task whose answers are awaited all at once
_LOOK = 0.2  # seconds between two looks at whether the user wants an end


def run(orders: Collection[Order], recipe: Recipe, place: Place) -> Iterator[Outcome]:
    """In this process if one is enough; standard input is heard nowhere else."""
    if place.scheduler:
        raise ConfigError("--scheduler is for --engine dask, which is not asked for")
    if recipe.asks_models and recipe.by_mail:
        return _by_mail(orders, recipe, place)
    alone = any(order.source == STDIN for order in orders)
    jobs = 1 if alone else min(place.jobs, len(orders))
    if jobs <= 1:
        return work(orders, recipe, place.stop)
    most = _ASKED if recipe.asks_models else _TOGETHER
    size = max(1, min(most, len(orders) // (jobs * _AHEAD)))
    if recipe.asks_models:
        recipe = replace(recipe, settings=shared(recipe.settings, jobs), shared=recipe.run)
    return _Pool(recipe, jobs, place.stop).outcomes(Tasks(orders, size))


def _by_mail(orders: Collection[Order], recipe: Recipe, place: Place) -> Iterator[Outcome]:
    """First all questions by a batch service, then the documents, with its answers in the cache."""
    from llm_extract.batch import posting

    try:
        recipe = posting.posted(orders, recipe, place)
    except ExtractError as error:
        yield Failed(next(iter(orders)).source, str(error), end=error)
        return
    if not place.stop.wanted:
        yield from work(orders, recipe, place.stop)


class _Pool:
    """Processes and what they are at. A process that dies takes no other's work with it."""

    def __init__(self, recipe: Recipe, jobs: int, stop: Stop) -> None:
        self.recipe, self.jobs, self.stop = recipe, jobs, stop
        self.waiting: dict[Future[list[Outcome]], Task] = {}
        self.over = False  # whether no more is to be begun

    def outcomes(self, rest: Tasks) -> Iterator[Outcome]:
        """Outcomes as tasks are done, in their order where reports are to keep it."""
        while rest and not self.over:
            pool = self._opened(self.jobs)
            try:
                yield from self._worked_off(pool, rest)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
            yield from self._one_by_one()

    def _worked_off(self, pool: ProcessPoolExecutor, rest: Tasks) -> Iterator[Outcome]:
        """All that the pool can do before it breaks; then the rest is in `waiting` and `rest`."""
        while True:
            try:
                self._fill(pool, rest)
                if not self.waiting:
                    return
                for future in self._ready():
                    outcomes = future.result()
                    del self.waiting[future]
                    yield from self._seen(outcomes)
            except BrokenProcessPool:
                return

    def _fill(self, pool: ProcessPoolExecutor, rest: Tasks) -> None:
        if self.stop.wanted and not self.over:
            self.over = True
            for child in active_children():  # Ctrl-C may have been sent to us alone
                with suppress(ProcessLookupError):
                    os.kill(child.pid or 0, signal.SIGINT)
        if self.over:
            for future in [future for future in self.waiting if future.cancel()]:
                del self.waiting[future]
        while rest and not self.over and len(self.waiting) < self.jobs * _AHEAD:
            future = pool.submit(worked, rest.first, self.recipe)
            self.waiting[future] = rest.pop()

    def _ready(self) -> list[Future[list[Outcome]]]:
        """What may be told now; a look at the clock keeps the process open to signals."""
        looked_at = list(self.waiting) if self.recipe.form else list(self.waiting)[:1]
        done, _ = wait(looked_at, timeout=_LOOK, return_when=FIRST_COMPLETED)
        return [future for future in looked_at if future in done]

    def _seen(self, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
        """The same; what ends the run ends it for all."""
        self.over |= any(isinstance(each, Failed) and each.end for each in outcomes)
        return outcomes

    def _one_by_one(self) -> Iterator[Outcome]:
        """One of these documents killed a process: each alone, so that it is known which."""
        orders: deque[Order] = deque()
        for future, task in self.waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from self._seen(future.result())
            else:
                orders.extend(task)
        self.waiting.clear()
        while orders and not self.over:
            with self._opened(1) as pool:
                yield from self._until_one_dies(pool, orders)

    def _until_one_dies(self, pool: ProcessPoolExecutor, orders: deque[Order]) -> Iterator[Outcome]:
        while orders and not self.over:
            order = orders.popleft()
            try:
                yield from self._seen(pool.submit(worked, [order], self.recipe).result())
            except BrokenProcessPool:
                fault = "its process died twice; is there memory enough? --jobs 1 may do"
                yield Failed(order.source, fault, digest=order.digest)
                return

    def _opened(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(self.recipe.run,))


def _begin(run: str) -> None:
    """Ctrl-C ends what this process does of the run, the parent's death the process."""
    signal.signal(signal.SIGINT, lambda *_: hush(run))
    Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
