"""What must agree between two years of one agency: Y1 to Y4 of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from llm_extract.schemas import applications, article20
from llm_extract.schemas._identity import Strength

_CARRIED = "what one year carries over the next begins with"
_ROLLED = "in force is what was, with what was made and without what was repealed"
_CHANGED = "items are those of the year before and their change"


@dataclass(frozen=True, slots=True)
class Term:
    """An indicator that is added, or taken away where `sign` is -1."""

    indicator: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class YearRule:
    """The sum over this year's terms equals the sum over the year before's.

    A weak rule joins two forms whose definitions differ: failing it is told and no more.
    """

    id: str
    meaning: str
    now: tuple[Term, ...]
    before: tuple[Term, ...]
    strength: Strength
    weak: bool = False


def year_rules() -> Iterator[YearRule]:
    """Every rule; one whose operands are not stated in both years is not assessed."""
    for column in applications.COLUMNS:
        now = (Term(applications.cell("carried_in", column.id)),)
        before = (Term(applications.cell("carried_out", column.id)),)
        yield YearRule("Y1", _CARRIED, now, before, Strength.STRICT)
    for row in ("rules", "normative_docs"):
        in_force, made, repealed, public = (
            article20.cell(row, column)
            for column in ("in_force", "made", "repealed", "public_total")
        )
        rolled_back = (Term(in_force), Term(made, -1), Term(repealed))
        yield YearRule("Y2", _ROLLED, rolled_back, (Term(in_force),), Strength.USUAL)
        yield YearRule("Y4", _ROLLED, rolled_back, (Term(public),), Strength.USUAL, weak=True)
    for line in article20.ROWS:
        if any(column.signed for column in line.columns.get("2019", ())):
            items, change = (article20.cell(line.id, c) for c in ("prior_items", "change"))
            yield YearRule(
                "Y3", _CHANGED, (Term(items),), (Term(items), Term(change)), Strength.USUAL
            )
