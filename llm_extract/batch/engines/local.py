"""This machine: this process, or several that each take some documents at a time."""

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import parent_process
from threading import Thread

from llm_extract.batch.engines import Place
from llm_extract.batch.orders import STDIN, Failed, Order, Outcome, Recipe
from llm_extract.batch.stopping import Stop
from llm_extract.batch.working import work
from llm_extract.errors import ExtractError
from llm_extract.schemas import loading

_AHEAD = 3  # tasks in flight for each process: enough to keep it busy, little to hold
_TOGETHER = 8  # documents of a task: what a task costs of itself is less than one of them
_LOOK = 0.2  # seconds between two looks at whether the user wants an end

Task = Sequence[Order]
Waiting = dict[Future[list[Outcome]], Task]


def run(orders: Sequence[Order], recipe: Recipe, place: Place) -> Iterator[Outcome]:
    """In this process if one is enough; standard input and models are heard nowhere else."""
    if recipe.asks_models and recipe.by_mail:
        return _by_mail(orders, recipe, place)
    alone = recipe.asks_models or any(order.source == STDIN for order in orders)
    jobs = 1 if alone else min(place.jobs, len(orders))
    if jobs <= 1:
        return work(orders, recipe, place.stop)
    together = max(1, min(_TOGETHER, len(orders) // (jobs * _AHEAD)))
    tasks = [orders[at : at + together] for at in range(0, len(orders), together)]
    return _Pool(recipe, jobs, place.stop).outcomes(tasks)


def _by_mail(orders: Sequence[Order], recipe: Recipe, place: Place) -> Iterator[Outcome]:
    """First all questions by a batch service, then the documents, with its answers in the cache."""
    from llm_extract.batch import posting

    try:
        recipe = posting.posted(orders, recipe, place)
    except ExtractError as error:
        yield Failed(orders[0].source, str(error), end=error)
        return
    if not place.stop.wanted:
        yield from work(orders, recipe, place.stop)


class _Pool:
    """Processes and what they are at. A process that dies takes no other's work with it."""

    def __init__(self, recipe: Recipe, jobs: int, stop: Stop) -> None:
        self.recipe, self.jobs, self.stop = recipe, jobs, stop
        self.waiting: Waiting = {}

    def outcomes(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Outcomes as tasks are done, in their order where reports are to keep it."""
        rest = deque(tasks)
        while rest and not self.stop.wanted:
            pool = _opened(self.jobs, self.recipe)
            try:
                yield from self._worked_off(pool, rest)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
            yield from self._one_by_one()

    def _worked_off(self, pool: ProcessPoolExecutor, rest: deque[Task]) -> Iterator[Outcome]:
        """All that the pool can do before it breaks; then the rest is in `waiting` and `rest`."""
        while True:
            try:
                self._fill(pool, rest)
                for future in self._ready():
                    outcomes = future.result()
                    del self.waiting[future]
                    yield from outcomes
            except BrokenProcessPool:
                return
            if not self.waiting:
                return

    def _fill(self, pool: ProcessPoolExecutor, rest: deque[Task]) -> None:
        if self.stop.wanted:
            for future in [future for future in self.waiting if future.cancel()]:
                del self.waiting[future]
            return
        while rest and len(self.waiting) < self.jobs * _AHEAD:
            future = pool.submit(_worked, rest[0], self.recipe)
            self.waiting[future] = rest.popleft()

    def _ready(self) -> list[Future[list[Outcome]]]:
        """What may be told now; a look at the clock keeps the process open to signals."""
        looked_at = list(self.waiting) if self.recipe.form else list(self.waiting)[:1]
        done, _ = wait(looked_at, timeout=_LOOK, return_when=FIRST_COMPLETED)
        return [future for future in looked_at if future in done]

    def _one_by_one(self) -> Iterator[Outcome]:
        """One of these documents killed a process: each alone, so that it is known which."""
        orders: deque[Order] = deque()
        for future, task in self.waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from future.result()
            else:
                orders.extend(task)
        self.waiting.clear()
        while orders and not self.stop.wanted:
            with _opened(1, self.recipe) as pool:
                yield from self._until_one_dies(pool, orders)

    def _until_one_dies(self, pool: ProcessPoolExecutor, orders: deque[Order]) -> Iterator[Outcome]:
        while orders and not self.stop.wanted:
            order = orders.popleft()
            try:
                yield from pool.submit(_worked, [order], self.recipe).result()
            except BrokenProcessPool:
                fault = "its process died twice; is there memory enough? --jobs 1 may do"
                yield Failed(order.source, fault, digest=order.digest)
                return


def _worked(task: Task, recipe: Recipe) -> list[Outcome]:
    return list(work(task, recipe, Stop()))


def _opened(jobs: int, recipe: Recipe) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(recipe.schema,))


def _begin(schema: str) -> None:
    """The parent alone answers Ctrl-C, its schema is ours, nobody works on when it was killed."""
    loading.adopt(schema)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
