"""What the labels of a report demand of each indicator, with the places in the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from llm_extract import schemas, script, splitting
from llm_extract.evaluation.labels import Labels, Observation
from llm_extract.evaluation.locating import Squeezed, squeeze
from llm_extract.evaluation.proofreading import UNSCORED
from llm_extract.outline import Outline
from llm_extract.records import Document, Place, Rank, Span

_RANKS = {rank: place for place, rank in enumerate(Rank)}
_MONEY = {"元": Decimal(1), "万元": Decimal(10_000)}


@dataclass(frozen=True, slots=True)
class Said:
    """An observation with every place of its quote and the rank of the first of them."""

    seen: Observation
    spans: tuple[Span, ...]
    rank: Rank

    def admits(self, value: Decimal | None, unit: str) -> bool:
        """Whether a value is one of those accepted, money in whichever unit."""
        return any(same(value, unit, right, self.seen.unit) for right in self.seen.values)

    def overlaps(self, span: Span) -> bool:
        return any(place.overlaps(span) for place in self.spans)


@dataclass(frozen=True, slots=True)
class Gold:
    """All that the labels say of one indicator, the word that comes first in front."""

    indicator: str
    said: tuple[Said, ...]
    neighbours: tuple[Said, ...] = ()  # of other indicators, that may be filed here
    conflict: bool = False

    @property
    def is_optional(self) -> bool:
        return all(each.seen.optional for each in self.said)

    @property
    def speaking(self) -> tuple[Said, ...]:
        """The observations that may give the value: where places conflict, only the first rank."""
        if not self.conflict:
            return (*self.said, *self.neighbours)
        return tuple(each for each in self.said if each.rank is self.said[0].rank)

    def right(self, value: Decimal | None, unit: str) -> tuple[Said, ...]:
        """The observations that a value agrees with."""
        return tuple(each for each in self.speaking if each.admits(value, unit))


@dataclass(frozen=True, slots=True)
class Key:
    """The answer key of one report."""

    gold: dict[str, Gold]
    said: tuple[Said, ...]
    text: Squeezed
    outline: Outline = field(compare=False)

    def neighbours(self, indicator: str) -> tuple[Said, ...]:
        """Observations that may be filed under this indicator, though they are another's."""
        return tuple(each for each in self.said if indicator in each.seen.accept_indicator)

    def topic(self, span: Span | None) -> str:
        """The topic of the section that holds a place; "" for no place."""
        section = self.outline.at(span.start) if span else None
        return section.topic.value if section else ""


def key(labels: Labels, text: str) -> Key:
    """Place every label in the text that the result speaks of."""
    document = Document(text, "txt", "")
    outline = Outline(tuple(splitting.split(document, script.unwrap(text))))
    found = squeeze(text)
    said = tuple(
        Said(seen, spans, _rank(seen, spans, labels.meta.form, outline))
        for seen in labels.observation
        if seen.indicator not in UNSCORED
        for spans in [found.spans(seen.quote)]
    )
    conflicts = {name for entry in labels.conflict for name in entry.indicators}
    gold = {each.indicator: each for each in _golds(said, conflicts)}
    return Key(gold, said, found, outline)


def same(left: Decimal | None, left_unit: str, right: Decimal | None, right_unit: str) -> bool:
    """Equal numbers; amounts of money are compared in 元. None is equal to None alone."""
    if left is None or right is None:
        return left is right
    if left_unit != right_unit and left_unit in _MONEY and right_unit in _MONEY:
        return left * _MONEY[left_unit] == right * _MONEY[right_unit]
    return left == right


def _golds(said: Iterable[Said], conflicts: set[str]) -> Iterator[Gold]:
    by_indicator: dict[str, list[Said]] = {}
    filed: dict[str, list[Said]] = {}
    for each in said:
        by_indicator.setdefault(each.seen.indicator, []).append(each)
        for name in each.seen.accept_indicator:
            filed.setdefault(name, []).append(each)
    for name, many in by_indicator.items():
        first = tuple(sorted(many, key=lambda each: (_RANKS[each.rank], each.seen.optional)))
        yield Gold(name, first, tuple(filed.get(name, ())), name in conflicts)


def _rank(seen: Observation, spans: tuple[Span, ...], form: str, outline: Outline) -> Rank:
    if seen.place is Place.TABLE and form:
        return Rank.FORM
    declared = schemas.indicators().get(seen.indicator)
    home = declared.home if declared else frozenset()
    if any(outline.topics(span.start) & home for span in spans):
        return Rank.TOPICAL
    return Rank.OVERVIEW
