"""One report after another, in this process or in several; a failure is an outcome, no end."""

import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice

from llm_extract import schemas
from llm_extract.cli._inputs import Input
from llm_extract.errors import ExtractError
from llm_extract.records import Report

_AHEAD = 4  # documents in flight for each process: enough to keep it busy, little to hold


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a report, or a fault with the traceback if unexpected.

    A `code` other than 0 is that of a fault which ends the run.
    """

    source: str
    report: Report | None = None
    fault: str = ""
    trace: str = ""
    code: int = 0


Task = Callable[[str], Report]


def outcomes(found: Iterable[Input], task: Task, jobs: int) -> Iterator[Outcome]:
    """Outcomes in the order of the inputs. `task` must be importable when `jobs` is above 1."""
    if jobs == 1:
        return (attempt(each, task) for each in found)
    return _pooled(iter(found), task, jobs)


def attempt(each: Input, task: Task) -> Outcome:
    """Run the task on one input; only an interruption gets out."""
    if each.fault:
        return Outcome(each.source, fault=each.fault)
    try:
        return Outcome(each.source, task(each.source))
    except Exception as error:
        return faulty(each.source, error)


def faulty(source: str, error: Exception) -> Outcome:
    """What an error means for one document; the others do not feel it."""
    if isinstance(error, ExtractError):
        return Outcome(source, fault=str(error))
    if isinstance(error, OSError):
        return Outcome(source, fault=f"cannot be read ({error.strerror or error})")
    what = f"unexpected {type(error).__name__}: {error}; --debug shows where"
    return Outcome(source, fault=what, trace="".join(traceback.format_exception(error)))


def _pooled(found: Iterator[Input], task: Task, jobs: int) -> Iterator[Outcome]:
    waiting: deque[tuple[Input, Future[Outcome]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            for each in islice(found, jobs * _AHEAD - len(waiting)):
                waiting.append((each, pool.submit(attempt, each, task)))
            if not waiting:
                return
            each, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Outcome(each.source, fault="its process died; try it alone with --jobs 1")
                if all(other.done() for _, other in waiting):
                    pool = _pool(jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_ready, initargs=(schemas.source(),))


def _ready(schema: str) -> None:
    """The parent alone answers Ctrl-C; its schema is the worker's too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if schema:
        from llm_extract.schemas import loading

        loading.adopt(schema)
