"""Writing reports: a member is a format, its verb `render(reports, options)` yields pieces of text.

Reports come one at a time and each is written before the next is asked for, so that memory stays
flat over any number of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from llm_extract import plugins
from llm_extract.records import Report
from llm_extract.rendering._shape import shape

__all__ = ["Options", "render", "shape"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a format may need to know of its surroundings; `width` counts terminal columns."""

    several: bool = False  # more than one document was asked for
    with_text: bool = False
    colour: bool = False
    width: int = 100


Render = Callable[[Iterable[Report], Options], Iterator[str]]


def render(format: str, reports: Iterable[Report], options: Options) -> Iterator[str]:
    """Pieces of text that together are the reports in one format, or a ConfigError."""
    member = plugins.load(__name__, format)
    return cast(Render, member.render)(reports, options)
