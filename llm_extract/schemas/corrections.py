"""Corrections as the review page exports them and `review --apply` reads them."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from llm_extract.records import Approximation, State, Verdict
from llm_extract.schemas.result import Amount

FORMAT = "llm-extract corrections"
_NUMBERLESS = frozenset({State.BLANK, State.NOT_APPLICABLE, State.UNRECOVERABLE})
_Words = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Machine(_Part):
    """What the result said when the reviewer looked at it."""

    value: Amount | None
    unit: str
    state: State
    verdict: Verdict
    start: int
    end: int
    quote: str


class Told(_Part):
    """What the reviewer says the report states, and where; offsets count code points."""

    value: Amount | None
    unit: str
    state: State = State.REPORTED
    approximation: Approximation = Approximation.EXACT
    start: Annotated[int, Field(ge=0)]
    end: int
    quote: _Words

    @model_validator(mode="after")
    def _missing_is_not_zero(self) -> Self:
        if self.state is State.NOT_MENTIONED:
            raise ValueError("what is not mentioned has no place; withdraw it")
        if (self.value is None) != (self.state in _NUMBERLESS):
            raise ValueError(f"state {self.state} does not go with the value {self.value}")
        if self.state is State.ZERO_BY_NEGATION and self.value != 0:
            raise ValueError(f"a negation states zero, not {self.value}")
        return self


class Correction(_Part):
    """One indicator: accepted, changed, withdrawn as not stated, added or disputed; by whom."""

    action: Literal["accept", "change", "withdraw", "add", "dispute"]
    indicator: str
    who: _Words
    when: datetime
    machine: Machine | None = None
    to: Told | None = None
    note: str = ""

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if (self.machine is None) != (self.action == "add"):
            raise ValueError("`machine` is what the result said; only an added value has none")
        if (self.to is not None) != (self.action in ("add", "change")):
            raise ValueError("`to` is for what is added or changed")
        return self


class ReportCorrections(_Part):
    """The corrections of one report, known by the SHA-256 of its bytes."""

    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    source: str = ""
    corrections: tuple[Correction, ...] = ()


class Corrections(_Part):
    """A file of corrections."""

    format: Literal["llm-extract corrections"]
    version: Literal[1]
    reports: tuple[ReportCorrections, ...]


def read_corrections(tree: Any) -> Corrections:
    """The file's content with its types; pydantic's ValidationError if it is none."""
    return Corrections.model_validate(tree)
