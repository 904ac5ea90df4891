"""Workbooks: a table on as many sheets as it needs, header kept in sight, filters, widths.

Rows go to disk as they come, so that memory stays flat; text never becomes a formula or a link.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from llm_extract.errors import ConfigError
from llm_extract.tabulating.rows import Row

ROWS = 1_048_576  # that a sheet can hold, its header included
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_UNITS = 32_767  # UTF-16 units that a cell can hold
_EXACT = 10**15  # from here on Excel rounds whole numbers
_OLDEST = date(1900, 3, 1)  # before it Excel counts a day that never was
_WIDEST = 60  # half-width characters; what is longer runs on or is cut by its neighbour
_NARROW = 28  # of a column that stays in sight
_MARGIN = 2  # room for the frame and, beside a heading, the filter's button
_UNWRITABLE = re.compile("[\ufffe\uffff]")  # XML has no way to write these


def workbook(path: Path) -> Any:
    """A new workbook whose own temporary files stand beside it, or what is missing for one."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise ConfigError(
            "xlsx needs an optional package: pip install 'llm-extract[xlsx]'"
        ) from None
    book = Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
    book.use_zip64()
    return book


class Sheets:
    """A table with the keys of its rows for a header; each row goes to disk as the next one comes.

    `book` is a workbook of xlsxwriter with constant memory; `rows` bounds one sheet. So many first
    columns as `kept` says stay in sight, and are no wider than leaves room for others.
    """

    def __init__(
        self, book: Any, name: str, columns: tuple[str, ...], *, rows: int = ROWS, kept: int = 0
    ) -> None:
        self._book, self._name, self._columns, self._rows = book, name, columns, rows
        self._kept = kept
        self._bold = book.add_format({"bold": True})
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})
        self._count = 0
        self._begin()

    def extend(self, rows: Iterable[Row]) -> None:
        """Write rows below the last one, on a further sheet where this one is full."""
        for row in rows:
            if self._next == self._rows:
                self.finish()
                self._begin()
            for column, key in enumerate(self._columns):
                self._put(column, row[key])
            self._next += 1

    def finish(self) -> None:
        """Set what is known only now: the widths, and how far the filters reach."""
        self._sheet.autofilter(0, 0, self._next - 1, len(self._columns) - 1)
        for column, width in enumerate(self._widths):
            widest = _NARROW if column < self._kept else _WIDEST
            self._sheet.set_column(column, column, min(width, widest) + _MARGIN)

    def _begin(self) -> None:
        self._count += 1
        name = self._name if self._count == 1 else f"{self._name} {self._count}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, self._kept)
        self._widths = [len(key) + _MARGIN for key in self._columns]
        for column, key in enumerate(self._columns):
            self._sheet.write_string(0, column, key, self._bold)
        self._next = 1

    def _put(self, column: int, part: object) -> None:
        """A number as one, a day as one, a list as words; what is None or empty stays blank."""
        if isinstance(part, list):
            part = " ".join(part)
        if part is None or part == "":
            return
        if isinstance(part, Decimal):
            part = int(part) if part == part.to_integral_value() else float(part)
        if isinstance(part, bool):
            self._sheet.write_boolean(self._next, column, part)
            shown = str(part)
        elif isinstance(part, date) and part >= _OLDEST:
            self._sheet.write_datetime(self._next, column, part, self._date)
            shown = part.isoformat()
        elif isinstance(part, int | float) and abs(part) < _EXACT:
            self._sheet.write_number(self._next, column, part)
            shown = str(part)
        else:
            shown = _fitting(str(part))
            self._sheet.write_string(self._next, column, shown)
        if self._widths[column] < _WIDEST:
            self._widths[column] = max(self._widths[column], _width(shown))


def _fitting(text: str) -> str:
    """Text that a cell can hold; an ellipsis tells where it is cut."""
    text = _UNWRITABLE.sub("\ufffd", text)
    if 2 * len(text) <= _UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _UNITS:
        return text
    return units[: 2 * (_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def _width(text: str) -> int:
    """Columns that a text takes, Chinese characters two: what their bytes are in GB18030."""
    return len(text[:_WIDEST].encode("gb18030", "replace"))
