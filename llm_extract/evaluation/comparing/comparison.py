"""The comparison of two runs: pooled, by group, flip by flip."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from llm_extract.evaluation import statistics
from llm_extract.evaluation.comparing.meeting import Answer, Met, Outcome, documents, meet
from llm_extract.evaluation.statistics import Interval, Pair

AXES = ("group", "form", "script")
POWER = 0.8


@dataclass(frozen=True, slots=True)
class Flip:
    """An answer that one run has right and the other has not; `quote` is that of the label.

    Where nothing is stated, the quote is that of the invented value.
    """

    document: str
    indicator: str
    expected: Answer | None
    left_kind: str
    right_kind: str
    left: Answer | None
    right: Answer | None
    quote: str

    @property
    def is_gain(self) -> bool:
        """The right run is right."""
        return self.right_kind in ("correct", "correct_absent")


@dataclass(frozen=True, slots=True)
class Cut:
    """The same documents' answers of one kind, in both runs: right answers, flips and tests.

    `p` swaps the runs of whole documents; `mcnemar` takes each flip for a coin of its own, which
    flips of one document are not. Both adjusted by Holm over all cuts of a comparison.
    """

    axis: str  # "" for all answers
    name: str
    documents: int
    answers: int
    left_right: int  # of the left run, how many answers are right
    right_right: int
    gained: int
    lost: int
    difference: Interval  # accuracy of the right run less that of the left, as a share
    p: float
    mcnemar: float
    p_adjusted: float
    mcnemar_adjusted: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs over the same documents say of each other."""

    left: str
    right: str
    level: float
    whole: Cut
    cuts: tuple[Cut, ...]
    detectable: float | None  # smallest difference in accuracy seen with `POWER`; None: not any
    flips: tuple[Flip, ...]
    left_only: tuple[str, ...]  # documents that the other run lacks, left out
    right_only: tuple[str, ...]
    unmatched: int  # answers that only one run was judged on, left out


def compare(
    left: Iterable[Outcome],
    right: Iterable[Outcome],
    names: tuple[str, str] = ("left", "right"),
    level: float = 0.95,
    seed: int = 0,
) -> Comparison:
    """Two runs over the documents they share, or a ValueError where they share none."""
    meeting = meet(left, right)
    if not meeting.met:
        raise ValueError(f"{names[0]} and {names[1]} share no document: nothing to compare")
    pairs = [_pair(each) for each in documents(meeting.met)]
    return Comparison(
        *names,
        level=level,
        whole=_cut("", "all", meeting.met, level, seed),
        cuts=_adjusted([_cut(*each, level, seed) for each in _groups(meeting.met)]),
        detectable=statistics.detectable_difference(pairs, POWER, 1 - level, seed),
        flips=tuple(_flip(each) for each in meeting.met if each.turn),
        left_only=meeting.left_only,
        right_only=meeting.right_only,
        unmatched=meeting.unmatched,
    )


def _groups(met: Sequence[Met]) -> list[tuple[str, str, list[Met]]]:
    """The answers by each axis that tells any apart."""
    found: list[tuple[str, str, list[Met]]] = []
    for axis in AXES:
        parts: dict[str, list[Met]] = defaultdict(list)
        for each in met:
            parts[str(getattr(each.asked, axis)) or "none"].append(each)
        if len(parts) > 1:
            found += [(axis, name, part) for name, part in sorted(parts.items())]
    return found


def _cut(axis: str, name: str, met: Sequence[Met], level: float, seed: int) -> Cut:
    by_document = documents(met)
    left, right = ([_share(each, side) for each in by_document] for side in (0, 1))
    found = statistics.paired_difference(left, right, seed, level)
    gained, lost = (sum(each.turn == turn for each in met) for turn in (1, -1))
    flat = statistics.mcnemar(gained, lost)
    return Cut(
        axis=axis,
        name=name,
        documents=len(by_document),
        answers=len(met),
        left_right=sum(above for above, _ in left),
        right_right=sum(above for above, _ in right),
        gained=gained,
        lost=lost,
        difference=found.interval,
        p=found.p,
        mcnemar=flat,
        p_adjusted=found.p,
        mcnemar_adjusted=flat,
    )


def _adjusted(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    by_documents = statistics.holm([cut.p for cut in cuts])
    by_flips = statistics.holm([cut.mcnemar for cut in cuts])
    return tuple(
        replace(cut, p_adjusted=p, mcnemar_adjusted=flat)
        for cut, p, flat in zip(cuts, by_documents, by_flips, strict=True)
    )


def _share(met: Sequence[Met], side: int) -> tuple[int, int]:
    return sum(each.is_right[side] for each in met), len(met)


def _pair(met: Sequence[Met]) -> Pair:
    gained, lost = (sum(each.turn == turn for each in met) for turn in (1, -1))
    return Pair(gained, lost, len(met))


def _flip(met: Met) -> Flip:
    asked = met.asked
    shown = asked.expected or met.left or met.right
    return Flip(
        asked.document,
        asked.indicator,
        asked.expected,
        met.left_kind,
        met.right_kind,
        met.left,
        met.right,
        shown.quote if shown else "",
    )
