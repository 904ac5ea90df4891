"""CSV for spreadsheets: one row a value, of values in words one row a quote.

UTF-8 with the mark that Excel looks for.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._rows import VALUES, values
from llm_extract.rendering._shape import shape

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # spreadsheets in Chinese read the full-width ones too


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """The header line, then the rows of each document. Text never becomes a formula."""
    yield "\ufeff" + _lines([[*VALUES]])
    for report in reports:
        yield _lines([_cell(row[key]) for key in VALUES] for row in values(shape(report)))


def _cell(part: object) -> object:
    """None is an empty cell, a number stays one, text that begins a formula gets an apostrophe."""
    if isinstance(part, list):
        part = " ".join(part)
    if isinstance(part, str) and part.startswith(_FORMULA):
        return "'" + part
    return "" if part is None else part


def _lines(rows: Iterable[list[object]]) -> str:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()
