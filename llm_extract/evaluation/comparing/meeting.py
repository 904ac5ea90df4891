"""Which answers of two runs can be held against each other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Answer(Protocol):
    """A value as labelled or as given; `state` says why `value` is None where it is."""

    @property
    def value(self) -> object: ...
    @property
    def unit(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def quote(self) -> str: ...


class Outcome(Protocol):
    """What became of one indicator of one document; `kind` as in `outcomes.Kind`."""

    @property
    def document(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def script(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def expected(self) -> Answer | None: ...
    @property
    def got(self) -> Answer | None: ...


RIGHT = frozenset({"correct", "correct_absent"})


@dataclass(frozen=True, slots=True)
class Met:
    """One question that both runs were asked; a side without an outcome of its own has only a kind.

    `asked` is the outcome that tells document, group, form and script.
    """

    asked: Outcome
    left_kind: str
    right_kind: str
    left: Answer | None
    right: Answer | None

    @property
    def is_right(self) -> tuple[bool, bool]:
        """Of the left run and of the right one."""
        return self.left_kind in RIGHT, self.right_kind in RIGHT

    @property
    def turn(self) -> int:
        """+1 where only the right run is right, -1 where only the left one is, else 0."""
        left, right = self.is_right
        return right - left


@dataclass(frozen=True, slots=True)
class Meeting:
    """The questions of the documents that both runs read, and all that was left out."""

    met: tuple[Met, ...]
    left_only: tuple[str, ...]  # documents
    right_only: tuple[str, ...]
    unmatched: int  # answers that only one run was judged on


def meet(left: Iterable[Outcome], right: Iterable[Outcome]) -> Meeting:
    """Outcomes paired by document and indicator.

    What one run invented and the other did not give, the other was right to leave; of a document
    that failed every answer is an error. An optional answer that one run gave counts for neither.
    """
    ours, theirs = _by_document(left), _by_document(right)
    met, unmatched = [], 0
    for document in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[document], theirs[document]
        for indicator in sorted(mine.keys() | other.keys()):
            pair = _pair(mine, other, indicator)
            met += [pair] if pair else []
            unmatched += not pair
    left_only, right_only = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    return Meeting(tuple(met), tuple(sorted(left_only)), tuple(sorted(right_only)), unmatched)


def documents(met: Iterable[Met]) -> list[Sequence[Met]]:
    """The questions of each document together, in order."""
    found: dict[str, list[Met]] = defaultdict(list)
    for each in met:
        found[each.asked.document].append(each)
    return [found[name] for name in sorted(found)]


def _by_document(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Outcome]]:
    found: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for outcome in outcomes:
        found[outcome.document][outcome.indicator] = outcome
    return found


def _pair(mine: dict[str, Outcome], other: dict[str, Outcome], indicator: str) -> Met | None:
    left, right = mine.get(indicator), other.get(indicator)
    left_kind = left.kind if left else _implied(right, mine)
    right_kind = right.kind if right else _implied(left, other)
    asked = left if left and left.expected else right or left
    if not asked or not left_kind or not right_kind:
        return None
    given = (each.got if each else None for each in (left, right))
    return Met(asked, left_kind, right_kind, *given)


def _implied(other: Outcome | None, own: dict[str, Outcome]) -> str:
    """What the silence of a run about an indicator amounts to, given the other's outcome."""
    if all(outcome.kind == "error" for outcome in own.values()):
        return "error"
    return "correct_absent" if other and other.kind == "invented" else ""
