"""Writing reports: a member is a format, its verb `render(reports, options)` yields pieces of text.

A format that is no text says `BINARY = True` and yields bytes. Reports come one at a time and each
is written before the next is asked for, so that memory stays flat over any number of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from llm_extract import plugins
from llm_extract.errors import ConfigError
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


Render = Callable[[Iterable[Report], Options], Iterator[str | bytes]]


def is_binary(format: str) -> bool:
    """Whether a format is no text, nothing for a terminal."""
    return bool(getattr(plugins.load(__name__, format), "BINARY", False))


def encoded(format: str, reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """Pieces of a file in any format; text is UTF-8."""
    member = plugins.load(__name__, format)
    for piece in cast(Render, member.render)(reports, options):
        # A file name that is no UTF-8 comes out as \udcXX, which JSON reads back.
        yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def render(format: str, reports: Iterable[Report], options: Options) -> Iterator[str]:
    """Pieces of text that together are the reports in one format of text, or a ConfigError."""
    if is_binary(format):
        raise ConfigError(f"{format} is no text")
    member = plugins.load(__name__, format)
    return cast(Iterator[str], member.render(reports, options))
