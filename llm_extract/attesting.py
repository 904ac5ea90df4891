"""What a model said as a statement: the place of its quote, its number there, and its value.

The model's own words decide what is claimed. The text lends only what the words leave open: which
of several equal quotes is meant, and the unit of a number that was copied without it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from llm_extract import numerals, script
from llm_extract.locating import Locator, standing
from llm_extract.outline import Outline
from llm_extract.parsing import Said
from llm_extract.records import (
    Number,
    Place,
    Prepared,
    Quantity,
    Rank,
    Span,
    State,
    Statement,
)
from llm_extract.schemas import Indicator, Kind, indicators
from llm_extract.schemas.units import in_text, in_unit

_WITH_NUMBER = {State.REPORTED, State.DERIVED}
Inside = tuple[tuple[Span, Quantity], ...]  # the numbers and cells of a quote, and their readings

_KEPT = 4096  # readings of written numbers
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CELL = re.compile(r"[^|│┃\t\r\n]+")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one witness speaks of one document."""

    prepared: Prepared
    locator: Locator
    outline: Outline
    witness: str
    _read: dict[Span, Inside] = field(default_factory=dict, compare=False, repr=False)

    def attest(self, said: Said, within: Sequence[Span], reached: int) -> Statement:
        """The statement at the place quoted; a quote that is nowhere keeps an empty place.

        `within` are the passages asked about, `reached` how far earlier statements came in them.
        """
        indicator = indicators()[said.indicator]
        places = self.locator.all(said.quote, *within)
        nowhere = Span(within[0].start, within[0].start)
        span = self._chosen(places, indicator, reached) if places else nowhere
        tabular = any(region.overlaps(span) for region in self.prepared.scan.regions)
        quantity, number = self._figures(said, span, indicator, tabular)
        text = self.prepared.document.text
        return Statement(
            indicator=said.indicator,
            state=State(said.state),
            quantity=quantity,
            place=Place.TABLE if tabular else Place.NARRATIVE,
            rank=self._rank(span, indicator, tabular),
            section=self.outline.path(span.start),
            span=span,
            quote=text[span.start : span.end] if places else said.quote,
            witness=self.witness,
            number=number,
        )

    def _chosen(self, places: Sequence[Span], indicator: Indicator, reached: int) -> Span:
        """Of several places one in a section on the topic, and behind what came before."""
        home = indicator.home
        return min(
            places,
            key=lambda place: (
                place.start < reached,
                not self.outline.topics(place.start) & home,
                place.start,
            ),
        )

    def _rank(self, span: Span, indicator: Indicator, tabular: bool) -> Rank:
        if tabular and self.prepared.scan.forms:
            return Rank.FORM
        topical = self.outline.topics(span.start) & indicator.home
        return Rank.TOPICAL if topical else Rank.OVERVIEW

    def _figures(
        self, said: Said, span: Span, indicator: Indicator, tabular: bool
    ) -> tuple[Quantity | None, Span | None]:
        """The value claimed, in the indicator's unit, and where the quote has its number."""
        state = State(said.state)
        if indicator.kind is Kind.TEXT:
            return None, None
        if state is State.ZERO_BY_NEGATION:
            return Quantity(Decimal(0), indicator.unit), None
        if state not in _WITH_NUMBER or not said.number.strip():
            return None, None
        if indicator.strict:
            return self._copied(said, span, indicator)
        surface = script.visible(f"{said.number}{said.unit}")
        if span not in self._read:  # a row is quoted once for each of its cells
            self._read[span] = tuple(self._inside(span, tabular))
        inside = self._read[span]
        quantity = _read(surface, indicator, tabular)
        if quantity is None or (quantity.value is None and quantity.low is None):
            quantity = self._lent(said, inside, indicator) or quantity
        found, at = _only(quantity, inside, indicator, tabular)
        written = _cell(surface) if tabular else _prose(surface)
        if found and quantity and at and written and written.unit:
            found = replace(found, unit=quantity.unit)  # which need not be the text's
        return found, at

    def _copied(
        self, said: Said, span: Span, indicator: Indicator
    ) -> tuple[Quantity | None, Span | None]:
        """For a schema of one's own: the number of the quote with the digits that were copied.

        The text says in what unit. A claim of another unit or sign than the text's stands as it is
        made, so that it is found to be nowhere.
        """
        from llm_extract.numerals import western  # which the house does without

        claimed, folded = western.parse(said.number, said.unit), self.prepared.folded
        for number in _within(span, self.prepared.numbers):
            written = folded[number.digits.start : number.digits.end]
            meant = in_text(number, folded, indicator)
            if meant is not None and _digits(written) == _digits(script.fold(said.number)):
                if _fits(claimed, meant, Decimal(_digits(written)), indicator):
                    return meant, number.span
                return (in_unit(claimed, indicator) if claimed else None), None
        if claimed is None or claimed.unit:
            return (in_unit(claimed, indicator) if claimed else None), None
        return replace(claimed, unit=indicator.unit), None

    def _inside(self, span: Span, tabular: bool) -> Iterator[tuple[Span, Quantity]]:
        """What the quote's numbers and, in a table, its cells can mean."""
        cells: list[Span] = []
        if tabular:
            for cell, quantity in self._cells(span):
                cells.append(cell)
                yield cell, quantity
        for number in standing(span, self.prepared.numbers):
            if number.quantity and not _is_covered(number.span, cells):
                start, end = number.span.start, number.span.end
                yield Span(max(start, span.start), min(end, span.end)), number.quantity

    def _cells(self, span: Span) -> Iterator[tuple[Span, Quantity]]:
        for found in _CELL.finditer(self.prepared.folded, span.start, span.end):
            cell = found[0].strip()
            quantity = _cell(cell) if cell else None
            if quantity is not None:
                start = found.start() + found[0].index(cell)
                yield Span(start, start + len(cell)), quantity

    def _lent(self, said: Said, inside: Inside, indicator: Indicator) -> Quantity | None:
        """The reading of the one number of the quote that is written with the digits copied."""
        digits = re.escape(script.fold(said.number).strip())
        whole = re.compile(rf"(?<![\d.,]){digits}(?![\d.,])")
        folded = self.prepared.folded
        meant = [q for at, q in inside if whole.search(folded, at.start, at.end)]
        return in_unit(meant[0], indicator) if len(meant) == 1 else None


