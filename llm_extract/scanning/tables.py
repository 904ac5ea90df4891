"""The values of tables: every row of a known form or local table, with its cell's exact place."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from llm_extract.numerals import convert, parse_cell
from llm_extract.records import (
    Document,
    Place,
    Quantity,
    Rank,
    Refusal,
    Remark,
    Section,
    Span,
    State,
    Statement,
)
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._columns import UNDECIDED, Grid, Role, lay_out, refusal
from llm_extract.scanning._labels import FORMS, lexicon, occurrences, promising
from llm_extract.scanning._mending import mend
from llm_extract.scanning._rows import Row, rows
from llm_extract.scanning._runs import FEWEST, row_start, runs
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.local_tables import CUMULATIVE

_MARKS = 8  # labels that only this form has, to call a table by its name
_NO_SECTION = "附表"


@dataclass(frozen=True, slots=True)
class TableScan:
    """What the tables of a document say. `regions` are theirs alone: no prose stands there."""

    statements: tuple[Statement, ...] = ()
    forms: tuple[str, ...] = ()
    regions: tuple[Span, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """One table: its rows laid out in columns."""

    rows: tuple[Row, ...]
    grid: Grid
    region: Span


def scan(document: Document, folded: str, sections: tuple[Section, ...]) -> TableScan:
    """Read every table of a known form, from marked grids and from plain text alike."""
    if not promising(folded):
        return TableScan()
    found = tuple(_tables(document, folded))
    forms = _forms(found)
    reading = _Reading(document, folded, sections, forms)
    return TableScan(
        tuple(s for table in found for s in reading.statements(table)),
        forms,
        tuple(table.region for table in found),
        tuple(r for table in found for r in _refusals(table)),
    )


def _tables(document: Document, folded: str) -> Iterator[_Found]:
    floor = 0
    for run in runs(folded, occurrences(folded)):
        mended = mend(folded, run, floor)
        built, grid = lay_out(folded, rows(document, folded, mended), floor)
        if _is_table(built):
            first = built[0].occurrence
            begin = row_start(folded, first.entry, first.span.start, floor)
            region = Span(min(begin, grid.header.start), max(row.end for row in built))
            yield _Found(built, grid, region)
            floor = region.end


def _is_table(built: Sequence[Row]) -> bool:
    """Labels alone are a list of words; a table has units or values behind them."""
    filled = [r for r in built if r.unit or any(c.sort is Sort.VALUE for c in r.values)]
    return len({row.occurrence.entry.index for row in filled}) >= FEWEST


def _forms(found: Sequence[_Found]) -> tuple[str, ...]:
    """The forms whose own labels, those that no older table has, are here in number."""
    seen = {row.occurrence.entry for table in found for row in table.rows}
    marks = [entry.form for entry in seen if entry.form and entry.id not in SHARED]
    return tuple(form.name for form in FORMS if marks.count(form.name) >= _MARKS)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Turns the rows of a table into statements."""

    document: Document
    sections: tuple[Section, ...]
    forms: tuple[str, ...]

    def statements(self, table: _Found) -> Iterator[Statement]:
        """One statement a row; all are unrecoverable where a whole table lost its numbers."""
        title = self._section(table.region.start)
        lost = not any(
            cell is not None and cell.sort is Sort.VALUE
            for slots in table.grid.slots
            for cell in slots or ()
        )
        for row, slots in zip(table.rows, table.grid.slots, strict=True):
            if not row.indicator:
                continue
            if lost:
                yield self._statement(row, row.indicator, title, _LOST)
            elif slots is not None:
                yield from self._filled(row, slots, table.grid, title)

    def _filled(
        self, row: Row, slots: Sequence[Cell | None], grid: Grid, title: str
    ) -> Iterator[Statement]:
        if grid.chosen is not None:
            yield self._statement(row, row.indicator, title, _read(slots[grid.chosen]))
        elif not any(cell is not None and cell.sort is Sort.VALUE for cell in slots):
            yield self._statement(row, row.indicator, title, _Reading_BLANK)
        if row.indicator in CUMULATIVE:
            for cell in _values_under(grid, slots, Role.CUMULATIVE):
                yield self._statement(row, CUMULATIVE[row.indicator], title, cell)
