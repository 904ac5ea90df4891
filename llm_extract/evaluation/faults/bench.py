"""Every kind of error, planted one at a time in every labelled report."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from llm_extract.evaluation.faults import cells, digits, quotes, silence, swaps
from llm_extract.evaluation.faults.case import Case, case
from llm_extract.evaluation.faults.planting import Planted
from llm_extract.evaluation.faults.trial import Fate, Outcome, alarms, alone, omitted, tried
from llm_extract.evaluation.labels import Fixture, load

SEED = 20240607
_EACH = 12  # errors of one kind in one report

Plant = Callable[[Case, Random], Iterator[Planted]]
Try = Callable[[Case, Planted], Outcome | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of being wrong; at most one in `bar` may end silent."""

    name: str
    plant: Plant
    bar: int
    judge: Try = tried


_LITERAL, _MEANT = 200, 20
KINDS = (
    Kind("wrong digit", digits.wrong_digit, _LITERAL),
    Kind("digits swapped", digits.digits_swapped, _LITERAL),
    Kind("万 dropped or added", digits.ten_thousand, _LITERAL),
    Kind("unit changed", digits.unit_changed, _LITERAL),
    Kind("invented number, true quote", digits.invented_number, _LITERAL),
    Kind("right number, another clause", quotes.another_clause, _LITERAL),
    Kind("invented quote", quotes.invented_quote, _LITERAL),
    Kind("the neighbour's number", swaps.neighbour, _MEANT),
    Kind("a part for the total", swaps.part_for_total, _MEANT),
    Kind("another year, cumulative", swaps.another_year, _MEANT),
    Kind("look-alike", swaps.look_alike, _MEANT),
    Kind("wrong row of the matrix", cells.wrong_row, _MEANT),
    Kind("wrong column of the matrix", cells.wrong_column, _MEANT),
    Kind("wrong cell of a form", cells.wrong_cell, _MEANT),
    Kind("zero for silence", silence.zero_for_silence, _MEANT),
    Kind("zero for a blank", silence.zero_for_blank, _MEANT),
    Kind("left out", silence.left_out, _MEANT, omitted),
    Kind("doubled", silence.doubled, _MEANT, omitted),
)


@dataclass(slots=True)
class Tally:
    """What became of the errors of one kind."""

    fates: Counter[str] = field(default_factory=Counter)
    alone: int = 0  # of them, those of indicators the scanner says nothing of
    alone_silent: int = 0
    disturbed: int = 0
    right: int = 0

    def count(self, outcome: Outcome) -> None:
        silent = outcome.fate in (Fate.CONFIRMED, Fate.SUPPORTED)
        self.fates[outcome.fate.value] += 1
        self.alone += outcome.alone
        self.alone_silent += outcome.alone and silent
        self.disturbed += outcome.disturbed
        self.right += outcome.right

    @property
    def planted(self) -> int:
        return self.fates.total()

    @property
    def silent(self) -> int:
        return self.fates[Fate.CONFIRMED.value] + self.fates[Fate.SUPPORTED.value]


@dataclass(slots=True)
class Board:
    """All tallies of one half of the labelled reports, and the same court with nothing planted."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    alarms: int = 0
    right: int = 0
    lone_trusted: int = 0
    lone: int = 0
    documents: int = 0

    def add(self, other: "Board") -> None:
        """Take in what another board counts."""
        for name, tally in other.tallies.items():
            mine = self.tallies.setdefault(name, Tally())
            mine.fates.update(tally.fates)
            for each in ("alone", "alone_silent", "disturbed", "right"):
                setattr(mine, each, getattr(mine, each) + getattr(tally, each))
        for each in ("alarms", "right", "lone_trusted", "lone", "documents"):
            setattr(self, each, getattr(self, each) + getattr(other, each))


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
    prepared = case(fixture)
    board, slips = Board(documents=1), []
    board.alarms, board.right = alarms(prepared)
    board.lone_trusted, board.lone = alone(prepared)
    for kind in kinds:
        random = Random(f"{SEED} {fixture.name} {kind.name}")
        tally = board.tallies.setdefault(kind.name, Tally())
        for planted in _chosen(kind, prepared, random):
            outcome = kind.judge(prepared, planted)
            if outcome is None:
                continue
            tally.count(outcome)
            if outcome.fate in (Fate.CONFIRMED, Fate.SUPPORTED):
                slips.append(_slip(fixture, kind, planted, outcome))
    return board, slips


def _chosen(kind: Kind, prepared: Case, random: Random) -> list[Planted]:
    every = list(kind.plant(prepared, random))
    return every if len(every) <= _EACH else random.sample(every, _EACH)


def _slip(fixture: Fixture, kind: Kind, planted: Planted, outcome: Outcome) -> Slip:
    wrong = planted.wrong
    number = f"{wrong.number}{wrong.unit}"
    return Slip(fixture.name, kind.name, wrong.indicator, number, wrong.quote, outcome.fate.value)
