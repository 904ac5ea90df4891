"""A mapping that is kept on disk: what is held of each of many thousands of documents takes no
memory.

    kept: Spilled[Order] = Spilled()
    kept["a.txt"] = order
"""

import pickle
import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import TypeVar, cast

from llm_extract.errors import ConfigError

V = TypeVar("V")

_CACHE = 64  # kB of it in memory; the system keeps what it has room for
_MADE = """
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -{};
CREATE TABLE entries (number INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, value BLOB NOT NULL);
BEGIN;
"""
_SET = """
INSERT INTO entries (key, value) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""


class Spilled(MutableMapping[str, V]):
    """A dict of anything that can be pickled, in a temporary file that a kill takes away too.

    What is changed keeps its place in the order.
    """

    def __init__(self) -> None:
        # No name is a file of its own in the folder for temporary ones, gone when it is closed.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_MADE.format(_CACHE))

    def __setitem__(self, key: str, value: V) -> None:
        with _told():
            self._database.execute(_SET, (_raw(key), pickle.dumps(value)))

    def __getitem__(self, key: str) -> V:
        with _told():
            asked = "SELECT value FROM entries WHERE key = ?"
            found = self._database.execute(asked, (_raw(key),)).fetchone()
        if found is None:
            raise KeyError(key)
        return cast(V, pickle.loads(found[0]))

    def __delitem__(self, key: str) -> None:
        with _told():
            asked = "DELETE FROM entries WHERE key = ?"
            if not self._database.execute(asked, (_raw(key),)).rowcount:
                raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        with _told():
            asked = "SELECT 1 FROM entries WHERE key = ?"
            raw = _raw(key) if isinstance(key, str) else b""
            return self._database.execute(asked, (raw,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        with _told():
            for (key,) in self._database.execute("SELECT key FROM entries ORDER BY number"):
                yield bytes(key).decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        with _told():
            (count,) = self._database.execute("SELECT count(*) FROM entries").fetchone()
        return int(count)


def _raw(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise ConfigError(
            f"no room in the folder for temporary files ({error}); TMPDIR names another"
        ) from None
