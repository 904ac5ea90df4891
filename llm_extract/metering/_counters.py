"""Counters that processes of one machine share: a database in the cache directory."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import time
from typing import Protocol

from llm_extract.errors import ConfigError

_FILE = "meter.db"
_KEPT = 30 * 24 * 3600.0  # seconds for which a run's sum is remembered
_TABLES = """
CREATE TABLE IF NOT EXISTS spent (run TEXT PRIMARY KEY, nano INTEGER NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS turns (provider TEXT PRIMARY KEY, due REAL NOT NULL);
"""


class Counters(Protocol):
    """Where counters are kept; each call is one step that no other process sees half done."""

    def add(self, run: str, amount: int, limit: int | None) -> tuple[bool, int]:
        """Add unless the sum would exceed the limit; whether it did, and the sum."""

    def turn(self, provider: str, apart: float) -> float:
        """Take the next of turns that are so many seconds apart; seconds until it comes."""

    def pause(self, provider: str, seconds: float) -> None:
        """Put the next turn off until so many seconds from now."""

    def close(self) -> None:
        """Let go of files and connections."""


class Local:
    """Counters in a file of their own. They outlive a killed process, not a loss of power."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / _FILE
        self._lock = Lock()
        try:
            directory.mkdir(parents=True, exist_ok=True)
            # Several threads may call: the lock keeps them apart.
            self._database = sqlite3.connect(
                self._path, timeout=60, isolation_level=None, check_same_thread=False
            )
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from None

    def _prepare(self) -> None:
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLES)
        self._database.execute("DELETE FROM spent WHERE at < ?", (time() - _KEPT,))

    def add(self, run: str, amount: int, limit: int | None) -> tuple[bool, int]:
        """Add unless the sum would exceed the limit; whether it did, and the sum."""
        with self._step() as database:
            found = database.execute("SELECT nano FROM spent WHERE run = ?", (run,)).fetchone()
            spent = found[0] if found else 0
            if limit is not None and spent + amount > limit:
                return False, spent
            row = (run, spent + amount, time())
            database.execute("INSERT OR REPLACE INTO spent VALUES (?, ?, ?)", row)
            return True, spent + amount

    def turn(self, provider: str, apart: float) -> float:
        """Take the next of turns that are so many seconds apart; seconds until it comes."""
        with self._step() as database:
            now = time()
            due = max(now, self._due(provider))
            database.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (provider, due + apart))
            return due - now

    def pause(self, provider: str, seconds: float) -> None:
        """Put the next turn off until so many seconds from now."""
        with self._step() as database:
            due = max(time() + seconds, self._due(provider))
            database.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (provider, due))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _due(self, provider: str) -> float:
        query = "SELECT due FROM turns WHERE provider = ?"
        found = self._database.execute(query, (provider,)).fetchone()
        return float(found[0]) if found else 0.0

    @contextmanager
    def _step(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                self._database.execute("BEGIN IMMEDIATE")
                try:
                    yield self._database
                finally:
                    self._database.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> ConfigError:
        return ConfigError(
            f"{self._path}: the limits of the run cannot be kept there ({error}); make room, or "
            f"name another directory by --cache-dir"
        )
