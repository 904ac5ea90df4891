"""Finds the rates of a text together with the figures that they are said to come from."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from llm_extract.checks._compare import Bounds, overlap
from llm_extract.checks._figures import Figure, like, spread

_GROWTH = re.compile(r"增长|增加|上升|提高|增幅|增速|(?P<down>下降|减少|降低|回落|降幅|下滑)")
_YEAR = r"(?:上一?年度?|去年|前一?年|20\d\d年度?|二[○〇零][一二三四五六七八九○〇零]{2}年)"
_BASE = re.compile(rf"[比较是为于]{_YEAR}(?:同期|全年)?[的为是]?[(]?[^,。;\d]{{0,6}}$")
_CHANGE = re.compile(
    rf"(?:同比|[比较]{_YEAR})[^,。;]{{0,8}}?(?:增长|增加|上升|多|下降|减少|少)[^,。;\d]{{0,4}}$"
)
_SHARE = re.compile(r"占(?P<whole>[^,。;%]{0,24})$")
_RATE = re.compile(r"(?P<name>[一-鿿]{2,6})率[^,。;\d]{0,4}$")
_WHOLE = re.compile(r"总|共|合计|全部|全年|累计|收到|受理")
_DIGITS = re.compile(r"\d+(?:\.(\d+))?\s*(%|‰|倍)?")
_SCALES = {"%": 2, "‰": 3, "倍": 0}

_NEAR = 30  # characters between a rate and the figure beside it
_BACK = 40  # figures
_SENTENCES = 3
_TOTALS = 6  # figures back that a growth may speak of
_LOOSE = 0.05  # a first look: how far a share may be off before it is computed with care


@dataclass(frozen=True, slots=True)
class Claim:
    """A rate and the two figures that give it."""

    rate: Figure
    figures: tuple[Figure, ...]
    given: tuple[Decimal, Decimal]  # what the figures give, by the rounding of each: 0.357
    step: Decimal  # one unit of the rate's last digit: 0.001 for 35.7 %
    sign: int = 1  # -1 where the rate is a fall
    is_tied: bool = False  # the text leaves no doubt which figures it comes from
    is_explicit: bool = False  # and says them all in one breath

    @property
    def printed(self) -> Decimal:
        return abs(self.rate.value) * self.sign

    @property
    def expected(self) -> Decimal:
        return ((self.given[0] + self.given[1]) / 2).quantize(self.step / 10)

    @property
    def holds(self) -> bool:
        """Within the digits printed, whether they were rounded or cut off."""
        low, high = sorted(given * self.sign for given in self.given)
        reach = (
            low.quantize(self.step, rounding=ROUND_DOWN),
            high.quantize(self.step, rounding=ROUND_HALF_UP),
        )
        return overlap(reach, _bounds(self.rate))


def claims(folded: str, figures: Sequence[Figure]) -> Iterator[Claim]:
    """At most one claim for each rate: growth, multiple, share or a rate with a name."""
    for place, rate in enumerate(figures):
        step = _step(rate, folded) if rate.is_ratio else None
        if step is None:
            continue
        before = [f for f in figures[max(place - _BACK, 0) : place] if not f.is_ratio]
        lead = folded[max(rate.sentence_start, rate.start - _NEAR) : rate.number.digits.start]
        read = _Reading(folded, rate, before, lead, step)
        claim = next((found for find in _FINDERS if (found := find(read)) is not None), None)
        if claim is not None:
            yield claim


@dataclass(frozen=True, slots=True)
class _Reading:
    """A rate with all that stands before it."""

    folded: str
    rate: Figure
    before: Sequence[Figure]  # no ratios
    lead: str
    step: Decimal

    @property
    def pair(self) -> tuple[Figure, Figure] | None:
        """The two figures right before the rate, in its sentence and of one kind."""
        if len(self.before) < 2:
            return None
        first, second = self.before[-2:]
        beside = self.rate.start - second.end <= _NEAR
        together = first.sentence == second.sentence == self.rate.sentence
        return (first, second) if beside and together and like(first, second) else None

    def between(self, first: Figure, second: Figure) -> str:
        return self.folded[first.end : second.number.digits.start]


def _growth(read: _Reading) -> Claim | None:
    """(now − then) / then, from "比上年(31起)下降29%" or "增加1.56亿元,同比增长35.7%"."""
    words = list(_GROWTH.finditer(read.lead))
    if not words or len(read.lead) - words[-1].end() > 4 or read.pair is None:
        return None
    sign = -1 if words[-1].group("down") else 1
    other = read.pair[1]
    nows = [f for f in read.before[-_TOTALS:-1] if f.sentence == other.sentence and like(f, other)]
    found = [claim for now in reversed(nows) if (claim := _grown(read, now, other, sign))]
    holding = next((claim for claim in found if claim.holds), None)
    if holding is None and len(found) > 1:  # of a total and its part, which one grew?
        return replace(found[0], is_explicit=False)
    return holding or (found[0] if found else None)


def _grown(read: _Reading, now: Figure, other: Figure, sign: int) -> Claim | None:
    head = read.between(read.before[-2], other)
    new, old = spread(now, read.folded), spread(other, read.folded)
    if _CHANGE.search(head):
        given = _quotient(old, _less(new, old) if sign > 0 else _plus(new, old))
        given = given and (given[0] * sign, given[1] * sign)
    elif _BASE.search(head):
        given = _quotient(new, old)
        given = given and (given[0] - 1, given[1] - 1)
    else:
        return None
    if given is None:
        return None
    return Claim(read.rate, (now, other), given, read.step, sign, is_tied=True, is_explicit=True)


def _multiple(read: _Reading) -> Claim | None:
    """now / then, from "是2016年(1128条)的1.5倍"."""
    if read.step != read.step.quantize(Decimal(1)) and not read.lead.rstrip().endswith("的"):
        return None
    if read.pair is None or not _BASE.search(read.between(*read.pair)):
        return None
    now, then = (spread(figure, read.folded) for figure in read.pair)
    given = _quotient(now, then)
    if given is None:
        return None
    return Claim(read.rate, read.pair, given, read.step, is_tied=True, is_explicit=True)


def _share(read: _Reading) -> Claim | None:
    """part / whole, from "554条,占总数的91.42%"; the whole may stand far before."""
    found = _SHARE.search(read.lead)
    if found is None:
        return None
    behind = read.rate.number.digits.start - len(read.lead) + found.start()
    if read.before and read.before[-1].start > behind:  # 占总数606条的91.42%
        return _explicit_share(read)
    tied = bool(_WHOLE.search(found.group("whole")))
    return _part_of(read, behind, tied)


def _explicit_share(read: _Reading) -> Claim | None:
    if read.pair is None:
        return None
    part, whole = (spread(figure, read.folded) for figure in read.pair)
    given = _quotient(part, whole)
    if given is None:
        return None
    return Claim(read.rate, read.pair, given, read.step, is_tied=True, is_explicit=True)


def _named(read: _Reading) -> Claim | None:
    """part / whole, from "受理总量1225224件,其中,即办件781445件,即办率63.78%"."""
    found = _RATE.search(read.lead)
    if found is None or not read.before:
        return None
    part = read.before[-1]
    subject = read.folded[part.clause : part.start]
    if found.group("name")[-2:] not in subject:  # 全文电子化率 beside any two counts
        return None
    behind = read.rate.number.digits.start - len(read.lead) + found.start()
    return _part_of(read, behind, tied=True)


def _part_of(read: _Reading, behind: int, tied: bool) -> Claim | None:
    """The part is the figure right before; the whole is any earlier one that gives the rate."""
    if not read.before:
        return None
    part = read.before[-1]
    if part.sentence != read.rate.sentence or behind - part.end > _NEAR:
        return None
    found = [c for whole in _wholes(read, part) if (c := _over(read, part, whole)) is not None]
    holding = next((claim for claim in found if claim.holds), None)
    if holding is not None:
        return holding
    named = [c for c in found if _is_whole(read, c.figures[1])]
    if tied and len(named) == 1:
        only = named[0]
        return Claim(only.rate, only.figures, only.given, only.step, is_tied=True)
    return None


def _wholes(read: _Reading, part: Figure) -> Iterator[Figure]:
    """The figures that could be the whole: those that give the rate, and those called a total."""
    for figure in reversed(read.before[:-1]):
        if part.sentence - figure.sentence > _SENTENCES:
            return
        if figure.value >= part.value and figure.value and like(figure, part):
            off = abs(float(part.value / figure.value) - float(read.rate.value))
            if off < _LOOSE or _is_whole(read, figure):
                yield figure


def _over(read: _Reading, part: Figure, whole: Figure) -> Claim | None:
    given = _quotient(spread(part, read.folded), spread(whole, read.folded))
    return None if given is None else Claim(read.rate, (part, whole), given, read.step)


def _is_whole(read: _Reading, figure: Figure) -> bool:
    return bool(_WHOLE.search(read.folded, figure.clause, figure.start))


_FINDERS: tuple[Callable[[_Reading], Claim | None], ...] = (_growth, _multiple, _share, _named)


def _quotient(above: Bounds, below: Bounds) -> tuple[Decimal, Decimal] | None:
    (a, b), (c, d) = above, below
    if a is None or b is None or c is None or d is None or c <= 0:
        return None
    return a / d, b / c


def _less(left: Bounds, right: Bounds) -> Bounds:
    (a, b), (c, d) = left, right
    return (None if a is None or d is None else a - d, None if b is None or c is None else b - c)


def _plus(left: Bounds, right: Bounds) -> Bounds:
    (a, b), (c, d) = left, right
    return (None if a is None or c is None else a + c, None if b is None or d is None else b + d)


def _step(rate: Figure, folded: str) -> Decimal | None:
    """One unit of the last digit printed, or None where no digits are: 九成."""
    written = _DIGITS.match(folded, rate.number.digits.start)
    if written is None:
        return None
    mark = written.group(2) or next((m for m in _SCALES if m in folded[rate.start : rate.end]), "")
    if mark not in _SCALES:
        return None
    return Decimal(1).scaleb(-len(written.group(1) or "") - _SCALES[mark])


def _bounds(rate: Figure) -> Bounds:
    """The magnitude of the rate as printed; 36%以上 is open above."""
    value = abs(rate.value)
    quantity = rate.number.quantity
    if rate.is_exact or quantity is None or quantity.remark == "rounded":
        return value, value
    match quantity.approximation:
        case "at_least":
            return value, None
        case "at_most":
            return None, value
    return value * Decimal("0.95"), value * Decimal("1.05")
