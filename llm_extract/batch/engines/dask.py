"""Many machines by Dask distributed (extra `dask`), or processes of this one that Dask looks after.

Workers get paths and read the files themselves; finished bytes come back. A worker that dies is
Dask's to replace, a document that kills one after the other is ours to find.
"""

import logging
import signal
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from threading import current_thread, main_thread
from time import sleep
from typing import Any
from urllib.parse import urlsplit

from llm_extract.batch import identity
from llm_extract.batch.engines import Place
from llm_extract.batch.engines._worker import Task, Tasks, hush, shared, worked
from llm_extract.batch.orders import STDIN, Failed, Order, Outcome, Recipe
from llm_extract.errors import ConfigError
from llm_extract.schemas import loading

_AHEAD = 2  # tasks in flight for each thread of a worker
_TOGETHER = 100  # documents of a task for the rules: about a second
_ASKED = 32  # documents of a task whose answers are awaited all at once
_LOOK = 0.2  # seconds between two looks at whether the user wants an end
_PATIENCE = "15s"  # for a scheduler to answer
_TRIES = 3  # to begin a cluster of our own


def run(orders: Collection[Order], recipe: Recipe, place: Place) -> Iterator[Outcome]:
    """On the scheduler's workers, or on `jobs` processes begun for this run."""
    if any(order.source == STDIN for order in orders):
        raise ConfigError("--engine dask cannot read standard input; name files")
    _check_cache(recipe, place.scheduler)
    if not orders:
        return
    placed = (replace(order, place=str(Path(order.source).absolute())) for order in orders)
    recipe = _from_anywhere(recipe)
    with _client(place) as client:
        size = _ASKED if recipe.asks_models else _TOGETHER
        yield from _Crew(client, recipe, place).outcomes(Tasks(placed, size))


def _from_anywhere(recipe: Recipe) -> Recipe:
    """The recipe for workers, whose working directory may be another."""
    extract = recipe.settings.extract
    kept = str(Path(extract.cache_dir).expanduser().absolute())
    extract = extract.model_copy(update={"cache_dir": kept})
    return replace(
        recipe,
        settings=recipe.settings.model_copy(update={"extract": extract}),
        replay=recipe.replay.absolute() if recipe.replay else None,
        schema=loading.anchored(recipe.schema) if recipe.schema else "",
    )


class _Crew:
    """Workers, who may come and go, and what they are at."""

    def __init__(self, client: Any, recipe: Recipe, place: Place) -> None:
        self.client, self.recipe, self.place, self.stop = client, recipe, place, place.stop
        self.waiting: dict[Any, Task] = {}
        self.over = False

    def _threads(self) -> int:
        """Of all workers that are there now."""
        return sum(self.client.nthreads().values())

    def outcomes(self, rest: Tasks) -> Iterator[Outcome]:
        """Outcomes as tasks are done, in their order where reports are to keep it."""
        self._awaited()
        while True:
            if self.stop.wanted and not self.over:
                self.over = True
                self.client.run(_hush, self.recipe.run, wait=False)  # one that died is no answer
            if rest and not self.over:
                self._fill(rest)
            if not self.waiting or (self.stop.wanted and not self._threads()):
                return
            for future in self._ready():
                yield from self._told(future, rest)

    def _awaited(self) -> None:
        """Until there is a worker: those of a cluster often come some seconds after it."""
        if not self._threads():
            self.place.tell(f"{self.place.scheduler}: no worker yet; waiting for the first")
        while not self._threads() and not self.stop.wanted:
            sleep(_LOOK)

    def _fill(self, rest: Tasks) -> None:
        """Tasks for the workers of now, each with its worker's share of the providers."""
        threads = max(1, self._threads())
        recipe = self.recipe
        if recipe.asks_models:
            recipe = replace(recipe, settings=shared(recipe.settings, threads), shared=recipe.run)
        while rest and len(self.waiting) < threads * _AHEAD:
            task = rest.pop()
            future = self.client.submit(_worked, task, recipe, identity.program(), pure=False)
            self.waiting[future] = task

    def _ready(self) -> list[Any]:
        """What may be told now."""
        looked_at = list(self.waiting) if self.recipe.form else list(self.waiting)[:1]
        try:
            done = _library().wait(looked_at, timeout=_LOOK, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            return []
        return [future for future in looked_at if future in done]

    def _told(self, future: Any, rest: Tasks) -> Iterator[Outcome]:
        """The outcomes of a task; one whose workers died is cut into single documents."""
        task = self.waiting.pop(future)
        try:
            outcomes = future.result()
        except _library().KilledWorker:
            if len(task) > 1:
                rest.put_back([[order] for order in task])
                return
            fault = "the workers that tried it died; is there memory enough for it?"
            outcomes = [Failed(task[0].source, fault, digest=task[0].digest)]
        self.over |= any(isinstance(each, Failed) and each.end for each in outcomes)
        yield from map(_out_of_sight, outcomes)


def _worked(task: Task, recipe: Recipe, program: str) -> list[Outcome]:
    """The outcomes, if this worker has the program of the one who asks."""
    if identity.program() != program:
        raise ConfigError(
            "a worker has another version of llm_extract, whose results would be others; install "
            "the same on every machine"
        )
    return worked(task, recipe)


async def _hush(run: str) -> None:
    hush(run)


def _out_of_sight(outcome: Outcome) -> Outcome:
    """A file that we see and the worker does not is told with what would do."""
    if not isinstance(outcome, Failed) or outcome.end or outcome.sha256:
        return outcome
    if Path(outcome.source).is_file():
        where = Path(outcome.source).absolute()
        fault = f"{outcome.fault}; its worker must see it too, as {where}: share that folder"
        return replace(outcome, fault=fault)
    return outcome


@contextmanager
def _client(place: Place) -> Iterator[Any]:
    if place.scheduler:
        with _reached(place.scheduler) as client:
            yield client
        return
    with _deaf():
        cluster = _begun(place.jobs)
    with cluster, _library().Client(cluster) as client:
        yield client


def _begun(workers: int) -> Any:
    """A cluster of our own; Dask gives up where a worker dies before it is there."""
    fault: object = ""
    for _ in range(_TRIES):
        try:
            return _library().LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",  # any port: another run may have the usual one
                silence_logs=logging.CRITICAL,
            )
        except RuntimeError as error:
            fault = error.__cause__ or error
    raise ConfigError(
        f"the workers of Dask do not begin ({fault}); is there memory for {workers}? "
        f"--engine local does without Dask"
    )


@contextmanager
def _deaf() -> Iterator[None]:
    """What is begun within does not hear Ctrl-C, which a terminal sends to all: we alone answer."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _reached(scheduler: str) -> Any:
    try:
        return _library().Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"--scheduler {scheduler}: no Dask scheduler answers there ({error}); "
            f"tcp://host:8786 is the usual form"
        ) from None


def _library() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise ConfigError(
            "--engine dask needs the extra: pip install 'llm-extract[dask]'"
        ) from None


def _check_cache(recipe: Recipe, scheduler: str) -> None:
    """Answers and limits are shared through the cache, which other machines must see."""
    if not scheduler or not recipe.asks_models or recipe.replay is not None:
        return
    if not recipe.settings.extract.cache and not _is_here(scheduler):
        raise ConfigError(
            f"the workers of {scheduler} are on other machines: answers and limits must be shared "
            f'through a server, cache = "redis://…"'
        )


def _is_here(scheduler: str) -> bool:
    host = urlsplit(scheduler if "://" in scheduler else f"tcp://{scheduler}").hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
