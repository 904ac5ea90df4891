"""The result as it is stored and read back: the contract's keys with their types.

`rendering` writes it, `check` reads it, `schema show` prints it as a JSON Schema.
"""

import json
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from llm_extract.errors import ConfigError
from llm_extract.records import Approximation, Place, Rank, Severity, State, Verdict

_SHOWN = 5  # faults of a malformed result that are worth telling


def _a_number(found: object) -> object:
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal):
        raise ValueError(f"must be a number, found {found!r}")
    return found


Amount = Annotated[
    Decimal,
    Field(allow_inf_nan=False),
    BeforeValidator(_a_number),
    WithJsonSchema({"type": "number"}),
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class DocumentPart(_Part):
    """What was read. `characters` are Unicode code points; `text` comes with --with-text."""

    source: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    format: str
    characters: Annotated[int, Field(ge=0)]
    script: str
    forms: tuple[str, ...]
    text: str | None = None


class ReportPart(_Part):
    """Whose report it is and what it covers; null where the text does not say."""

    title: str | None
    agency: str | None
    region: str | None
    year: int | None
    period_start: date | None
    period_end: date | None
    published: date | None


class StatementPart(_Part):
    """One place that speaks of an indicator; start and end count code points of the text."""

    value: Amount | None
    unit: str
    place: Place
    section: str
    quote: str
    start: int
    end: int
    witness: str
    state: State | None = None
    rank: Rank | None = None


class ValuePart(_Part):
    """One indicator: the statement that speaks first, its verdict, and all statements."""

    indicator: str
    label: str
    value: Amount | None
    unit: str
    state: State
    approximation: Approximation
    low: Amount | None
    high: Amount | None
    place: Place
    section: str
    quote: str
    start: int
    end: int
    witnesses: tuple[str, ...]
    verdict: Verdict
    findings: tuple[str, ...]
    statements: Annotated[tuple[StatementPart, ...], Field(min_length=1)]


class FindingPart(_Part):
    """What a check saw, with both sides where it compared two."""

    id: str
    check: str
    severity: Severity
    indicators: tuple[str, ...]
    message: str
    left: Amount | str | None
    right: Amount | str | None
    delta: Amount | None
    spans: tuple[tuple[int, int], ...]


class UnclaimedPart(_Part):
    """A quantity of the text that no value claims; `subject` has the words that name it."""

    value: Amount | None
    unit: str
    quote: str
    start: int
    end: int
    subject: str = ""


class NumbersPart(_Part):
    """The accounts: every quantity of the text is claimed or unclaimed."""

    quantities: int
    claimed: int
    unclaimed: tuple[UnclaimedPart, ...]


class RunPart(_Part):
    """How the result came about; token counts are null where the server did not say."""

    provider: str
    model: str | None
    prompt_digest: str | None
    schema_digest: str | None
    calls: int
    cached: int
    failed: int
    input_tokens: int | None
    output_tokens: int | None
    cost: Amount | None
    gaps: tuple[dict[str, Any], ...]
    seconds: float
    version: str


class Result(_Part):
    """One document's result.

    `corrections` is what reviewers said of it, `manifest` what the user did, `settings_digest` what a run that goes on compares.
    """

    schema_version: Literal[1]
    document: DocumentPart
    report: ReportPart
    values: tuple[ValuePart, ...]
    findings: tuple[FindingPart, ...]
    numbers: NumbersPart
    run: RunPart
    corrections: tuple[dict[str, Any], ...] = ()
    manifest: dict[str, Any] | None = None
    settings_digest: str | None = None


def parsed(text: str | bytes, place: str) -> Any:
    """JSON with exact numbers; a ConfigError names the place of what is none."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{place}: not JSON: {error}; is it a result of extract?") from None


def validated(tree: Any, place: str) -> Result:
    """The result with its types; a ConfigError names the place and the first faults."""
    try:
        return Result.model_validate(tree)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        told = [f"{'.'.join(map(str, f['loc'])) or 'result'}: {f['msg']}" for f in faults[:_SHOWN]]
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        listed = "\n".join(f"  {line}" for line in chain(told, more))
        raise ConfigError(f"{place}: not a result of extract --format json:\n{listed}") from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
