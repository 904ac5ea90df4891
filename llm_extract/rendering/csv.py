"""CSV for spreadsheets: one row a value, of values in words one row a quote.

UTF-8 with the mark that Excel looks for.
"""

from collections.abc import Iterable, Iterator

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import shape
from llm_extract.tabulating.lines import MARK, lines
from llm_extract.tabulating.rows import VALUES, values


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """The header line, then the rows of each document. Text never becomes a formula."""
    yield MARK + lines([VALUES])
    for report in reports:
        yield lines([row[key] for key in VALUES] for row in values(shape(report)))
