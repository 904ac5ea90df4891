"""What one process does: documents read, extracted and finished one after another."""

from collections.abc import Iterable, Iterator

from llm_extract import pipeline
from llm_extract.batch.documents import failed, finished, read
from llm_extract.batch.orders import Failed, Order, Outcome, Recipe
from llm_extract.batch.stopping import Stop


def work(orders: Iterable[Order], recipe: Recipe, stop: Stop) -> Iterator[Outcome]:
    """Outcomes as they come; models may finish documents in another order unless told not to."""
    if recipe.asks_models:
        from llm_extract.batch import hearing  # nothing of a model where none is asked

        yield from hearing.outcomes(orders, recipe, stop)
        return
    for order in orders:
        if stop.wanted:
            return
        yield _attempt(order, recipe)


def _attempt(order: Order, recipe: Recipe) -> Outcome:
    if order.fault:
        return Failed(order.source, order.fault, digest=order.digest)
    try:
        return finished(order, recipe, pipeline.extract(read(order)))
    except Exception as error:
        return failed(order, error)
