"""CSV for spreadsheets: one row a value, of values in words one row a quote.

UTF-8 with the mark that Excel looks for.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import Shape, shape

_DOCUMENT = ("source",)
_REPORT = ("title", "agency", "region", "year")
_VALUE = (
    *("indicator", "label", "value", "unit", "state", "approximation", "low", "high"),
    *("verdict", "place", "section", "quote", "start", "end", "findings"),
)
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # spreadsheets in Chinese read the full-width ones too


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """The header line, then the rows of each document. Text never becomes a formula."""
    yield "\ufeff" + _lines([[*_DOCUMENT, *_REPORT, *_VALUE]])
    for report in reports:
        yield _lines(_rows(shape(report)))


def _rows(result: Shape) -> Iterator[list[object]]:
    head = [result["document"][key] for key in _DOCUMENT]
    head += [result["report"][key] for key in _REPORT]
    for value in result["values"]:
        for each in _told(value):
            shown = {**each, "findings": " ".join(value["findings"])}
            yield [_cell(part) for part in (*head, *(shown[key] for key in _VALUE))]


def _told(value: Shape) -> Iterator[Shape]:
    """The value; one of words has every quote of it, whoever quotes."""
    if value["unit"] or value["value"] is not None or value["state"] != "reported":
        yield value
        return
    told = {(each["start"], each["end"]): each for each in reversed(value["statements"])}
    for each in reversed(told.values()):
        yield {**value, **{key: each[key] for key in ("place", "section", "quote", "start", "end")}}


def _cell(part: object) -> object:
    """None is an empty cell, a number stays one, text that begins a formula gets an apostrophe."""
    if isinstance(part, str) and part.startswith(_FORMULA):
        return "'" + part
    return "" if part is None else part


def _lines(rows: Iterable[list[object]]) -> str:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()
