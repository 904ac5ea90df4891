"""What one process does: documents read, extracted and finished one after another."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from llm_extract import pipeline
from llm_extract.batch.documents import failed, finished, read
from llm_extract.batch.orders import Failed, Order, Outcome, Recipe
from llm_extract.batch.stopping import Stop

_YOUNG = 20_000  # objects made between two looks for rings; an extraction leaves none


def work(orders: Iterable[Order], recipe: Recipe, stop: Stop) -> Iterator[Outcome]:
    """Outcomes as they come; models may finish documents in another order unless told not to."""
    with _seldom_collected():
        if recipe.asks_models:
            from llm_extract.batch import hearing  # nothing of a model where none is asked

            yield from hearing.outcomes(orders, recipe, stop)
            return
        for order in orders:
            if stop.wanted:
                return
            yield _attempt(order, recipe)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """The collector's many looks at what is all in use cost a twentieth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _attempt(order: Order, recipe: Recipe) -> Outcome:
    if order.fault:
        return Failed(order.source, order.fault, digest=order.digest)
    try:
        return finished(order, recipe, pipeline.extract(read(order)))
    except Exception as error:
        return failed(order, error)
