"""Which numbered lines are rows of a table: `(一)收到申请数 | 件 | 0` is no heading."""

import re
from bisect import bisect_right

from llm_extract.records import Document, Topic
from llm_extract.schemas.headings import GROUP_ROWS, UNITS

_NUMBER = r"[-+]?\d[\d,.]*"
_ROW_END = re.compile(
    rf"(?:{UNITS}[\s:]*{_NUMBER}|数(?:量|额)?\)?[\s:]*{_NUMBER}"
    rf"|(?:数|情况|费用|次数|经费\)?)\)?[\s:]+(?:{_NUMBER}|[-—/]+)|\s{UNITS})\s*$"
)
# The next line is nothing but a unit, a number or a dash: the line before it was a label.
_CELL = re.compile(
    rf"\s*+(?!-\s?\d+\s?-\s)(?:{UNITS}[\s:|]*+)?"
    rf"(?:[-—/\\|+]*+{_NUMBER}%?|[-—/|]++)?+[ \t|]*(?=[\r\n]|\Z)"
)
_HEADER = re.compile(r"[\r\n][ \t]*(?:统 ?计 ?)?指 *标(?: *名 *称)?[ \t]*(?:[|\r\n\t]|单 *位|$)")
_LONGEST = 400  # characters of a line that are looked at


class Rows:
    """Judges numbered lines one after another; remembers whether an annexed form has begun."""

    def __init__(self, document: Document, folded: str) -> None:
        self._folded = folded
        self._tables = sorted((table.span.start, table.span.end) for table in document.tables)
        self._headers = [match.start() for match in _HEADER.finditer(folded)]
        self._form_begins = self._headers[0] if self._headers else len(folded)

    def hold(self, start: int, number_end: int, line_end: int, after: int) -> bool:
        """Is the line from `start` a row? `after` is where the next numbered line begins."""
        if self._in_table(start) or self._looks_like_row(start, number_end, line_end):
            return True
        prose = self._folded.find("。", number_end, after) >= 0
        if start < self._form_begins:
            return not prose and self._group_row(number_end, line_end)
        if prose:
            self._form_ends(start)
        return not prose

    def pass_heading(self, topic: Topic | None, position: int) -> None:
        """Behind the heading of an annexed form every numbered short line is one of its rows."""
        if topic is Topic.FORM:
            self._form_begins = min(self._form_begins, position)

    def _in_table(self, position: int) -> bool:
        index = bisect_right(self._tables, (position, len(self._folded))) - 1
        return index >= 0 and position < self._tables[index][1]

    def _looks_like_row(self, start: int, number_end: int, line_end: int) -> bool:
        if line_end - start > _LONGEST:
            return False
        line = self._folded[number_end:line_end].strip()
        if _ROW_END.search(line):
            return True
        cell = _CELL.match(self._folded, line_end)
        return cell is not None and bool(cell[0].strip()) and len(line) <= 60

    def _group_row(self, number_end: int, line_end: int) -> bool:
        line = self._folded[number_end : min(line_end, number_end + _LONGEST)]
        return "".join(line.split()) in GROUP_ROWS

    def _form_ends(self, position: int) -> None:
        """Prose has begun again; the form goes on only where another header row says so."""
        index = bisect_right(self._headers, position)
        rest = self._headers[index:]
        self._form_begins = rest[0] if rest else len(self._folded)
