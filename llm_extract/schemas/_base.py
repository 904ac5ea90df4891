"""How an indicator is declared: once, with all that prompt, scan, checks and eval need of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from llm_extract.records import State, Topic

_WITH_NUMBER = {State.REPORTED, State.DERIVED, State.ZERO_BY_NEGATION}


class Kind(StrEnum):
    COUNT = "count"
    MONEY = "money"
    RATIO = "ratio"
    TEXT = "text"  # a list of quotes without numbers


class Stated(BaseModel):
    """One value of one indicator, in the indicator's unit; a state without a number has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    state: State = State.NOT_MENTIONED
    value: Decimal | None = Field(default=None, allow_inf_nan=False)

    @model_validator(mode="after")
    def _missing_is_not_zero(self) -> Self:
        if self.value is not None and self.state not in _WITH_NUMBER:
            raise ValueError(f"state {self.state} carries no number, found {self.value}")
        return self


@dataclass(frozen=True, slots=True)
class Cue:
    """How prose states an indicator. All patterns see folded text without spaces and brackets.

    `subject` is searched left of the number and may be separated from it by at most `gap`
    characters; `after` is matched right behind the number's unit (18个专栏). `unless` is searched
    in the whole clause and refuses.
    """

    subject: str = ""
    after: str = ""
    either: bool = False  # the subject may also stand behind the number: 12宗为网上申请
    gap: int = 6
    unless: str = ""
    against: str = ""  # searched in all that the window shows left of the number; refuses too
    units: tuple[str, ...] = ()  # instead of the indicator's own
    topics: tuple[str, ...] = ()  # only where sentence or section speak of one of these
    since: int = 0  # first and last report year in which the wording means this indicator
    until: int = 9999


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is known of an indicator; `id` is `group.field`."""

    id: str
    label: str
    unit: str
    kind: Kind
    units: tuple[str, ...]  # written units that it may be counted in, canonical spelling
    aliases: tuple[str, ...] = ()  # other printed labels of the official form, simplified
    cues: tuple[Cue, ...] = ()
    none: str = ""  # what a negation must name for this indicator to be zero
    stock: bool = False  # counted at a date, like staff or followers, not over the year
    other_year: bool = False  # speaks of another year by its nature: 上年结转
    home: frozenset[Topic] = frozenset()  # the sections on its own topic
    about: str = ""  # the same of its group
    words: str = (
        ""  # a sentence that has none of these, nor what stands over it, says nothing of it
    )
    as_written: bool = False  # its values keep the unit that is written
    alien: str = ""  # words in a number's clause that make it another's, whoever claims it
    core: str = ""  # what a sentence must have to be trusted with it, where no cue reads it
    description: str = ""  # what else a model is told of it
    strict: bool = False  # a bare number is never taken to be in its unit unless the text says so


class IndicatorGroup(BaseModel):
    """The indicators of one topic. A field is an indicator, its name the second half of the id."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    group: ClassVar[str]
    home: ClassVar[frozenset[Topic]] = frozenset()
    words: ClassVar[str] = ""  # the same for the whole group

    @classmethod
    def indicators(cls) -> Iterator[Indicator]:
        for name, field in cls.model_fields.items():
            for mark in field.metadata:
                if isinstance(mark, Indicator):
                    yield replace(mark, id=f"{cls.group}.{name}", home=cls.home, about=cls.words)


def indicator(
    label: str,
    unit: str,
    units: str = "",
    *cues: Cue,
    aliases: str = "",
    **more: Any,
) -> Any:
    """Declare one indicator. `units` and `aliases` are words separated by blanks.

    The cues ride as metadata, so that they can never reach a prompt.
    """
    kind = {"万元": Kind.MONEY, "元": Kind.MONEY, "%": Kind.RATIO, "": Kind.TEXT}.get(
        unit, Kind.COUNT
    )
    accepted = tuple(dict.fromkeys([unit, *units.split()]))
    mark = Indicator("", label, unit, kind, accepted, tuple(aliases.split()), cues, **more)
    field = cast(
        FieldInfo,
        Field(default=Stated(), title=label, description=f"{label}（{unit}）"),
    )
    field.metadata.append(mark)
    return field
