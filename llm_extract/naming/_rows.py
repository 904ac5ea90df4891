"""Rows of cells: the first cell is the label, the column is the one of the report's year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llm_extract.naming._labels import is_called
from llm_extract.naming._page import YEAR, Page
from llm_extract.records import Number, NumberKind, Span
from llm_extract.schemas import Indicator

_BAR = re.compile(r"[|\t]")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 80  # characters of a caption; a longer line is prose
_ROWS = 80  # of a table, looked through for its head
_NOW = re.compile(r"本年|本期|(?:current|this) (?:year|period)", re.IGNORECASE)
_OTHER = re.compile(
    r"上年|上期|去年|同期|变动|增减|增长|附注|注释|预算|(?:prior|previous|last) (?:year|period)"
    r"|(?:19|20)\d\d ?[ef](?![a-z])|change|growth|variance|notes?(?![a-z])|budget|target|ref",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"segment|subsidiar|parent|company[- ]only|half[- ]year|quarter|母公司|分部|子公司|分产品"
    r"|分地区|分行业|季度|半年|按[^|\n]{0,8}(?:划分|分类)",
    re.IGNORECASE,
)
_CAPTION = 3  # lines over a table
_PART = re.compile(r"上半年|下半年|季度|(?<![a-z])(?:[hq][1-4]|half|quarter|months)(?![a-z])", re.I)


@dataclass(frozen=True, slots=True)
class _Cell:
    span: Span
    text: str


def is_row(folded: str, span: Span) -> bool:
    """Whether the line of a place has cells."""
    line = _line(folded, span.start)
    return any(bar in folded[line.start : line.end] for bar in "|\t")


def head(span: Span, page: Page) -> Span:
    """The cell that labels the row of a place."""
    cells = _cells(page.folded, _line(page.folded, span.start))
    return cells[_labelled(cells)].span


def against(number: Number, indicator: Indicator, page: Page) -> str:
    """Why a number of a row is not the indicator's for the year; "" if nothing says so."""
    line = _line(page.folded, number.span.start)
    row = _cells(page.folded, line)
    label = _labelled(row)
    if not is_called(row[label].text, indicator):
        return f"the row is that of “{' '.join(row[label].text.split())[:30]}”"
    columns = [at for at, cell in enumerate(row) if at > label and _figures(cell, page)]
    above = _above(page, line.start)
    if _PARTLY.search(above):
        return "its table is that of a part"
    mine = next((at for at in columns if row[at].span.contains(number.digits)), None)
    if mine is None:
        return "the number is no cell of the row"
    if len(_figures(row[mine], page)) > 1:
        return "its cell holds several numbers"
    heads = _heads(page, line.start, len(row))
    of_table = {int(found) for found in YEAR.findall(above)}
    if of_table and page.year not in (*of_table, None) and not YEAR.search(heads[mine]):
        return f"its table is that of {', '.join(map(str, sorted(of_table)))}"
    return _column(mine, columns, heads, page.year)


def _column(mine: int, columns: Sequence[int], heads: Sequence[str], year: int | None) -> str:
    """Is it the column of the year, and the only one that can be?"""
    head = heads[mine]
    if _OTHER.search(head) or _PART.search(head):
        return f"its column is “{head[:30]}”"
    said = {int(found) for found in YEAR.findall(head)}
    if said and year is not None and said != {year}:
        return f"its column is that of {', '.join(map(str, sorted(said)))}"
    if said and year is None and len(columns) > 1:
        return "which year the report is of is not known"
    rivals = [at for at in columns if at != mine and _may_be(heads[at], year, bool(said))]
    if rivals and not (_NOW.search(head) and not said):
        return "the row holds several numbers, and no heading tells which is the year's"
    return ""


def _may_be(head: str, year: int | None, dated: bool) -> bool:
    """Could the column be the year's as well? Where one is dated, one without a date could not."""
    if _OTHER.search(head) or _PART.search(head):
        return False
    said = {int(found) for found in YEAR.findall(head)}
    return year in said if said else not dated


def _heads(page: Page, start: int, width: int) -> list[str]:
    """What stands over each column: the cells of the rows without figures above, joined."""
    heads = [""] * width
    for _ in range(_ROWS):
        if start == 0:
            break
        line = _line(page.folded, start - 1)
        if not is_row(page.folded, line):
            break
        cells = _cells(page.folded, line)
        if not any(_figures(cell, page) for cell in cells):
            shift = max(0, width - len(cells))  # a head without a cell over the labels
            for at, cell in enumerate(cells):
                if at + shift < width:
                    heads[at + shift] = f"{cell.text.strip()} {heads[at + shift]}".strip()
        start = line.start
    return heads


def _above(page: Page, start: int) -> str:
    """The rows without figures over a row that have one cell, and the lines over its table."""
    said, captions = [], 0
    for _ in range(_ROWS):
        if start == 0 or captions == _CAPTION:
            break
        line = _line(page.folded, start - 1)
        start = line.start
        if not is_row(page.folded, line):
            captions += 1
            said.append(page.folded[line.start : line.end])
            continue
        filled = [cell for cell in _cells(page.folded, line) if cell.text.strip()]
        if captions:
            break  # another table
        if len(filled) == 1:
            said.append(filled[0].text)
    return "\n".join(each for each in said if len(each) <= _LONGEST)


def _figures(cell: _Cell, page: Page) -> list[Number]:
    """The numbers of a cell that are no dates."""
    inside = page.within(cell.span.start, cell.span.end)
    return [number for number in inside if number.kind is not NumberKind.DATE]


def _cells(folded: str, line: Span) -> list[_Cell]:
    bars = [found.start() for found in _BAR.finditer(folded, line.start, line.end)]
    starts, ends = [line.start, *(bar + 1 for bar in bars)], [*bars, line.end]
    cells = [_Cell(Span(a, b), folded[a:b]) for a, b in zip(starts, ends, strict=True)]
    if len(cells) > 1 and not cells[-1].text.strip():
        cells.pop()  # behind a bar that closes the row
    return cells


def _labelled(row: Sequence[_Cell]) -> int:
    """The first cell that has words in it."""
    return next((at for at, cell in enumerate(row) if _LETTER.search(cell.text)), 0)


def _line(folded: str, at: int) -> Span:
    end = folded.find("\n", at)
    return Span(folded.rfind("\n", 0, at) + 1, len(folded) if end < 0 else end)
