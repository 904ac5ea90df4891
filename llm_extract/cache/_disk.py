"""diskcache with nothing in it but text: no pickle is ever written or loaded, and no file named
by a row is ever opened, whoever planted it in the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from diskcache import Cache, Disk, Timeout

from llm_extract.cache._locks import Locks
from llm_extract.errors import ConfigError

_RAW = 1  # diskcache's mode of a value that stands in the database as it is
_NEVER = 2**50  # bytes: no limit at which anything would be evicted or put into a file

_LOCKS = "leases"  # an empty file

_TROUBLE = (sqlite3.Error, Timeout)


class Refused(Exception):
    """A row that this program did not write."""


class TextDisk(Disk):  # type: ignore[misc]
    """Keys and values are text, or the row is refused."""

    def put(self, key: object) -> tuple[str, bool]:
        """The key as it is."""
        return _text(key), True

    def get(self, key: object, raw: object) -> str:
        """The key of a row; "" for a row that is not ours, so that one may walk past it."""
        return key if raw and isinstance(key, str) else ""

    def store(self, value: object, read: bool, key: object = None) -> tuple[int, int, None, str]:
        """The value as it is, within the database, whatever its size."""
        return 0, _RAW, None, _text(value)

    def fetch(self, mode: int, filename: object, value: object, read: bool) -> str:
        """The value of a row, if it is text that stands in the database."""
        if mode != _RAW or filename is not None:
            raise Refused
        return _text(value)


class DiskShelf:
    """A database in a directory. Several processes of one machine may share it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory.expanduser()
        self._locks = Locks(self.directory / _LOCKS)
        try:
            self._cache = _opened(self.directory)
        except (OSError, *_TROUBLE) as error:
            raise ConfigError(
                f"{self.directory}: cannot be used as a cache ({error}); "
                f"name another one by --cache-dir, or remove what is in it"
            ) from None

    def get(self, key: str) -> str | None:
        """The text of this key; a row or a database that is damaged has none."""
        try:
            found: str | None = self._cache.get(key)
        except (OSError, Refused, *_TROUBLE):
            return None
        return found

    def set(self, key: str, text: str) -> None:
        """Keep a text; a process that is killed after this does not lose it."""
        with self._keeping():
            self._cache.set(key, text)

    def flush(self) -> None:
        """SQLite brings its log of writes to the disk when it checkpoints."""
        with self._keeping():
            [(busy, *_)] = self._cache._sql("PRAGMA wal_checkpoint(FULL)").fetchall()
            if busy:
                raise Timeout("another process holds the database")

    @contextmanager
    def _keeping(self) -> Iterator[None]:
        try:
            yield
        except (OSError, *_TROUBLE) as error:
            raise ConfigError(
                f"{self.directory}: an answer cannot be kept ({error}); make room, or name "
                f"another directory by --cache-dir"
            ) from None

    def delete(self, key: str) -> bool:
        """Drop a text."""
        return bool(self._cache.delete(key))

    def claim(self, key: str) -> bool:
        """Take or keep the lease of a key; it dies with its holder at once."""
        return self._locks.claim(key)

    def release(self, key: str) -> None:
        """Give the lease of a key back."""
        self._locks.release(key)

    def listed(self) -> Iterator[str]:
        """Every key that is ours."""
        return (key for key in self._cache if key)

    def damaged(self) -> int:
        """Rows that somebody else put there."""
        return sum(not key for key in self._cache)

    def size(self) -> int:
        """Bytes of the files."""
        return sum(f.stat().st_size for f in self.directory.iterdir() if f.is_file())

    def clear(self) -> int:
        """Drop everything, whoever put it there."""
        return int(self._cache.clear())

    def close(self) -> None:
        """Close the database; it opens again when it is next used."""
        self._cache.close()
        self._locks.close()


def _opened(directory: Path) -> Any:
    """The database in a directory that only its owner may enter."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    return Cache(
        str(directory),
        timeout=60,
        disk=TextDisk,
        disk_min_file_size=_NEVER,
        size_limit=_NEVER,
        cull_limit=0,
        eviction_policy="none",
        statistics=0,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused
    return value
