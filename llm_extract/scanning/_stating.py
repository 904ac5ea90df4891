"""From a row and its cell to a statement in the indicator's unit, quoted from the document."""

from dataclasses import dataclass, replace
from functools import lru_cache

from llm_extract.numerals import convert
from llm_extract.outline import Outline
from llm_extract.records import (
    Document,
    Place,
    Quantity,
    Rank,
    Remark,
    Span,
    State,
    Statement,
)
from llm_extract.scanning._cells import Cell, Sort, is_sure, parsed
from llm_extract.scanning._rows import Row
from llm_extract.schemas import Indicator, Kind, indicators

_UNTITLED = "附表"
_NUMBERED = frozenset({State.REPORTED, State.ZERO_BY_NEGATION})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document that tables are read from, and which of its forms are known."""

    document: Document
    folded: str
    outline: Outline
    forms: tuple[str, ...]

    def section(self, position: int) -> str:
        """The headings over a table; the annex's name if it has none."""
        return self.outline.path(position) or _UNTITLED


def state(sheet: Sheet, row: Row, indicator: str, section: str, cell: Cell | None) -> Statement:
    """What a row says; without a cell its number is lost."""
    label = row.occurrence.span
    lost = cell is None or cell.sort is Sort.WORDS
    found = State.UNRECOVERABLE if cell is None or lost else cell.state
    quantity = None
    number = None
    span = label
    if cell is not None and cell.sort is Sort.VALUE:
        span = Span(label.start, max(label.end, cell.span.end))
        if found in _NUMBERED:
            quantity = _in_unit(sheet.folded, cell, row.unit, indicators()[indicator])
            number = cell.span
            found = found if quantity is not None else State.UNRECOVERABLE
    elif cell is not None and row.occurrence.hole is None:
        span = Span(label.start, max(label.end, row.end))
    return Statement(
        indicator=indicator,
        state=found,
        quantity=quantity,
        place=Place.TABLE,
        rank=Rank.FORM if row.occurrence.entry.form in sheet.forms else Rank.TOPICAL,
        section=section,
        span=span,
        quote=sheet.document.text[span.start : span.end],
        number=number if quantity is not None else None,
    )


def state_cell(sheet: Sheet, indicator: str, start: int, cell: Cell, section: str) -> Statement:
    """What one cell of a row that begins at `start` says; `number` is the cell and nothing else.

    An empty cell has an empty `number`, so that the numbers before it in the row are not its own.
    """
    known = indicators()[indicator]
    found, quantity = cell.state, None
    if cell.sort is Sort.WORDS:
        found = State.UNRECOVERABLE
    elif found in _NUMBERED:
        quantity = _as_written(sheet, cell) if known.as_written else None
        quantity = quantity or _in_unit(sheet.folded, cell, known.unit, known)
        quantity = _unsuspected(quantity) if known.kind is Kind.MONEY else quantity
        found = found if quantity is not None else State.UNRECOVERABLE
    span = Span(min(start, cell.span.start), cell.span.end)
    return Statement(
        indicator=indicator,
        state=found,
        quantity=quantity,
        place=Place.TABLE,
        rank=Rank.FORM,
        section=section,
        span=span,
        quote=sheet.document.text[span.start : span.end],
        number=None if found is State.UNRECOVERABLE else cell.span,
    )


def state_lost(sheet: Sheet, indicator: str, label: Span, section: str) -> Statement:
    """A cell of a table whose numbers are gone."""
    return Statement(
        indicator=indicator,
        state=State.UNRECOVERABLE,
        quantity=None,
        place=Place.TABLE,
        rank=Rank.FORM,
        section=section,
        span=label,
        quote=sheet.document.text[label.start : label.end],
    )


def _unsuspected(quantity: Quantity | None) -> Quantity | None:
    """Money is counted in 万元 however much it is: 58213.6万元 is no slip where counts would be."""
    if quantity is None or quantity.remark is not Remark.SUSPECT:
        return quantity
    return replace(quantity, remark=Remark.NONE)


def _as_written(sheet: Sheet, cell: Cell) -> Quantity | None:
    """In 万元 or 元, whichever the cell says; without a unit where it says none."""
    quantity = cell.quantity
    text = sheet.folded[cell.span.start : cell.span.end]
    if quantity is None or quantity.unit not in {"", "元"}:
        return None
    return convert(quantity, "万元") if "万元" in text else quantity


def _in_unit(folded: str, cell: Cell, written: str, indicator: Indicator) -> Quantity | None:
    """The cell's quantity in the indicator's unit. A bare number has the unit of its row."""
    quantity = cell.quantity
    if quantity is None:
        return None
    text = folded[cell.span.start : cell.span.end].strip()
    unit, counts = indicator.unit, indicator.kind is Kind.COUNT
    if is_sure(text):
        return _digits(text, written or unit, unit, counts)
    return _converted(text, quantity, written or unit, unit, counts)


@lru_cache(maxsize=4096)  # tables say the same few numbers over and over
def _digits(text: str, written: str, unit: str, counts: bool) -> Quantity | None:
    """Of digits alone it is known what they state without the cell."""
    quantity = parsed(text)[1]
    return None if quantity is None else _converted(text, quantity, written, unit, counts)


def _converted(
    text: str, quantity: Quantity, written: str, unit: str, counts: bool
) -> Quantity | None:
    if quantity.unit == "":
        quantity = _with_unit(text, quantity, written)
    converted = convert(quantity, unit)
    if converted is None and counts and quantity.unit != "元":
        converted = replace(quantity, unit=unit)
    return converted


def _with_unit(text: str, bare: Quantity, unit: str) -> Quantity:
    state, quantity = parsed(f"{text}{unit.split('/')[0]}")
    if state is State.REPORTED and quantity is not None and quantity.value is not None:
        return quantity
    return replace(bare, unit=unit)