def _digits(written: str) -> str:
    """The digits of a number alone, with their point."""
    return "".join(_DIGITS.findall(written.replace(",", ""))) or "NaN"


def _fits(claimed: Quantity | None, meant: Quantity, digits: Decimal, indicator: Indicator) -> bool:
    """Does a copy of the digits say what the text says, as far as it says a scale, unit or sign?"""
    if claimed is None or claimed.value is None or meant.value is None:
        return True
    if claimed.value < 0 < meant.value:
        return False
    if claimed.unit:
        own = in_unit(claimed, indicator)
        return own is not None and own.value is not None and abs(own.value) == abs(meant.value)
    from llm_extract.numerals.measures import express, measure

    whole = express(meant, measure(meant.unit).family)
    return abs(claimed.value) in (digits, abs(whole.value) if whole and whole.value else digits)


def _read(surface: str, indicator: Indicator, tabular: bool) -> Quantity | None:
    """The number as the model wrote it; in a table the row says what a bare one counts."""
    if not tabular:
        written = _prose(surface)
        return in_unit(written, indicator) if written else None
    written = _counted(surface, indicator.unit)
    return in_unit(written, indicator) if written else None


@lru_cache(_KEPT)  # most cells say 0
def _cell(text: str) -> Quantity | None:
    return numerals.parse_cell(script.fold(text))[1]


@lru_cache(_KEPT)
def _counted(text: str, unit: str) -> Quantity | None:
    """A cell's number, in the unit given if it stands without one."""
    written = _cell(text)
    return replace(written, unit=unit) if written and not written.unit else written


@lru_cache(_KEPT)
def _prose(surface: str) -> Quantity | None:
    return numerals.parse(script.fold(surface))


def _within(span: Span, numbers: Sequence[Number]) -> Iterator[Number]:
    first = bisect_left(numbers, span.start, key=lambda number: number.span.start)
    for number in numbers[first:]:
        if number.span.end > span.end:
            return
        yield number


def _is_covered(span: Span, cells: Sequence[Span]) -> bool:
    """Whether one of the cells, which stand in their order, holds some of a number."""
    at = bisect_right(cells, span.start, key=lambda cell: cell.end)
    return at < len(cells) and cells[at].overlaps(span)


def _only(
    claimed: Quantity | None,
    inside: Inside,
    indicator: Indicator,
    tabular: bool,
) -> tuple[Quantity | None, Span | None]:
    """The number of the quote that says what is claimed: in prose the first, in a row the only.

    Which of the equal cells of a row is meant, nobody can tell. Whether it is about, more or less,
    the text says: a 近 is soon lost on the way into an answer.
    """
    if claimed is None or claimed.value is None:
        return claimed, None
    read = ((at, _as_claimed(quantity, indicator, tabular)) for at, quantity in inside)
    equal = [
        (at, quantity) for at, quantity in read if quantity and quantity.value == claimed.value
    ]
    if not equal or (tabular and len(equal) > 1):
        return claimed, None
    at, quantity = equal[0]
    return replace(quantity, unit=quantity.unit or claimed.unit), at


def _as_claimed(quantity: Quantity, indicator: Indicator, tabular: bool) -> Quantity | None:
    """The number in the unit of the indicator; a bare one in a row is in it already."""
    if tabular and not quantity.unit:
        return quantity
    return in_unit(quantity, indicator)
