"""The review page: the report beside its values, in one offline file that asks for nothing else.

`write` takes stored results with their documents; `render` is the family's verb.
"""

from collections.abc import Iterable, Iterator

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import shape
from llm_extract.rendering.review._multiples import Years
from llm_extract.rendering.review._page import Server, write, write_queue
from llm_extract.rendering.review._payload import Sheet
from llm_extract.rendering.review._queue import Entry, entry, ordered, queue

__all__ = [
    "Entry",
    "Server",
    "Sheet",
    "Years",
    "entry",
    "ordered",
    "queue",
    "render",
    "write",
    "write_queue",
]


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """One page for all reports; with several of them it opens on an index."""
    return write([Sheet(shape(report), report.document) for report in reports])
