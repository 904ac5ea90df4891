"""What is left to do of the documents asked for, and what stands as it is."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from llm_extract.batch.failures import Failure, Failures
from llm_extract.batch.keeping import Results
from llm_extract.batch.orders import Order
from llm_extract.spilled import Spilled


class State(StrEnum):
    """How a document stands before the run."""

    NEW = "new"
    DONE = "done"  # its result stands
    FAILED = "failed"  # it failed before and is not tried again
    GAPS = "gaps"  # its result lacks answers, which alone are asked for
    CHANGED = "changed"  # its content is another than that of its result
    RESETTLED = "resettled"  # its result came about with other settings


@dataclass(frozen=True, slots=True)
class Plan:
    """Orders to carry out, and how the documents asked for stand."""

    orders: Collection[Order]
    sources: Collection[str]  # every document asked for
    failed: tuple[Failure, ...]  # not tried again
    counts: Mapping[State, int]
    others: int  # results of documents that were not asked for


def plan(
    orders: Mapping[str, Order],
    kept: tuple[Results, Failures],
    digest_of: Callable[[str], str],
    *,
    retry: bool,
) -> Plan:
    """Compare content and settings of each document with what is kept of it.

    With `retry` failures are tried again.
    """
    results, failures = kept
    left: Spilled[Order] = Spilled()
    failed: list[Failure] = []
    counts: Counter[State] = Counter()
    for source, order in orders.items():
        failure = None if retry else failures.known(source)
        state = _state(order, results, failure, digest_of)
        counts[state] += 1
        if state is State.FAILED and failure is not None:
            failed.append(failure)
        elif state is State.DONE:
            failures.forget(source)  # a kill came between its result and this
        else:
            left[source] = order
    sources = orders.keys()
    return Plan(left.values(), sources, tuple(failed), counts, results.others(sources))


def _state(
    order: Order, results: Results, failure: Failure | None, digest_of: Callable[[str], str]
) -> State:
    known = results.known(order.source)
    if known is None and failure is None:
        return State.NEW
    now = digest_of(order.source), order.digest
    if known is not None and (known.sha256, known.settings) == now:
        return State.GAPS if known.gaps else State.DONE
    if failure is not None and now[0] and (failure.sha256, failure.settings) == now:
        return State.FAILED
    if known is None:
        return State.NEW
    return State.RESETTLED if known.sha256 == now[0] else State.CHANGED
