"""Every kind of error, planted one at a time in every labelled report."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from llm_extract.evaluation.faults import cells, digits, quotes, scale, silence, strays, swaps
from llm_extract.evaluation.faults.case import Case
from llm_extract.evaluation.faults.planting import Planted
from llm_extract.evaluation.faults.trial import (
    Fate,
    Outcome,
    alarms,
    alike,
    alone,
    misstated,
    omitted,
    tried,
)
from llm_extract.evaluation.labels import Fixture, load

SEED = 20240607
_EACH = 8  # errors of one kind in one report

Plant = Callable[[Case, Random], Iterator[Planted]]
Try = Callable[[Case, Planted], Outcome | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of being wrong; at most one in `bar` may end silent."""

    name: str
    plant: Plant
    bar: int
    judge: Try = tried


_SILENT = frozenset({Fate.CONFIRMED, Fate.SUPPORTED})
_LITERAL, _MEANT = 200, 20
KINDS = (
    Kind("wrong digit", digits.wrong_digit, _LITERAL),
    Kind("digits swapped", digits.digits_swapped, _LITERAL),
    Kind("万 dropped or added", digits.ten_thousand, _LITERAL),
    Kind("unit changed", digits.unit_changed, _LITERAL),
    Kind("invented number, true quote", digits.invented_number, _LITERAL),
    Kind("one power of ten off", scale.power_of_ten, _LITERAL),
    Kind("Chinese numeral misread", scale.misread_numeral, _LITERAL),
    Kind("a part of the digits", scale.part_of_number, _LITERAL),
    Kind("below zero, decimals, beyond measure", scale.odd_number, _LITERAL),
    Kind("one end of a range", scale.end_of_range, _LITERAL),
    Kind("近, 余, 超 left out", scale.qualification_dropped, _LITERAL, misstated),
    Kind("percentage as a count", strays.share_as_count, _LITERAL),
    Kind("date, code or list number as a count", strays.uncounted, _LITERAL),
    Kind("right number, another clause", quotes.another_clause, _LITERAL),
    Kind("invented quote", quotes.invented_quote, _LITERAL),
    Kind("another number, quote over both", quotes.stretched, _LITERAL),
    Kind("the neighbour's number", swaps.neighbour, _MEANT),
    Kind("a part for the total", swaps.part_for_total, _MEANT),
    Kind("another year, cumulative", swaps.another_year, _MEANT),
    Kind("look-alike", swaps.look_alike, _MEANT),
    Kind("one office or level for all", strays.one_level, _MEANT),
    Kind("plan or rule for outcome", strays.plan, _MEANT),
    Kind("counted in something else", strays.another_class, _MEANT),
    Kind("any number for any indicator", strays.any_number, _MEANT),
    Kind("the same, two models alike", strays.any_number, _MEANT, alike),
    Kind("the same, quoted without its unit", strays.cut_quote, _MEANT),
    Kind("any number for silence", strays.for_silence, _MEANT),
    Kind("wrong row of the matrix", cells.wrong_row, _MEANT),
    Kind("wrong column of the matrix", cells.wrong_column, _MEANT),
    Kind("wrong cell of a form", cells.wrong_cell, _MEANT),
    Kind("another cell of the row", cells.other_cell_of_row, _MEANT),
    Kind("any cell for any other", cells.any_cell, _MEANT),
    Kind("总计, 其他: row for column", cells.same_name, _MEANT),
    Kind("any figure of a row for anything", cells.any_row, _MEANT),
    Kind("said to be empty, by another row", cells.empty_elsewhere, _MEANT),
    Kind("zero for silence", silence.zero_for_silence, _MEANT),
    Kind("zero for a blank", silence.zero_for_blank, _MEANT),
    Kind("zero by a denial of something else", silence.wide_denial, _MEANT),
    Kind("number for a blank", silence.number_for_blank, _MEANT),
    Kind("blank for a number", silence.blank_for_number, _MEANT, misstated),
    Kind("derived from nothing", silence.unfounded, _MEANT),
    Kind("what all are, said of anything", silence.any_inference, _MEANT),
    Kind("contradicts itself", silence.contradicted, _MEANT),
    Kind("left out", silence.left_out, _MEANT, omitted),
    Kind("doubled", silence.doubled, _MEANT, omitted),
)


@dataclass(frozen=True, slots=True)
class Board:
    """Counts for each kind, and of the same courts with nothing planted; it fills while they sit.

    `counts` holds the fates of a kind's errors by name, `alone` and `alone_silent` of them where
    the scanner says nothing of the indicator, and `disturbed` of `right` values not concerned.
    """

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    calm: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Board") -> None:
        """Take in what another board counts."""
        for name, counted in other.counts.items():
            self.counts.setdefault(name, Counter()).update(counted)
        self.calm.update(other.calm)


def planted(counted: Counter[str]) -> int:
    """How many errors of a kind were planted."""
    return sum(counted[fate.value] for fate in Fate)


def silent(counted: Counter[str]) -> int:
    """How many of them ended with a verdict that is trusted."""
    return counted[Fate.CONFIRMED.value] + counted[Fate.SUPPORTED.value]


@dataclass(frozen=True, slots=True)
class Slip:
    """A planted error that ended silent, in words: for those who mend checks."""

    document: str
    kind: str
    indicator: str
    number: str
    quote: str
    fate: str


def run(folder: Path, split: str, jobs: int) -> tuple[Board, tuple[Slip, ...]]:
    """The whole bench over one half; the same seed plants the same errors."""
    fixtures = load(folder, (split,))
    board, slips = Board(), []
    with ProcessPoolExecutor(jobs) as pool:
        for each, slipped in pool.map(examined, fixtures):
            board.add(each)
            slips.extend(slipped)
    return board, tuple(slips)


def examined(fixture: Fixture, kinds: Sequence[Kind] = KINDS) -> tuple[Board, list[Slip]]:
    """One report with every kind of error."""
    prepared = Case(fixture)
    board, slips = Board(), []
    for names, found in ((("alarms", "right"), alarms), (("trusted", "lone"), alone)):
        board.calm.update(dict(zip(names, found(prepared), strict=True)))
    board.calm["documents"] += 1
    for kind in kinds:
        random = Random(f"{SEED} {fixture.name} {kind.name}")
        counted = board.counts.setdefault(kind.name, Counter())
        for error in _chosen(kind, prepared, random):
            outcome = kind.judge(prepared, error)
            if outcome is None:
                continue
            counted.update(_counted(outcome))
            if outcome.fate in _SILENT:
                slips.append(_slip(fixture, kind, error, outcome))
    return board, slips


def _counted(outcome: Outcome) -> dict[str, int]:
    return {
        outcome.fate.value: 1,
        "alone": outcome.alone,
        "alone_silent": outcome.alone and outcome.fate in _SILENT,
        "disturbed": outcome.disturbed,
        "right": outcome.right,
    }


def _chosen(kind: Kind, prepared: Case, random: Random) -> list[Planted]:
    every = list(kind.plant(prepared, random))
    return every if len(every) <= _EACH else random.sample(every, _EACH)


def _slip(fixture: Fixture, kind: Kind, error: Planted, outcome: Outcome) -> Slip:
    wrong = error.wrong
    number = f"{wrong.number}{wrong.unit}"
    return Slip(fixture.name, kind.name, wrong.indicator, number, wrong.quote, outcome.fate.value)
