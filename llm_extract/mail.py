"""What was sent to a batch service and has not come back yet: kept on disk, so that a run that is
killed at any point goes on waiting and sends nothing twice.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from llm_extract.errors import ConfigError

Paid = tuple[int | None, int | None, Decimal | None]  # tokens of question and answer, cost

_FOLDER, _FILE = "batches", "mail.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS parts (
    name TEXT PRIMARY KEY, place TEXT NOT NULL, requests INTEGER NOT NULL,
    file TEXT NOT NULL DEFAULT '', batch TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS sent (
    digest TEXT PRIMARY KEY, part TEXT NOT NULL, most TEXT NOT NULL,
    arrived INTEGER NOT NULL DEFAULT 0, input INTEGER, output INTEGER, cost TEXT);
CREATE INDEX IF NOT EXISTS sent_part ON sent (part);
CREATE TABLE IF NOT EXISTS spent_files (file TEXT PRIMARY KEY, place TEXT NOT NULL);
"""
_SEALED = "INSERT INTO parts (name, place, requests) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Part:
    """One input file of requests to the provider at `place`, and how far it has come.

    `file` and `batch` are what the service calls them, "" before it was told.
    """

    name: str
    place: str
    requests: int
    file: str = ""
    batch: str = ""


class Mail:
    """The parts of one cache directory. One process has it at a time."""

    def __init__(self, cache_dir: str) -> None:
        self.folder = Path(cache_dir).expanduser() / _FOLDER
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                self.folder / _FILE, timeout=2, isolation_level=None, check_same_thread=False
            )
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            with self._step():
                for table in filter(str.strip, _TABLES.split(";")):
                    self._database.execute(table)
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from None
        self._clear_away()

    @classmethod
    def waiting(cls, cache_dir: str) -> "Mail | None":
        """The mail of a directory, if any was ever sent from there."""
        there = (Path(cache_dir).expanduser() / _FOLDER / _FILE).is_file()
        return cls(cache_dir) if there else None

    def path(self, part: str) -> Path:
        """Where the requests of a part stand until their answers are here."""
        return self.folder / f"{part}.jsonl"

    def parts(self) -> list[Part]:
        """What is still out, oldest first."""
        rows = self._database.execute("SELECT name, place, requests, file, batch FROM parts")
        return [Part(*row) for row in rows.fetchall()]

    @contextmanager
    def drafting(self, place: str) -> Iterator["Draft"]:
        """A part that is out when the block ends well, or was never there."""
        draft = Draft(_name(), self._database)
        path = self.path(draft.name)
        with self._step():
            with self._writing(path) as draft.file:
                yield draft
            if draft.requests:
                self._database.execute(_SEALED, (draft.name, place, draft.requests))
        if not draft.requests:
            path.unlink(missing_ok=True)

    def knows(self, digest: str) -> bool:
        """Whether this request is out, or its answer has come and nobody has told of it yet."""
        query = "SELECT 1 FROM sent WHERE digest = ?"
        return self._database.execute(query, (digest,)).fetchone() is not None

    def awaits(self, digest: str, part: str) -> bool:
        """Whether this request of a part has no answer yet."""
        query = "SELECT 1 FROM sent WHERE digest = ? AND part = ? AND NOT arrived"
        return self._database.execute(query, (digest, part)).fetchone() is not None

    def moved(self, part: Part) -> None:
        """Keep what the service calls the file and the batch."""
        with self._step():
            self._database.execute(
                "UPDATE parts SET file = ?, batch = ? WHERE name = ?",
                (part.file, part.batch, part.name),
            )

    def cut(self, part: Part) -> None:
        """Two parts in the place of one whose requests are not out, with half of them each."""
        halves = part.requests // 2, part.requests - part.requests // 2
        with self._step(), self.path(part.name).open("rb") as file:
            for requests in halves:
                name = _name()
                with self._writing(self.path(name)) as half:
                    for line in islice(file, requests):
                        half.write(line)
                        row = (name, json.loads(line)["custom_id"])
                        self._database.execute("UPDATE sent SET part = ? WHERE digest = ?", row)
                self._database.execute(_SEALED, (name, part.place, requests))
            self._over(part)
        self.path(part.name).unlink(missing_ok=True)

    def reserved(self, part: str) -> Decimal:
        """The most that the requests of a part may cost, as far as anybody knows."""
        rows = self._database.execute("SELECT most FROM sent WHERE part = ?", (part,)).fetchall()
        return sum((Decimal(most) for (most,) in rows if most), Decimal(0))

    @contextmanager
    def collecting(self, part: Part, files: Iterable[str]) -> Iterator[None]:
        """The part is over when the block ends; what did not arrive in it is forgotten.

        Its files at the service, of answers as well, are `spent` from then on.
        """
        with self._step():
            yield
            query = "DELETE FROM sent WHERE part = ? AND NOT arrived"
            self._database.execute(query, (part.name,))
            self._over(part, *files)
        self.path(part.name).unlink(missing_ok=True)

    def _over(self, part: Part, *files: str) -> None:
        self._database.execute("DELETE FROM parts WHERE name = ?", (part.name,))
        rows = [(file, part.place) for file in (part.file, *files) if file]
        self._database.executemany("INSERT OR IGNORE INTO spent_files VALUES (?, ?)", rows)

    def spent(self, place: str) -> list[str]:
        """Files at a service of which nothing is needed any more."""
        query = "SELECT file FROM spent_files WHERE place = ?"
        return [file for (file,) in self._database.execute(query, (place,)).fetchall()]

    def deleted(self, file: str) -> None:
        """A spent file is no more."""
        with self._step():
            self._database.execute("DELETE FROM spent_files WHERE file = ?", (file,))

    def arrived(self, digest: str, paid: Paid) -> Decimal:
        """Keep what an answer cost; what it counts: the cost, or the most it may have been."""
        asked, answered, cost = paid
        self._database.execute(
            "UPDATE sent SET arrived = 1, input = ?, output = ?, cost = ? WHERE digest = ?",
            (asked, answered, None if cost is None else str(cost), digest),
        )
        if cost is not None:
            return cost
        query = "SELECT most FROM sent WHERE digest = ?"
        found = self._database.execute(query, (digest,)).fetchone()
        return Decimal(found[0]) if found and found[0] else Decimal(0)

    def taken(self, digest: str) -> Paid | None:
        """What an answer cost that came by mail, told once; None for any other."""
        query = "SELECT input, output, cost FROM sent WHERE digest = ? AND arrived"
        found = self._database.execute(query, (digest,)).fetchone()
        if found is None:
            return None
        self._database.execute("DELETE FROM sent WHERE digest = ?", (digest,))
        asked, answered, cost = found
        return asked, answered, None if cost is None else Decimal(cost)

    def close(self) -> None:
        """Leave it to other processes."""
        self._database.close()

    @contextmanager
    def _step(self) -> Iterator[None]:
        try:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    @contextmanager
    def _writing(self, path: Path) -> Iterator[BinaryIO]:
        """A file that is on the disk when the block ends."""
        try:
            with path.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._unusable(error) from None

    def _clear_away(self) -> None:
        """Files of parts that a killed run never sealed."""
        known = {self.path(part.name) for part in self.parts()}
        for path in self.folder.glob("*.jsonl"):
            if path not in known:
                path.unlink(missing_ok=True)

    def _unusable(self, error: Exception) -> ConfigError:
        return ConfigError(
            f"{self.folder}: batches cannot be kept there ({error}); if another run waits for "
            f"them, let it, else name another directory by --cache-dir"
        )


def _name() -> str:
    """Of a part, which no other has, at the service either."""
    return f"llm-extract-{uuid4().hex}"


class Draft:
    """A part while it is written."""

    file: BinaryIO

    def __init__(self, name: str, database: sqlite3.Connection) -> None:
        self.name = name
        self.requests = 0
        self.bytes = 0
        self._database = database

    def add(self, digest: str, line: bytes, most: Decimal | None) -> None:
        """One request, its line of the input file, and the most it may cost."""
        row = (digest, self.name, "" if most is None else str(most))
        self._database.execute("INSERT INTO sent (digest, part, most) VALUES (?, ?, ?)", row)
        self.file.write(line)
        self.requests += 1
        self.bytes += len(line)
