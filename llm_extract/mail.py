"""What was sent to a batch service and has not come back yet: kept on disk, so that a run that is
killed at any point goes on waiting and sends nothing twice.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
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
"""


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
        draft = Draft(f"llm-extract-{uuid4().hex}", self._database)
        path = self.path(draft.name)
        with self._step():
            try:
                with path.open("wb") as draft.file:
                    yield draft
                    draft.file.flush()
                    os.fsync(draft.file.fileno())
            except OSError as error:
                raise self._unusable(error) from None
            if draft.requests:
                row = (draft.name, place, draft.requests)
                query = "INSERT INTO parts (name, place, requests) VALUES (?, ?, ?)"
                self._database.execute(query, row)
        if not draft.requests:
            path.unlink(missing_ok=True)

    def knows(self, digest: str) -> bool:
        """Whether this request is out, or its answer has come and nobody has told of it yet."""
        query = "SELECT 1 FROM sent WHERE digest = ?"
        return self._database.execute(query, (digest,)).fetchone() is not None

    def moved(self, part: Part) -> None:
        """Keep what the service calls the file and the batch."""
        with self._step():
            self._database.execute(
                "UPDATE parts SET file = ?, batch = ? WHERE name = ?",
                (part.file, part.batch, part.name),
            )

    def reserved(self, part: str) -> Decimal:
        """The most that the requests of a part may cost, as far as anybody knows."""
        rows = self._database.execute("SELECT most FROM sent WHERE part = ?", (part,)).fetchall()
        return sum((Decimal(most) for (most,) in rows if most), Decimal(0))

    @contextmanager
    def collecting(self, part: Part) -> Iterator[None]:
        """The part is over when the block ends; what did not arrive in it is forgotten."""
        with self._step():
            yield
            gone = (part.name,)
            self._database.execute("DELETE FROM sent WHERE part = ? AND NOT arrived", gone)
            self._database.execute("DELETE FROM parts WHERE name = ?", gone)
        self.path(part.name).unlink(missing_ok=True)

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
