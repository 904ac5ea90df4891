"""Labelled reports: what a careful reader found in a document, as `labels.toml` beside it says."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from llm_extract.errors import ConfigError
from llm_extract.records import Approximation, Place, State

FILE = "labels.toml"

_Number = Annotated[Decimal, Field(allow_inf_nan=False)]
_Words = Annotated[str, Field(min_length=1)]
_VALUELESS = {State.BLANK, State.NOT_APPLICABLE, State.UNRECOVERABLE}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Meta(_Part):
    """Whose report it is; `source` names the report's file, `split` the half it belongs to."""

    source: str
    year: int | None = None
    agency: str = ""
    period: tuple[date, date] | None = None
    form: str = ""  # "2014"; "" where there is no official form
    script: Literal["simplified", "traditional"] = "simplified"
    split: str = ""
    reader: str = ""  # of a reading that is held against another: who made it


class Observation(_Part):
    """One place that states an indicator. `value` is in `unit`; a cell without number has none."""

    indicator: str
    value: _Number | None = None
    unit: str = ""
    state: State = State.REPORTED
    approximation: Approximation = Approximation.EXACT
    place: Place = Place.NARRATIVE
    quote: _Words
    accept: tuple[_Number, ...] = ()  # other values that a careful reader may give
    accept_indicator: tuple[str, ...] = ()  # neighbours that it may be filed under
    optional: bool = False

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """Every value that is right here; None stands for a cell without a number."""
        return (self.value, *self.accept)

    @property
    def is_coherent(self) -> bool:
        """A number stands where the state has one, and nowhere else."""
        return (self.value is None) == (self.state in _VALUELESS)


class Conflict(_Part):
    """Places that contradict each other."""

    indicators: Annotated[tuple[str, ...], Field(min_length=1)]
    quotes: tuple[_Words, ...]
    why: str = ""


class FailedIdentity(_Part):
    """A sum of the form that does not hold; `where` names the row, column or block."""

    identity: str
    where: str = ""
    left: _Number | None = None
    right: _Number | None = None
    why: str = ""


class Trap(_Part):
    """A number that must not become a value of the indicator."""

    quote: _Words
    number: str
    must_not_be: str
    why: str = ""


class Labels(_Part):
    """All that a careful reader found; `not_zero` names indicators the report is silent on."""

    meta: Meta
    not_zero: tuple[str, ...] = ()
    observation: tuple[Observation, ...] = ()
    conflict: tuple[Conflict, ...] = ()
    identity_failed: tuple[FailedIdentity, ...] = ()
    trap: tuple[Trap, ...] = ()


@dataclass(frozen=True, slots=True)
class Fixture:
    """One labelled report; `digest` is of the label file's bytes."""

    name: str
    folder: Path
    labels: Labels
    digest: str

    @property
    def source(self) -> Path:
        return self.folder / self.labels.meta.source


def load(folder: Path, splits: tuple[str, ...] = (), file: str = FILE) -> tuple[Fixture, ...]:
    """The labelled reports under a folder by name; only those of `splits` where any is given.

    All faults of all files stand in the one ConfigError.
    """
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; --labels names a folder of labelled reports")
    found = sorted(path for path in folder.glob(f"*/{file}") if path.parent.name[0] != ".")
    if not found and (folder / file).is_file():
        found = [folder / file]
    faults: list[str] = []
    fixtures = [fixture for path in found if (fixture := _read(path, faults))]
    if faults:
        raise ConfigError("\n".join(["the labels have faults:", *(f"  {f}" for f in faults)]))
    chosen = tuple(f for f in fixtures if not splits or f.labels.meta.split in splits)
    if not chosen:
        wanted = f" of {', '.join(splits)}" if splits else ""
        raise ConfigError(f"{folder}: no labelled report{wanted}; looked for */{file}")
    return chosen


def _read(path: Path, faults: list[str]) -> Fixture | None:
    raw = path.read_bytes()
    try:
        tree = tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
        labels = Labels.model_validate(tree)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{path}: not valid TOML in UTF-8: {error}")
        return None
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            place = ".".join(str(part) for part in fault["loc"])
            faults.append(f"{path}: {place}: {fault['msg']}, found {fault['input']!r}"[:300])
        return None
    fixture = Fixture(path.parent.name, path.parent, labels, hashlib.sha256(raw).hexdigest())
    if not fixture.source.is_file():
        faults.append(f"{path}: meta.source: no file {labels.meta.source!r} beside it")
        return None
    return fixture
