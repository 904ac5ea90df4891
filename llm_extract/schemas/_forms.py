"""How an official form is declared: its rows in printed order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. A row with a `heading` carries no value; the others are indicators."""

    id: str
    numbering: str  # as printed, half width: "(一)", "1.", "其中:"
    depth: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """An official form; it is recognised by its labels, never by the year."""

    name: str
    title: str
    rows: tuple[Row, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The rows that carry a value, in printed order."""
        return tuple(row.id for row in self.rows if not row.heading)
