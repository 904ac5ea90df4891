"""How an identity is declared: two sums, the relation between them, and how binding it is."""

from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """What the holding and the failing of an identity mean."""

    STRICT = "strict"  # holding confirms, failing disputes
    LOGICAL = "strict_logical"  # a part is no more than its whole: failing disputes
    USUAL = "usual"  # failing deserves a look, no more


@dataclass(frozen=True, slots=True)
class Identity:
    """`left + more relation (sum of right + constant)`; the relation is "==", "<=" or ">="."""

    id: str
    left: str
    relation: str
    right: tuple[str, ...] = ()
    strength: Strength = Strength.STRICT
    constant: int = 0
    zero: str = ""  # the rule speaks only where this indicator is 0
    unsplit: bool = False  # all parts 0 means "not broken down": a warning, no dispute
    more: tuple[str, ...] = ()  # further terms on the left
    where: str = ""  # the row, column or block of a table; such identities come in families
    unless: str = ""  # not assessed where this indicator is stated: the form is another one

    @property
    def operands(self) -> tuple[str, ...]:
        return (self.left, *self.more, *self.right, *((self.zero,) if self.zero else ()))
