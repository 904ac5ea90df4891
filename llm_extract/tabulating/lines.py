"""Lines of CSV: None is an empty cell, a number stays one, text never becomes a formula."""

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from llm_extract.tabulating.amounts import digits

MARK = "\ufeff"  # by which Excel knows UTF-8

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # spreadsheets in Chinese read the full-width ones too
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?")


def lines(rows: Iterable[Iterable[object]]) -> str:
    """The rows as text; a list becomes words, text that begins a formula gets an apostrophe."""
    out = StringIO(newline="")
    csv.writer(out).writerows([_cell(part) for part in row] for row in rows)
    return out.getvalue()


def _cell(part: object) -> object:
    if isinstance(part, list):
        part = " ".join(part)
    if isinstance(part, str) and part.startswith(_FORMULA) and not _NEGATIVE.fullmatch(part):
        return "'" + part
    if isinstance(part, bool):
        return str(part).lower()
    return digits(part) if isinstance(part, Decimal) or part is None else part
