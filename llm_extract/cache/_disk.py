"""diskcache with nothing in it but text: no pickle is ever written or loaded, and no file named
by a row is ever opened, whoever planted it in the database."""

import sqlite3
from pathlib import Path
from typing import Any

from diskcache import Cache, Disk, Timeout

_RAW = 1  # diskcache's mode of a value that stands in the database as it is
_NEVER = 2**50  # bytes: no limit at which anything would be evicted or put into a file

TROUBLE = (sqlite3.Error, Timeout)


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


def opened(directory: Path) -> Any:
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
