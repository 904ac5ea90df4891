"""A numeral at its place in the text, and the number that is made of it."""

from dataclasses import dataclass

from llm_extract.numerals.units import Unit, unit_at
from llm_extract.records import Number, NumberKind, Quantity, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A numeral at a place; nothing that belongs to it may begin left of `floor`."""

    text: str
    start: int
    end: int
    floor: int

    @property
    def surface(self) -> str:
        """The numeral itself."""
        return self.text[self.start : self.end]

    @property
    def previous(self) -> str:
        """The character before, "" at the beginning of the text."""
        return self.text[self.start - 1 : self.start]

    @property
    def following(self) -> str:
        """The character behind, "" at the end of the text."""
        return self.text[self.end : self.end + 1]

    @property
    def behind(self) -> int:
        """Where a unit would begin: a single blank may stand between."""
        return self.end + (self.following == " ")

    @property
    def unit(self) -> Unit | None:
        """The unit written behind the numeral."""
        return unit_at(self.text, self.behind)

    def only(self, kind: NumberKind, end: int = 0) -> Number:
        """A number of a kind that has no quantity."""
        return self.number(kind, Span(self.start, max(end, self.end)), None)

    def number(
        self, kind: NumberKind, span: Span, stated: Quantity | None, unit: Span | None = None
    ) -> Number:
        """The number with all that belongs to it."""
        return Number(kind, span, Span(self.start, self.end), stated, unit)
