"""What became of each indicator of a document when its result was held against its labels."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from llm_extract.records import Approximation, Span, State, Verdict
from llm_extract.schemas.result import RunPart


class Kind(StrEnum):
    """The five outcomes, and the error of a document that came to nothing."""

    CORRECT = "correct"
    WRONG = "wrong"  # a value, but not the one that the report states
    MISSED = "missed"
    INVENTED = "invented"  # a value of an indicator that the report does not state
    CORRECT_ABSENT = "correct_absent"  # rightly nothing, where labels say that nothing is stated
    ERROR = "error"


MISSES = frozenset({Kind.WRONG, Kind.MISSED, Kind.INVENTED, Kind.ERROR})
TRUSTED = frozenset({Verdict.CONFIRMED, Verdict.SUPPORTED})


@dataclass(frozen=True, slots=True)
class Answer:
    """A value as labelled or as given, with the place it comes from."""

    value: Decimal | None
    unit: str
    state: State
    approximation: Approximation
    quote: str
    span: Span | None  # None where the quote stands nowhere
    verdict: Verdict | None = None  # None for labels


@dataclass(frozen=True, slots=True)
class Outcome:
    """One indicator of one document. A flag is None where there is nothing to hold it against."""

    document: str
    indicator: str
    group: str  # the first part of the identifier
    topic: str  # of the section, as its heading says
    form: str  # "" where the report has no official form
    script: str
    split: str
    place: str  # "table", "narrative"; "" where nothing is stated
    kind: Kind
    expected: Answer | None = None
    got: Answer | None = None
    state_right: bool | None = None
    unit_right: bool | None = None
    approximation_right: bool | None = None
    offsets_right: bool | None = None
    conflict: bool = False  # the labels say that places contradict each other

    @property
    def is_silent(self) -> bool:
        """Not right, and nothing told the reader so."""
        trusted = self.got is not None and self.got.verdict in TRUSTED
        return trusted and self.kind in (Kind.WRONG, Kind.INVENTED)


@dataclass(frozen=True, slots=True)
class Places:
    """Statement by statement: labelled places, those found, and statements that no label has."""

    labelled: int = 0
    found: int = 0
    made: int = 0
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A conflict or a failed sum that the labels declare, and whether a finding tells of it."""

    what: str  # "conflict" or "identity"
    indicators: tuple[str, ...]
    detected: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: every outcome, and what is counted beyond values."""

    document: str
    split: str
    text: str
    outcomes: tuple[Outcome, ...]
    places: Places = Places()
    contradictions: tuple[Contradiction, ...] = ()
    disputed: int = 0  # values with that verdict
    false_alarms: int = 0  # those of them that no label calls contradictory
    traps: int = 0
    taken: int = 0  # traps that some statement fell into
    described: tuple[tuple[str, bool], ...] = ()  # "year", "agency", "period": right or not
    run: RunPart | None = None  # None where the document failed
    fault: str = ""


def group_of(indicator: str) -> str:
    """The topic that an identifier names: `request` of `request.received`."""
    return indicator.partition(".")[0]
