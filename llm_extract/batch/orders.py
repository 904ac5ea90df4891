"""What is to be done: documents, how all of them are extracted, and what comes of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from llm_extract.config import Settings
from llm_extract.errors import ExtractError
from llm_extract.records import Report, Run

STDIN = "-"
RULES = frozenset({"", "rules"})


@dataclass(frozen=True, slots=True)
class Order:
    """One document to extract, or why there is none: `fault` says what was found and would do.

    `digest` is of all that decides on the result beside the document's content.
    """

    source: str
    fault: str = ""
    digest: str = ""
    manifest: Mapping[str, object] | None = None  # what the user says of it
    place: str = ""  # where it is read, if not under the name of its source


@dataclass(frozen=True, slots=True)
class Recipe:
    """How every document is extracted: all that a worker needs to know."""

    settings: Settings
    only: tuple[str, ...] = ()  # globs of indicators
    with_text: bool = False
    replay: Path | None = None
    form: str = ""  # the format of finished bytes; "" leaves reports as they are
    schema: str = ""  # where a catalogue of the user's own comes from; "" is the house's
    run: str = ""  # a name that no other run has
    shared: str = ""  # the run whose limits several processes share; "" where there is but one

    @property
    def asks_models(self) -> bool:
        """Whether anybody but the rules is to be heard."""
        return not {name.strip() for name in self.settings.provider.split(",")} <= RULES

    @property
    def by_mail(self) -> bool:
        """Whether questions go by a batch service first."""
        return self.settings.extract.transport == "batch" and self.replay is None


@dataclass(frozen=True, slots=True)
class Finished:
    """A document that was extracted: its report, or the bytes of it in the recipe's form."""

    source: str
    made: Report | bytes
    run: Run


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that was not: a fault, with the traceback if unexpected.

    `end` is the error where it ends the run. `sha256` is of the content, "" where it could not be
    read; `digest` is the order's.
    """

    source: str
    fault: str
    trace: str = ""
    end: ExtractError | None = None
    sha256: str = ""
    digest: str = ""


Outcome = Finished | Failed
