"""The values of tables: every row of a known form or local table, with its cell's exact place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm_extract.outline import Outline
from llm_extract.records import Document, Refusal, Section, Span, Statement
from llm_extract.scanning import six_sections
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._columns import Grid, lay_out
from llm_extract.scanning._headers import Role, refusal
from llm_extract.scanning._labels import FORMS, occurrences, promising
from llm_extract.scanning._mending import mend
from llm_extract.scanning._rows import Row, rows
from llm_extract.scanning._runs import FEWEST, row_start, runs
from llm_extract.scanning._scanned import TableScan
from llm_extract.scanning._stating import Sheet, state
from llm_extract.scanning._titles import Title, outranked, title
from llm_extract.schemas.local_tables import CUMULATIVE, SHARED

_MOST_TABLES = 40  # a text with more is no report; they are not held against each other
__all__ = ["TableScan", "scan"]

_MARKS = 6  # labels that only this form has, to call a table by its name


@dataclass(frozen=True, slots=True)
class _Found:
    """One table: its rows laid out in columns."""

    rows: tuple[Row, ...]
    grid: Grid
    region: Span
    title: Title


def scan(document: Document, folded: str, sections: tuple[Section, ...]) -> TableScan:
    """Read every table of a known form, from marked grids and from plain text alike."""
    later = six_sections.scan(document, folded, sections)
    earlier = _annexes(document, folded, sections, later.regions)
    return TableScan(
        (*earlier.statements, *later.statements),
        (*earlier.forms, *later.forms),
        tuple(sorted((*earlier.regions, *later.regions))),
        (*earlier.refusals, *later.refusals),
    )


def _annexes(
    document: Document, folded: str, sections: tuple[Section, ...], taken: tuple[Span, ...]
) -> TableScan:
    """The form of 2014 and local tables, outside of what other tables have taken."""
    if not promising(_outside(folded, taken)):
        return TableScan()
    found = tuple(
        t
        for t in _tables(document, folded)
        if not any(t.region.overlaps(region) for region in taken)
    )
    if not found:
        return TableScan()
    forms = _forms(found)
    sheet = Sheet(document, folded, Outline(sections), forms)
    lesser = [_lesser(table, found) for table in found]
    first = [table for table, reason in zip(found, lesser, strict=True) if reason is None]
    return TableScan(
        tuple(statement for table in first for statement in _statements(sheet, table)),
        forms,
        tuple(table.region for table in found),
        tuple(
            refused
            for table, reason in zip(found, lesser, strict=True)
            for refused in _refusals(table, reason)
        ),
    )


def _outside(folded: str, taken: tuple[Span, ...]) -> str:
    """The text without the tables that are read already."""
    starts = [0, *(region.end for region in taken)]
    ends = [*(region.start for region in taken), len(folded)]
    return "".join(folded[start:end] for start, end in zip(starts, ends, strict=True))


def _tables(document: Document, folded: str) -> Iterator[_Found]:
    floor = 0
    for run in runs(folded, occurrences(folded)):
        mended = mend(folded, run, floor)
        built, grid = lay_out(folded, rows(document, folded, mended), floor)
        if _is_table(built):
            first = built[0].occurrence
            begin = row_start(folded, first.entry, first.span.start, floor)
            region = Span(min(begin, grid.header.start), max(row.end for row in built))
            yield _Found(built, grid, region, title(folded, region, floor))
            floor = region.end


def _lesser(own: _Found, found: Sequence[_Found]) -> Role | None:
    """Why a table gives way to another with the same rows; None where it speaks itself."""
    if len(found) > _MOST_TABLES or own.title == Title():
        return None
    indices = {row.occurrence.entry.index for row in own.rows}
    rivals = [
        other.title
        for other in found
        if other is not own
        and len(indices & {row.occurrence.entry.index for row in other.rows}) >= FEWEST
    ]
    return outranked(own.title, rivals)


def _is_table(built: Sequence[Row]) -> bool:
    """Labels alone are a list of words; a table has units or values behind them."""
    filled = [row for row in built if row.unit or any(_is_value(cell) for cell in row.values)]
    return len({row.occurrence.entry.index for row in filled}) >= FEWEST


def _forms(found: Sequence[_Found]) -> tuple[str, ...]:
    """The forms whose own labels, those that no older table has, are here in number."""
    seen = {row.occurrence.entry for table in found for row in table.rows}
    marks = [entry.form for entry in seen if entry.form and entry.id not in SHARED]
    return tuple(form.name for form in FORMS if marks.count(form.name) >= _MARKS)


def _statements(sheet: Sheet, table: _Found) -> Iterator[Statement]:
    """One statement a row; all are unrecoverable where a whole table lost its numbers."""
    section = sheet.section(table.region.start)
    lost = not any(_is_value(cell) for slots in table.grid.slots for cell in slots or ())
    for row, slots in zip(table.rows, table.grid.slots, strict=True):
        if not row.indicator:
            continue
        if lost:
            yield state(sheet, row, row.indicator, section, None)
        elif slots is not None:
            yield from _filled(sheet, row, slots, table.grid, section)


def _filled(
    sheet: Sheet, row: Row, slots: Sequence[Cell | None], grid: Grid, section: str
) -> Iterator[Statement]:
    if grid.chosen is not None:
        chosen = slots[grid.chosen] or _blank(row)
        yield state(sheet, row, row.indicator, section, chosen)
    elif not any(_is_value(cell) for cell in slots):
        yield state(sheet, row, row.indicator, section, _blank(row))
    for place, column in enumerate(grid.columns):
        cell = slots[place]
        if column.time is Role.CUMULATIVE and _is_value(cell) and row.indicator in CUMULATIVE:
            yield state(sheet, row, CUMULATIVE[row.indicator], section, cell)


def _refusals(table: _Found, reason: Role | None) -> Iterator[Refusal]:
    """The numbers of other columns, of rows that do not fit, and of a table that gives way."""
    grid = table.grid
    chosen = None if grid.chosen is None else grid.columns[grid.chosen]
    for row, slots in zip(table.rows, grid.slots, strict=True):
        if not row.indicator:
            continue
        if slots is None:
            for cell in row.values:
                if _is_value(cell):
                    yield Refusal(row.indicator, str(Role.UNDECIDED), cell.span)
            continue
        for column, slot in zip(grid.columns, slots, strict=True):
            if slot is None or not _is_value(slot):
                continue
            if column is chosen:
                if reason is not None:
                    yield Refusal(row.indicator, str(reason), slot.span)
            elif column.time not in {Role.CODE, Role.REMARK}:
                yield Refusal(row.indicator, refusal(column, chosen), slot.span)


def _is_value(cell: Cell | None) -> bool:
    return cell is not None and cell.sort is Sort.VALUE


def _blank(row: Row) -> Cell:
    return Cell(Sort.EMPTY, Span(row.end, row.end))
