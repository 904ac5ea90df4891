"""The three tables of the forms since 2019, from what was found to what is stated."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from llm_extract.outline import Outline
from llm_extract.records import Document, Refusal, Section, Span, Statement
from llm_extract.scanning import article20, cases, matrix
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._found import Found, Line, is_value
from llm_extract.scanning._headers import Role
from llm_extract.scanning._marked import Grids
from llm_extract.scanning._printed import squeeze
from llm_extract.scanning._scanned import TableScan
from llm_extract.scanning._stating import Sheet, state_cell, state_lost
from llm_extract.scanning._titles import Title, outranked

# A text with none of these has none of the tables; most texts are sent away here.
_ANCHORS = re.compile(
    r"出版物|执法案卷|内部事务信息|过程性信息|行政查询|不予公开|尚未审结|结果维持|信息内容|第二十条|规章|采购|行政诉讼情况"
)
_MOST_TABLES = 40  # a text with more is no report; they are not held against each other
_DEVOTED = re.compile(r"因政府信息公开工作被申请")  # how the form of 2019 heads its last table


def scan(document: Document, folded: str, sections: tuple[Section, ...]) -> TableScan:
    """Read the tables of both forms, each by its own header and labels."""
    if not _ANCHORS.search(folded):
        return TableScan()
    squeezed, grids = squeeze(folded), Grids(document, folded)
    members = (article20, matrix, cases)
    found = tuple(chain.from_iterable(m.scan(folded, squeezed, grids) for m in members))
    if not found:
        return TableScan()
    sheet = Sheet(document, folded, Outline(sections), ())
    lesser = [_lesser(table, found) for table in found]
    pairs = list(zip(found, lesser, strict=True))
    return TableScan(
        tuple(chain.from_iterable(_statements(sheet, t) for t, reason in pairs if not reason)),
        _forms(folded, found),
        tuple(sorted(table.region for table in found)),
        tuple(chain.from_iterable(_refusals(t, reason) for t, reason in pairs)),
    )


def _forms(folded: str, found: Sequence[Found]) -> tuple[str, ...]:
    """The forms of which a part is here; the last table alone is told by its heading."""
    forms = {table.form for table in found if table.form}
    if found and not forms:
        above = max(0, found[0].region.start - 100)
        forms = {"2019" if _DEVOTED.search(folded, above, found[0].region.start) else "2021"}
    return tuple(sorted(forms))


def _lesser(own: Found, found: Sequence[Found]) -> Role | None:
    """Why a table gives way to another with the same rows; None where it speaks itself."""
    if len(found) > _MOST_TABLES or own.title == Title():
        return None
    rivals = [other.title for other in found if other is not own and own.ids & other.ids]
    return outranked(own.title, rivals)


def _statements(sheet: Sheet, table: Found) -> Iterator[Statement]:
    """One statement a cell; what is empty is unrecoverable where a table lost its numbers."""
    section = sheet.section(table.region.start)
    for line in table.lines:
        if table.lost and not line.loose:
            label = line.label
            yield from (state_lost(sheet, id, label, section) for id in line.ids)
            continue
        for id, cell in zip(line.ids, line.cells or _unfilled(line), strict=False):
            if cell is not None:
                yield state_cell(sheet, id, line.label.start, cell, section)


def _unfilled(line: Line) -> tuple[Cell, ...]:
    """A row of a filled table with nothing at all behind its label: its cells are empty."""
    end = line.label.end
    return () if line.loose else (Cell(Sort.EMPTY, Span(end, end)),) * len(line.ids)


def _refusals(table: Found, reason: Role | None) -> Iterator[Refusal]:
    """The numbers of rows that do not fit, and all of a table that gives way."""
    for line in table.lines:
        yield from (Refusal(line.ids[0], line.reason, cell.span) for cell in line.loose)
        if reason is not None:
            yield from _given_way(line, reason)


def _given_way(line: Line, reason: Role) -> Iterator[Refusal]:
    for id, cell in zip(line.ids, line.cells or (), strict=False):
        if cell is not None and is_value(cell):
            yield Refusal(id, str(reason), cell.span)
