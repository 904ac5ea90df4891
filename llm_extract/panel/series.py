"""One name over the eras: what the forms and prose call otherwise but may be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache

from llm_extract.panel.reading import Tree
from llm_extract.records import State, Verdict
from llm_extract.schemas import indicators
from llm_extract.schemas.crosswalk import BETWEEN_FORMS, CROSSINGS, Likeness

_GRAVITY = {verdict.value: place for place, verdict in enumerate(Verdict)}
_DIGITS = 200  # of a sum, more than any number here has
PREFIX = "series."


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says of one indicator; `whence` are the identifiers it comes from."""

    value: int | Decimal | None = None
    unit: str = ""
    state: str = State.NOT_MENTIONED.value
    verdict: str = ""
    whence: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """An identifier and the cells of later forms whose sum speaks of the same."""

    id: str
    cells: tuple[str, ...]
    likeness: Likeness
    note: str = ""

    @property
    def column(self) -> str:
        return f"{PREFIX}{self.id}"

    @property
    def unit(self) -> str:
        return indicators()[self.id].unit


@cache
def every() -> tuple[Series, ...]:
    """All of them, in the order in which the crosswalk declares them."""
    crossed = (Series(c.indicator, c.cells, c.likeness, c.note) for c in CROSSINGS)
    forms = (Series(id, cells, Likeness.COMPARABLE) for id, cells in BETWEEN_FORMS.items())
    return (*crossed, *forms)


@cache
def belonging() -> Mapping[str, tuple[Series, ...]]:
    """The series of each identifier, its own and those that it is a part of."""
    found: dict[str, tuple[Series, ...]] = {}
    for each in every():
        for id in (each.id, *each.cells):
            found[id] = (*found.get(id, ()), each)
    return found


def cells(tree: Tree, withheld: frozenset[str]) -> dict[str, Cell]:
    """What the document says of each indicator; one withheld is unsupported and has no state."""
    found = {name: Cell(state="", verdict=Verdict.UNSUPPORTED.value) for name in withheld}
    for value in tree["values"]:
        name = value["indicator"]
        said = (value["value"], value["unit"], value["state"], value["verdict"])
        found[name] = Cell(*said, whence=name)
    return found


def stated(series: Series, said: Mapping[str, Cell]) -> Cell:
    """The form's cells before the identifier of prose; no sum where a part is not there.

    Where some cells are there and others not, the state is empty: it is neither.
    """
    parts = [said[name] for name in series.cells if name in said]
    own = said.get(series.id)
    numbers = [part.value for part in parts if part.value is not None]
    if len(numbers) == len(series.cells) and all(p.unit == series.unit for p in parts):
        return _sum(series, parts, numbers)
    if own is not None and own.unit == series.unit and (own.value is not None or not parts):
        return own
    if len(parts) == len(series.cells) and len({part.state for part in parts}) == 1:
        return Cell(None, series.unit, parts[0].state, _worst(parts), " + ".join(series.cells))
    spoken = [*parts, *([own] if own else [])]
    return Cell(state="", verdict=_worst(spoken)) if spoken else Cell()


def _sum(series: Series, parts: list[Cell], numbers: list[int | Decimal]) -> Cell:
    states = {part.state for part in parts}
    state = states.pop() if len(states) == 1 else State.REPORTED.value
    with localcontext(prec=_DIGITS):
        total = sum(map(Decimal, numbers), Decimal(0))
    return Cell(total, series.unit, state, _worst(parts), " + ".join(series.cells))


def _worst(parts: list[Cell]) -> str:
    return max((part.verdict for part in parts), key=_GRAVITY.__getitem__, default="")
