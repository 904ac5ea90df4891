"""The quantities of a text with their clause, sentence and brackets, and whose numbers they are."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from llm_extract.checks._compare import Bounds, bounds
from llm_extract.records import (
    Approximation,
    Evidence,
    Number,
    NumberKind,
    Place,
    Remark,
    Span,
    State,
)

_BREAK = re.compile(r"[()。!?;,:、\n|]")
_ROUGH = re.compile(r"(\d[\d,]*)\.(\d+)\s*([万亿])")
_DEEPEST = 8  # brackets within brackets
_LONGEST = 60  # characters of a clause before its number; more is no language
_CASES = frozenset({"件", "份", "封", "例", "案"})  # all count requests, letters, cases
_SCALE = {"万": Decimal(10**4), "亿": Decimal(10**8)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity or ratio in its surroundings; all positions count in the document's text."""

    number: Number
    value: Decimal
    depth: int  # of the brackets round it
    clause: int  # where its clause begins
    sentence: int  # the sentences count from 0; empty ones do not count
    sentence_start: int

    @property
    def start(self) -> int:
        return self.number.span.start

    @property
    def end(self) -> int:
        return self.number.span.end

    @property
    def unit(self) -> str:
        return self.number.quantity.unit if self.number.quantity else ""

    @property
    def is_ratio(self) -> bool:
        return self.number.kind is NumberKind.RATIO

    @property
    def is_exact(self) -> bool:
        quantity = self.number.quantity
        return quantity is not None and quantity.approximation is Approximation.EXACT

    @property
    def is_suspect(self) -> bool:
        return self.number.quantity is not None and self.number.quantity.remark is Remark.SUSPECT


class _Same:
    """A key by identity: to compare two documents costs more than to walk through one again."""

    __slots__ = ("evidence",)

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def __hash__(self) -> int:
        return id(self.evidence)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.evidence is self.evidence


def figures(evidence: Evidence) -> tuple[Figure, ...]:
    """Every quantity and ratio of the prose that has a single value, in the order of the text."""
    return _figures(_Same(evidence))


@lru_cache(maxsize=1)  # three checks in a row ask for the same
def _figures(key: _Same) -> tuple[Figure, ...]:
    evidence = key.evidence
    cells = (s.span for s in evidence.statements if s.place is Place.TABLE)
    rows = dict(sorted((span.start, span.end) for span in cells))  # of one start the longest
    starts = list(rows)
    return tuple(
        figure
        for figure in _walk(evidence.folded, evidence.numbers)
        if not _is_in(figure.start, rows, starts)
    )


def _is_in(position: int, rows: Mapping[int, int], starts: list[int]) -> bool:
    at = bisect_right(starts, position) - 1
    return at >= 0 and position < rows[starts[at]]


def _walk(folded: str, numbers: Iterable[Number]) -> Iterator[Figure]:
    """One pass: the stops between two numbers move the clause, the sentence and the brackets on."""
    at = _Place(folded)
    for number in numbers:
        span, quantity = number.span, number.quantity
        at.move(span.start)
        at.position = at.last = span.end
        if quantity is not None and quantity.value is not None and at.mark != "|":  # no cell
            clause = max(at.clauses[-1], span.start - _LONGEST)
            depth = len(at.clauses) - 1
            yield Figure(number, quantity.value, depth, clause, at.sentence, at.sentence_start)


class _Place:
    """Where the walk stands: `clauses` holds the start of the clause at each depth of brackets."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.position = 0
        self.last = -1  # the end of the number before
        self.mark = ""  # the stop before
        self.clauses = [0]
        self.sentence = 0
        self.sentence_start = 0

    def move(self, end: int) -> None:
        """Past the stops up to `end`."""
        for stop in _BREAK.finditer(self.folded, self.position, max(self.position, end)):
            mark, at = stop[0], stop.end()
            if mark in ",;:|":  # the most frequent first
                self.clauses[-1] = at
            elif mark in "()":
                self._bracket(mark, at)
            elif mark == "、":
                # Between numbers it parts clauses, between words not.
                if at - 1 == self.last or self.folded[at - 2] == ")":
                    self.clauses[-1] = at
            else:
                self._sentence(mark, at)
            self.mark = mark

    def _bracket(self, mark: str, at: int) -> None:
        if mark == "(":
            if len(self.clauses) <= _DEEPEST:
                self.clauses.append(at)
        elif len(self.clauses) > 1:
            self.clauses.pop()

    def _sentence(self, mark: str, at: int) -> None:
        """A bracket that is still open at the end of a line was never meant to close."""
        if mark == "\n":
            self.clauses = [at]
        else:
            self.clauses[-1] = at
        self.sentence += bool(self.folded[self.sentence_start : at - 1].strip())
        self.sentence_start = at


def like(left: Figure, right: Figure) -> bool:
    """Can the two be added up: 次 and 篇次 can, 人 and 人次 cannot, ratios never."""
    one, other = left.unit, right.unit
    if left.is_ratio or right.is_ratio or not one or not other:
        return False
    if one == other or {one, other} <= _CASES:
        return True
    return bool(set(one) & set(other)) and "人次" not in (one, other)


def spread(figure: Figure, folded: str) -> Bounds:
    """The bounds of a figure as it is printed: 5.93亿 is 5.925 to 5.935亿 although it is exact."""
    quantity = figure.number.quantity
    digits = figure.number.digits
    rough = _ROUGH.search(folded, digits.start, figure.end)
    if quantity is None or rough is None or not figure.is_exact:
        return bounds(quantity) if quantity else (None, None)
    half = _SCALE[rough.group(3)] / Decimal(10 ** len(rough.group(2))) / 2
    return figure.value - half, figure.value + half


def owners(evidence: Evidence) -> Mapping[Span, tuple[str, ...]]:
    """Which indicators a number of the text was taken for, by the number's span."""
    return _owners(_Same(evidence))


@lru_cache(maxsize=1)
def _owners(key: _Same) -> Mapping[Span, tuple[str, ...]]:
    numbers = key.evidence.numbers
    ends = [number.span.end for number in numbers]
    owned: dict[int, dict[str, None]] = {}
    for statement in key.evidence.statements:
        if statement.number is None or statement.state is not State.REPORTED:
            continue
        at = bisect_right(ends, statement.number.start)
        if at < len(ends) and numbers[at].span.overlaps(statement.number):
            owned.setdefault(at, {})[statement.indicator] = None
    return {numbers[at].span: tuple(names) for at, names in owned.items()}


def surface(figure: Figure, evidence: Evidence) -> str:
    """The figure as printed, in the document's own script."""
    return " ".join(evidence.document.text[figure.start : figure.end].split())
