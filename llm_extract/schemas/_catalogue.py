"""Which catalogue is in force: the house's, or for a while that of a schema of the user's own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from llm_extract.schemas._base import Indicator


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The indicators of a schema of one's own, in its order.

    `source` is what it was loaded by, `digest` of all that is asked and accepted.
    """

    indicators: Mapping[str, Indicator]
    source: str
    digest: str


_own: ContextVar[Catalogue | None] = ContextVar("catalogue", default=None)


def own() -> Catalogue | None:
    """The user's own catalogue that is in force; None where it is the house's."""
    return _own.get()


def source() -> str:
    """What the catalogue in force was loaded by; "" for the house's."""
    catalogue = own()
    return catalogue.source if catalogue else ""


def adopt(catalogue: Catalogue) -> None:
    """Put a catalogue in force for good: the life of a worker process."""
    _own.set(catalogue)


@contextmanager
def using(catalogue: Catalogue | None) -> Iterator[None]:
    """Within the block the catalogue is in force, in this context: a thread of its own must copy
    it, a process of its own must load it again by its `source`.
    """
    token = _own.set(catalogue)
    try:
        yield
    finally:
        _own.reset(token)
