"""A file of lines that grows by one as each document is finished, and is tidied at the end."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from llm_extract.batch import disk, lines
from llm_extract.batch.lines import Known
from llm_extract.errors import ConfigError
from llm_extract.spilled import Spilled

Place = tuple[int, int]  # the first byte of a line and how many it has


class Journal:
    """The results of a run in one file, each line written in one piece.

    A line survives a kill as soon as `add` returns, a power cut as soon as `commit` does.
    """

    form = "jsonl"

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.repaired = False  # whether a torn last line was taken away
        self._known: Spilled[Known] = Spilled()
        self._places: Spilled[list[Place]] = Spilled()  # of lines that stand: one, but in old files
        self._file = disk.Growing(self.path)
        if self.path.exists():
            with disk.told(path):
                self._read()

    def known(self, source: str) -> Known | None:
        """What the file has of a document."""
        return self._known.get(source)

    def others(self, sources: Collection[str]) -> int:
        """How many documents of the file are not among these."""
        return sum(source not in sources for source in self._known)

    def add(self, source: str, line: bytes) -> None:
        """Write a finished document."""
        self._places[source] = [(self._file.add(line), len(line))]

    def commit(self) -> None:
        """All that was added is on the disk when this returns."""
        self._file.commit()

    def tidy(self, sources: Collection[str]) -> None:
        """Only lines that stand, in the order of the sources, those of other documents last."""
        self.commit()
        if not self.path.exists() or self._is_in_place(sources):
            return
        with disk.told(self.path):
            disk.replace(self.path, self._copied(self._ordered(sources)))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _read(self) -> None:
        """Learn what is there; a torn last line goes, a whole one gets its end."""
        os.close(os.open(self.path, os.O_RDWR | os.O_APPEND))  # may it be written at all?
        end = number = 0
        line = b""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                known = lines.read(line)
                if known is not None:
                    self._note(known, (end, len(line.removesuffix(b"\n")) + 1))
                elif line.endswith(b"\n") or not lines.is_torn(line):
                    self._check(line, number)
                if known is not None or line.endswith(b"\n"):
                    end += len(line)
        if line and not line.endswith(b"\n"):
            self._mend(end, whole=end == self.path.stat().st_size)

    def _note(self, known: Known, place: Place) -> None:
        """A line that somebody was to continue takes the place of all before it."""
        before = [] if known.settings else self._places.get(known.source, [])
        self._places[known.source] = [*before, place]
        self._known[known.source] = known

    def _check(self, line: bytes, number: int) -> None:
        if line.strip() and not lines.is_torn(line):
            raise ConfigError(
                f"{self.path}:{number}: no result of extract, and nothing is written over it; "
                f"choose another -o"
            )

    def _mend(self, end: int, *, whole: bool) -> None:
        self.repaired = not whole
        number = os.open(self.path, os.O_WRONLY)
        try:
            os.ftruncate(number, end)
            if whole:
                os.pwrite(number, b"\n", end)
            os.fsync(number)
        finally:
            os.close(number)

    def _ordered(self, sources: Collection[str]) -> Iterator[Place]:
        """The lines of the sources, then those of other documents."""
        for source in sources:
            yield from self._places.get(source, ())
        for source, places in self._places.items():
            if source not in sources:
                yield from places

    def _is_in_place(self, sources: Collection[str]) -> bool:
        """Whether the lines that stand are the whole file as it is."""
        end = 0
        for start, length in self._ordered(sources):
            if start != end:
                return False
            end += length
        return end == self.path.stat().st_size

    def _copied(self, places: Iterable[Place]) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            for start, length in places:
                file.seek(start)
                yield file.read(length)
