"""Where the results of a run are kept, opened for one run alone once it is sure there is room."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from llm_extract.batch import disk
from llm_extract.batch.failures import SUFFIX, Failures
from llm_extract.batch.folder import Folder
from llm_extract.batch.journal import Journal
from llm_extract.batch.lines import Known


class Results(Protocol):
    """Finished documents: nothing that was added is lost, whatever ends the run."""

    form: str

    @property
    def repaired(self) -> bool:
        """Whether something torn was taken away."""

    def known(self, source: str) -> Known | None:
        """What is there of a document."""

    def others(self, sources: Collection[str]) -> int:
        """How many documents are there that are not among these."""

    def add(self, source: str, line: bytes) -> None:
        """Keep a finished document in the place of what was there of it."""

    def commit(self) -> None:
        """All that was added survives a power cut when this returns."""

    def tidy(self, sources: Collection[str]) -> None:
        """Leave what stands alone, in the order of the sources."""

    def close(self) -> None:
        """Let go of files."""


@contextmanager
def opened(path: Path, *, folder: bool) -> Iterator[tuple[Results, Failures]]:
    """Results and failures of a run, for as long as the block lasts.

    A ConfigError where they cannot be written, or where another run is at it.
    """
    beside = path.parent
    if folder:
        with disk.told(path):
            path.mkdir(exist_ok=True)
    disk.check_room(path if folder else beside)
    with disk.locked(beside / f".{path.name}.lock"):
        results: Results = Folder(path) if folder else Journal(path)
        failures = Failures(beside / f"{path.name}{SUFFIX}")
        try:
            yield results, failures
        finally:
            results.close()
            failures.close()
