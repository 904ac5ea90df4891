"""Does the narrative say what the cells of the later forms say under other names? (N1–N3, T2)"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from llm_extract.checks._compare import agree, is_exact, plain, shown, telling
from llm_extract.records import (
    Evidence,
    Finding,
    Place,
    Quantity,
    Severity,
    State,
    Statement,
    Verdict,
)
from llm_extract.schemas.crosswalk import Crossing, Likeness, crossings


@dataclass(frozen=True, slots=True)
class _Cells:
    """What the table says: the sum, and the same with what some reports count in."""

    statements: tuple[Statement, ...]
    total: Decimal
    more: frozenset[Decimal]


def check(evidence: Evidence) -> Iterator[Finding]:
    table: dict[str, Statement] = {}
    prose: dict[str, list[Statement]] = {}
    for statement in evidence.statements:
        if statement.place is Place.TABLE:
            table.setdefault(statement.indicator, statement)
        elif statement.quantity is not None and statement.state is not State.DERIVED:
            prose.setdefault(statement.indicator, []).append(statement)
    for crossing in crossings():
        told = prose.get(crossing.indicator, ())
        cells = _cells(crossing, table) if told else None
        if cells is not None:
            yield from (_compared(crossing, statement, cells) for statement in told)


def _cells(crossing: Crossing, table: Mapping[str, Statement]) -> _Cells | None:
    """The cells that the table has; None where one of them is blank or is not there."""
    said = [table.get(name) for name in crossing.cells]
    exact = [s for s in said if s and s.quantity and is_exact(s.quantity)]
    if len(exact) < len(said):
        return None
    total = _sum(exact)
    more = set()
    for name in crossing.also:
        also = table.get(name)
        if also is not None and also.quantity is not None:
            more |= {total + (also.quantity.value or 0)}
    every = [s for s in (table.get(name) for name in crossing.also) if s and s.quantity]
    return _Cells(tuple(exact), total, frozenset({*more, total + _sum(every)}))


def _sum(statements: list[Statement]) -> Decimal:
    return sum((s.quantity.value or Decimal(0) for s in statements if s.quantity), Decimal(0))


def _compared(crossing: Crossing, statement: Statement, cells: _Cells) -> Finding:
    assert statement.quantity is not None
    value = statement.quantity.value
    same = agree(statement.quantity, Quantity(cells.total, statement.quantity.unit))
    otherwise = not same and value in cells.more
    bearing: Verdict | None = Verdict.DISPUTED
    if same or otherwise or crossing.likeness is Likeness.WEAK:
        proven = same and telling(statement.quantity)
        bearing = Verdict.CONFIRMED if proven else None
    return Finding(
        "crosswalk",
        Severity.INFO if same or otherwise else Severity.WARNING,
        f"{crossing.indicator}: {_message(statement, cells, same, otherwise)}",
        (crossing.indicator, *crossing.cells),
        left=shown(statement) if value is None else value,
        right=cells.total,
        delta=None if value is None else value - cells.total,
        spans=(statement.span, *(cell.span for cell in cells.statements)),
        bearing=bearing,
    )


def _message(statement: Statement, cells: _Cells, same: bool, otherwise: bool) -> str:
    names = " + ".join(cell.indicator for cell in cells.statements)
    told = f"the narrative says {shown(statement)}, the table {plain(cells.total)} ({names})"
    if same:
        return f"{told}; they agree"
    return f"{told}; it may count in what the form counts apart" if otherwise else told
