"""Which indicator a number belongs to: the cue whose subject stands nearest wins."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import add

from llm_extract.scanning._anchors import anchors, may_hold, tells
from llm_extract.schemas import Cue, Indicator, indicators

REACH = 70  # characters left of a number in which its subject may stand
_BEHIND = 40
_NO_UNIT = 2  # how near its subject a number without a unit must stand
# Words between a subject and its number that say nothing of their own. Behind a comma they must
# say that a sum follows: in 12宗为网上申请,4宗为信函 the comma ends the subject's reach.
_WORDS = (
    r"(?:[共总计合为是达到有约近超过已经全年内本度今地的了各类等情况]|数量|总量|总数|人数|数为?|"
    r"累计|其中|分别|均|上|增至|突破|目前|条数|件数|次数|期间|年度|当年){0,8}"
)
_FILLER = rf"{_WORDS}(?::{_WORDS}|,{_WORDS}(?:共|总|合计|累计|达|计|为|其中){_WORDS})?"
_SIDE = (
    r"(?:为|是|属于?|系|被|因|通过|采用|以|的|选择)?"  # between a number and a subject behind it
)
_ALONE = r"(?![、和及与][^#,;。)]{2,20}(?:[,;。)]|$))"  # 其余4件为部分公开、补正和告知其他途径
_LISTS = re.compile(r"包括|包含|涵盖|[如有]:|^[和及与]")  # what follows is a part, named next
_CLAUSE_LEFT = re.compile(r"(?:[,;:。(@]|#[^#,;:。(@、]{0,4}、)(?=[^,;:。(@、]*$)")
_CLAUSE_RIGHT = re.compile(r"[,;:。)、]")


@dataclass(frozen=True, slots=True, eq=False)
class OwnedCue:
    """A cue and the indicator that it is of."""

    indicator: Indicator
    cue: Cue


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The patterns of a cue, ready to search."""

    subject: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    against: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Match:
    """A cue that fits a number. `start` and `end` bound subject, number and unit in the flat."""

    cue: OwnedCue
    start: int
    end: int
    gap: int
    length: int

    def order(self, own: int) -> tuple[bool, int, int]:
        """A subject of the sentence's own before one borrowed, the nearest, then the longest."""
        return (self.start < own, self.gap, -self.length)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The cues for one written unit, by the pairs of characters of which each needs one."""

    cues: tuple[OwnedCue, ...]
    before: Mapping[str, tuple[int, ...]]  # pairs left of the number, behind the number before
    beyond: Mapping[str, tuple[int, ...]]  # pairs left of it, whatever stands between
    behind: Mapping[str, tuple[int, ...]]  # pairs right of it
    always: tuple[int, ...]  # no pair tells whether they fit

    def worth_trying(self, left: str, right: str) -> Iterator[OwnedCue]:
        """The cues that may fit between `left` and `right`, in their order."""
        near = left[left.rfind("#") + 1 :]
        places = set(self.always)
        for pair in self.before.keys() & map(add, near, near[1:]):
            places.update(self.before[pair])
        for pair in self.behind.keys() & map(add, right, right[1:]):
            places.update(self.behind[pair])
        for pair, at in self.beyond.items():  # so few that to look for each costs least
            if pair in left:
                places.update(at)
        return map(self.cues.__getitem__, sorted(places))


@cache
def _shelf(unit: str) -> _Shelf:
    cues = _cues_for(unit)
    before: dict[str, list[int]] = defaultdict(list)
    beyond: dict[str, list[int]] = defaultdict(list)
    behind: dict[str, list[int]] = defaultdict(list)
    always: list[int] = []
    for place, owned in enumerate(cues):
        subject, after = owned.cue.subject, owned.cue.after
        left = beyond if _may_count(subject) else before
        sides = ((left, _pairs(subject)), (behind, _pairs(after)))
        side, pairs = max(sides, key=lambda each: tells(each[1]))
        for pair in pairs:
            side[pair].append(place)
        if not pairs:
            always.append(place)
    return _Shelf(cues, _fixed(before), _fixed(beyond), _fixed(behind), tuple(always))


def _fixed(places: Mapping[str, list[int]]) -> Mapping[str, tuple[int, ...]]:
    return {pair: tuple(at) for pair, at in places.items()}


@cache  # a cue stands on the shelves of all its units
def _may_count(pattern: str) -> bool:
    return may_hold(pattern, "#")


@cache
def _pairs(pattern: str) -> frozenset[str]:
    """Pairs of characters of which one stands wherever the pattern fits."""
    pairs = anchors(pattern)
    return frozenset() if any(len(pair) < 2 for pair in pairs) else pairs


def _cues_for(unit: str) -> tuple[OwnedCue, ...]:
    """The cues for a written unit; a number that lost its unit may answer to any."""
    table = cues_by_unit()
    if unit:
        return table.get(unit, ())
    return tuple({id(cue): cue for cues in table.values() for cue in cues}.values())


@cache
def cues_by_unit() -> Mapping[str, tuple[OwnedCue, ...]]:
    """The cues that a number with a given written unit may answer to."""
    table: dict[str, list[OwnedCue]] = defaultdict(list)
    for indicator in indicators().values():
        for cue in indicator.cues:
            for sided in _sides(cue):
                owned = OwnedCue(indicator, sided)
                for unit in cue.units or indicator.units:
                    table[unit].append(owned)
    return {unit: tuple(cues) for unit, cues in table.items()}


def matches(text: str, index: int, unit: str, unit_length: int) -> Iterator[Match]:
    """Every cue that fits the number at `text[index]`; its unit takes `unit_length` characters."""
    low = max(0, index - REACH)
    left = text[low:index]
    behind = index + 1 + unit_length
    right = text[behind : behind + _BEHIND]
    for cue in _shelf(unit).worth_trying(left, right):
        patterns = _patterns(cue)
        found = _fit(patterns, left, right)
        if found is None or (patterns.against and patterns.against.search(left)):
            continue
        start, gap, length, taken = found
        if not unit and (gap > _NO_UNIT or taken):
            continue
        match = Match(cue, low + start, behind + taken, gap, length)
        unless = patterns.unless
        if unless is None or not unless.search(clause(text, match.start, match.end)):
            yield match


def clause(text: str, start: int, end: int) -> str:
    """The clause or clauses that hold `text[start:end]`."""
    opening = _CLAUSE_LEFT.search(text, max(0, start - REACH), start)
    closing = _CLAUSE_RIGHT.search(text, end)
    return text[
        opening.end() if opening else max(0, start - REACH) : closing.start()
        if closing
        else len(text)
    ]


def _fit(cue: _Patterns, left: str, right: str) -> tuple[int, int, int, int] | None:
    """Start in `left`, gap, length of the subject, characters taken of `right`."""
    start, gap, length, taken = len(left), 0, 0, 0
    after = cue.after.match(right) if cue.after is not None else None
    if cue.after is not None and after is None:
        return None
    if cue.subject is not None:
        before = cue.subject.search(left)
        if before is None:
            return None
        start = before.start()
        gap = len(left) - before.end("subject")
        if _LISTS.search(left[before.end("subject") :]):
            return None
        length = before.end("subject") - start
    if after is not None:
        taken = after.end()
        gap = 1 if cue.subject is None else min(gap, 1)
        length += taken
    return start, gap, length, taken


def _sides(cue: Cue) -> tuple[Cue, ...]:
    if not cue.either:
        return (cue,)
    return (cue, replace(cue, subject="", after=rf"{_SIDE}(?:{cue.subject}){_ALONE}"))


@cache  # a report asks for some of them only, and all together cost it a third of a second
def _patterns(owned: OwnedCue) -> _Patterns:
    cue, subject = owned.cue, None
    if cue.subject:
        near = rf"[^,;:#@(、]{{0,{cue.gap}}}"
        subject = re.compile(rf"(?P<subject>{cue.subject})(?:{near}|{_FILLER})$")
    after = re.compile(cue.after) if cue.after else None
    unless = re.compile(cue.unless) if cue.unless else None
    against = re.compile(cue.against) if cue.against else None
    return _Patterns(subject, after, unless, against)
