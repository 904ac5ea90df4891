"""What blank totals of the applications table would be: told, never filled in."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from llm_extract.checks._compare import is_exact, plain
from llm_extract.records import Evidence, Finding, Place, Severity, State, Statement
from llm_extract.schemas.applications import COLUMNS, ROWS, cell

_TOTAL = "total"


def check(evidence: Evidence) -> Iterator[Finding]:
    cells: dict[str, Statement] = {}
    for statement in evidence.statements:
        if statement.place is Place.TABLE:
            cells.setdefault(statement.indicator, statement)
    made = {row.id: total for row in ROWS if (total := _derived(row.id, cells)) is not None}
    if made:
        told = ", ".join(f"{row} {plain(total)}" for row, total in made.items() if total)
        names = tuple(cell(row, _TOTAL) for row in made)
        yield Finding(
            "totals",
            Severity.INFO,
            f"{len(made)} totals are blank; the other columns make {told or 'nothing but zeros'}",
            names,
            spans=tuple(cells[name].span for name in names),
        )


def _derived(row: str, cells: Mapping[str, Statement]) -> Decimal | None:
    """The sum of a row whose total is blank and whose other cells are all stated."""
    total = cells.get(cell(row, _TOTAL))
    if total is None or total.state is not State.BLANK:
        return None
    parts = [cells.get(cell(row, column.id)) for column in COLUMNS if column.id != _TOTAL]
    stated = [p.quantity.value for p in parts if p and p.quantity and is_exact(p.quantity)]
    known = [value for value in stated if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None
