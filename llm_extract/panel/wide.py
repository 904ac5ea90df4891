"""The wide form: a row for each agency and year, beside each indicator its state and verdict."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from llm_extract.panel.reading import Tree
from llm_extract.panel.series import Cell, Series, every, stated
from llm_extract.panel.tables import NUMBER, OWNER, TEXT, WHOLE, Column, Row, Table
from llm_extract.schemas import Kind, indicators
from llm_extract.tabulating.amounts import exact

WIDE = "wide"

_BESIDE = ("state", "verdict", "from")  # of a series
_COUNT = Column("documents", WHOLE, "reports of this agency and year; one of them stands here")
_WHOSE = tuple(column for column in OWNER if column.name != "representative")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Which indicators the documents speak of, and in which units."""

    units: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def hear(self, values: Iterable[Tree]) -> None:
        """Take in the values of one document."""
        for value in values:
            self.units[value["indicator"]][value["unit"]] += 1

    def numeric(self) -> Iterator[str]:
        """In the order of the catalogue; lists of words are for the long form alone."""
        yield from (
            name
            for name, known in indicators().items()
            if name in self.units and known.kind is not Kind.TEXT
        )

    def mixed(self, name: str) -> bool:
        """Whether some documents count it in another unit than the catalogue's."""
        return not self.units[name].keys() <= {indicators()[name].unit}

    def series(self) -> tuple[Series, ...]:
        """Those that any document can fill."""
        return tuple(s for s in every() if any(n in self.units for n in (s.id, *s.cells)))


def table(spoken: Spoken) -> Table:
    """The columns that these documents fill; those of one indicator stand together."""
    columns = [*_WHOSE, _COUNT]
    for name in spoken.numeric():
        columns += [Column(name, NUMBER), Column(f"{name}.state"), Column(f"{name}.verdict")]
        columns += [Column(f"{name}.unit")] if spoken.mixed(name) else []
    for series in spoken.series():
        columns += [Column(series.column, NUMBER)]
        columns += [Column(f"{series.column}.{part}", TEXT) for part in _BESIDE]
    return Table(WIDE, tuple(columns))


def row(said: Mapping[str, Cell], spoken: Spoken, head: Row, verdicts: Container[str]) -> Row:
    """One row below `head`; a value whose verdict is not asked for is empty, its marks stay."""
    found = dict(head)
    for name in spoken.numeric():
        cell = said.get(name, Cell())
        found |= {
            name: _asked(cell, verdicts),
            f"{name}.state": cell.state,
            f"{name}.verdict": cell.verdict,
            f"{name}.unit": cell.unit,
        }
    for series in spoken.series():
        cell = stated(series, said)
        marks = zip(_BESIDE, (cell.state, cell.verdict, cell.whence), strict=True)
        found[series.column] = _asked(cell, verdicts)
        found |= {f"{series.column}.{part}": mark for part, mark in marks}
    return found


def _asked(cell: Cell, verdicts: Container[str]) -> object:
    return exact(cell.value) if cell.verdict in verdicts else None
