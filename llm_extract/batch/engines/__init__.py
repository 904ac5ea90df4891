"""Where documents are extracted: a member is an engine, its verb `run(orders, recipe, place)`.

Every engine gives the same outcomes; only reports without a form are sure to come in the order of
the orders.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import cast
from uuid import uuid4

from llm_extract import plugins
from llm_extract.batch.orders import Order, Outcome, Recipe
from llm_extract.batch.stopping import Stop

__all__ = ["Place", "run"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a run may use: processes, the address of a scheduler ("" for one of its own)."""

    jobs: int
    stop: Stop
    scheduler: str = ""
    tell: Callable[[str], object] = lambda _: None  # what a long wait says of itself


def run(engine: str, orders: Collection[Order], recipe: Recipe, place: Place) -> Iterator[Outcome]:
    """The outcomes of all orders by one engine, or a ConfigError if there is none of that name."""
    member = plugins.load(__name__, engine)
    verb = cast(Callable[[Collection[Order], Recipe, Place], Iterator[Outcome]], member.run)
    return verb(orders, replace(recipe, run=uuid4().hex), place)
