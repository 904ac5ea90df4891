"""A file of lines that grows by one as each document is finished, and is tidied at the end."""

import os
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from operator import eq
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
        self._untidy = False  # whether lines that do not stand are in between
        self._grown = False
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
        self._file.add(line)
        self._grown = True

    def commit(self) -> None:
        """All that was added is on the disk when this returns."""
        self._file.commit()

    def tidy(self, sources: Collection[str]) -> None:
        """Only lines that stand, in the order of the sources, those of other documents last."""
        self.commit()
        if not self._grown and not self._untidy and self._is_ordered(sources):
            return
        places = self._places()
        if not _is_in_place(_ordered(places, sources), self.path.stat().st_size):
            with disk.told(self.path):
                disk.replace(self.path, self._copied(_ordered(places, sources)))

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
                    self._untidy |= known.source in self._known
                    self._known[known.source] = known
                elif line.endswith(b"\n") or not lines.is_torn(line):
                    self._check(line, number)
                    self._untidy = True
                if known is not None or line.endswith(b"\n"):
                    end += len(line)
        if line and not line.endswith(b"\n"):
            self._mend(end, whole=end == self.path.stat().st_size)

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

    def _is_ordered(self, sources: Collection[str]) -> bool:
        present = (source for source in sources if source in self._known)
        rest = (source for source in self._known if source not in sources)
        return all(map(eq, chain(present, rest), self._known))

    def _places(self) -> Spilled[list[Place]]:
        """The lines that stand for each document: one, but in old files."""
        places: Spilled[list[Place]] = Spilled()
        for line in lines.standing(self.path):
            if line.known is not None:
                place = line.start, len(line.raw)
                places[line.known.source] = [*places.get(line.known.source, ()), place]
        return places

    def _copied(self, places: Iterable[Place]) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            for start, length in places:
                file.seek(start)
                yield file.read(length)


def _ordered(places: Spilled[list[Place]], sources: Collection[str]) -> Iterator[Place]:
    """The places of the sources, then those of other documents."""
    for source in sources:
        yield from places.get(source, ())
    for source, others in places.items():
        if source not in sources:
            yield from others


def _is_in_place(places: Iterable[Place], size: int) -> bool:
    """Whether they are a file of that size as they stand."""
    end = 0
    for start, length in places:
        if start != end:
            return False
        end += length
    return end == size
