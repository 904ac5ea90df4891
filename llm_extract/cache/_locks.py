"""Leases that processes of one machine take on keys: locks on the bytes of a file.

The system lets go of them when their holder dies.
"""

import errno
import fcntl
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_HELD = {errno.EACCES, errno.EAGAIN}


class Locks:
    """The locks of one process; it holds them all by one handle, which it opens once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = -1

    def claim(self, key: str) -> bool:
        """Take or keep a key's lock; a file system that knows none lets everybody have it."""
        try:
            if self._number < 0:
                self._number = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.lockf(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(key))
        except OSError as error:
            return error.errno not in _HELD
        return True

    def release(self, key: str) -> None:
        """Give a key's lock back."""
        if self._number >= 0:
            with suppress(OSError):
                fcntl.lockf(self._number, fcntl.LOCK_UN, 1, _place(key))

    def close(self) -> None:
        """Give all of them back."""
        if self._number >= 0:
            os.close(self._number)
            self._number = -1


def _place(key: str) -> int:
    """The byte that stands for a key; it need not be there."""
    return int.from_bytes(sha256(key.encode()).digest()[:7])
