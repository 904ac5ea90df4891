"""Writing so that neither a kill nor a power cut takes it back, and telling what prevents it."""

import errno
import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from llm_extract.errors import ConfigError

_PROBE = 1 << 20  # bytes that must fit before anything is begun
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What goes wrong with a file as one line that says what would do."""
    try:
        yield
    except OSError as error:
        raise ConfigError(_words(path, error)) from None


class Growing:
    """A file that only grows, made when the first piece comes.

    A piece survives a kill when `add` returns, a power cut when `commit` does; where there is no
    room for it the file stays whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1
        self._committed = True

    def add(self, piece: bytes) -> int:
        """Write a piece in one go, or nothing of it; where it begins."""
        with told(self.path):
            if self._file < 0:
                self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
                sync_folder(self.path.parent)
            end = os.fstat(self._file).st_size
            try:
                write(self._file, piece)
            except BaseException:
                os.ftruncate(self._file, end)
                raise
        self._committed = False
        return end

    def commit(self) -> None:
        """All that was added is on the disk when this returns."""
        if not self._committed:
            with told(self.path):
                os.fsync(self._file)
            self._committed = True

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def check_room(folder: Path) -> None:
    """Write a file that has no name, so that a full or read-only disk is known before it matters.

    A kill leaves nothing of it.
    """
    with told(folder), tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        write(file.fileno(), b"\x00" * _PROBE)
        os.fsync(file.fileno())


def write(number: int, raw: bytes) -> None:
    """All of the bytes, whatever the system takes at a time."""
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(number, rest) :]


def replace(path: Path, pieces: Iterable[bytes], *, now: bool = True) -> None:
    """A file that is the old one or the new one after a kill; `now`, after a power cut too."""
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name[:60]}.part")
    try:
        with draft.open("wb") as out:
            out.writelines(pieces)
            out.flush()
            if now:
                os.fsync(out.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o777)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if now:
        sync_folder(target.parent)


def sync(path: Path) -> None:
    """What a file or a folder holds is on the disk when this returns."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_folder(folder: Path) -> None:
    """Names in a folder are on disk when this returns, where the file system can do that."""
    with suppress(OSError):
        sync(folder)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """The block alone writes what the lock beside it stands for; a kill lets go of it too."""
    with told(path):
        number = _locked(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(number)


def _locked(path: Path) -> int:
    """The lock held; whoever held it before may just have taken the file away."""
    while True:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(number, path)
            if path.exists() and os.path.samestat(os.fstat(number), path.stat()):
                os.ftruncate(number, 0)
                os.pwrite(number, str(os.getpid()).encode(), 0)
                return number
        except BaseException:
            os.close(number)
            raise
        os.close(number)


def _lock(number: int, path: Path) -> None:
    try:
        fcntl.lockf(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EAGAIN):
            raise
        holder = os.pread(number, 32, 0).decode("ascii", "replace") or "unknown"
        raise ConfigError(
            f"another run (process {holder}) is writing there, as {path} says; wait for its end or "
            f"choose another -o"
        ) from None


def _words(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"{path}: no room to write ({error.strerror}); make room and run the command again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{path}: no permission to write ({error.strerror}); choose another -o"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"{path}: no such folder; make it or choose another -o"
    return f"{path}: cannot be written ({error.strerror or error})"
