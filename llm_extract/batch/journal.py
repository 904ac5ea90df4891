"""A file of lines that grows by one as each document is finished, and is tidied at the end."""

import os
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from operator import eq
from pathlib import Path

from llm_extract.batch import disk, lines
from llm_extract.batch.lines import Known
from llm_extract.errors import ConfigError


class Journal:
    """The results of a run in one file, each line written in one piece.

    A line survives a kill as soon as `add` returns, a power cut as soon as `commit` does.
    """

    form = "jsonl"

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.repaired = False  # whether a torn last line was taken away
        self._known: dict[str, Known] = {}
        self._untidy = False  # whether lines that do not stand are in between
        self._grown = False
        self._file = disk.Growing(self.path)
        if self.path.exists():
            with disk.told(path):
                self._read()

    def known(self, source: str) -> Known | None:
        """What the file has of a document."""
        return self._known.get(source)

    def others(self, sources: Sequence[str]) -> int:
        """How many documents of the file are not among these."""
        return len(self._known.keys() - set(sources))

    def add(self, source: str, line: bytes) -> None:
        """Write a finished document."""
        self._file.add(line)
        self._grown = True

    def commit(self) -> None:
        """All that was added is on the disk when this returns."""
        self._file.commit()

    def tidy(self, sources: Sequence[str]) -> None:
        """Only lines that stand, in the order of the sources, those of other documents last."""
        self.commit()
        if not self._grown and not self._untidy and self._is_ordered(sources):
            return
        places = self._places()
        wanted = [places.pop(source) for source in dict.fromkeys(sources) if source in places]
        ordered = [place for each in (*wanted, *places.values()) for place in each]
        ends = accumulate((length for _, length in ordered), initial=0)
        in_place = all(start == end for (start, _), end in zip(ordered, ends, strict=False))
        if not in_place or sum(length for _, length in ordered) < self.path.stat().st_size:
            with disk.told(self.path):
                disk.replace(self.path, self._copied(ordered))

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

    def _is_ordered(self, sources: Sequence[str]) -> bool:
        present = (source for source in dict.fromkeys(sources) if source in self._known)
        asked = set(sources)
        rest = (source for source in self._known if source not in asked)
        return all(map(eq, chain(present, rest), self._known))

    def _places(self) -> dict[str, list[tuple[int, int]]]:
        """Start and length of the lines that stand for each document: one, but in old files."""
        places: dict[str, list[tuple[int, int]]] = {}
        for line in lines.standing(self.path):
            if line.known is not None:
                places.setdefault(line.known.source, []).append((line.start, len(line.raw)))
        return places

    def _copied(self, places: Sequence[tuple[int, int]]) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            for start, length in places:
                file.seek(start)
                yield file.read(length)
