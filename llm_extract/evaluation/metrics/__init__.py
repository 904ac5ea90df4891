"""What is counted: a member is a metric, its verb `measure(judged)` yields figures.

A figure's name starts with its member's name: `accuracy.recall`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from llm_extract import plugins
from llm_extract.evaluation.figures import Figure
from llm_extract.evaluation.outcomes import Judged

__all__ = ["measure"]

Measure = Callable[[Sequence[Judged]], Iterator[Figure]]


def measure(judged: Sequence[Judged]) -> tuple[Figure, ...]:
    """Every figure of every metric, in the order of the members' names."""
    members = [cast(Measure, plugins.load(__name__, m).measure) for m in plugins.names(__name__)]
    return tuple(figure for member in members for figure in member(judged))
