"""Where the data goes: standard output, or a file that appears whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from llm_extract.errors import ConfigError


def named(output: str | None) -> Path | None:
    """The file or folder that -o names; a folder ends in a slash, and is made, or is there."""
    if output is None:
        return None
    path = Path(output)
    if output.endswith(("/", "\\")):
        path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """UTF-8 whatever the locale. A file replaces the old one only when all went well."""
    if path is None:
        sys.stdout.flush()
        stream = _wrapped(sys.stdout.buffer)
        try:
            yield stream
        finally:
            stream.detach()
    elif path.exists() and not path.is_file():
        with _special(path) as out:
            yield out
    else:
        with _replaced(path) as out:
            yield out


@contextmanager
def drafts(target: Path | None) -> Iterator[Path]:
    """A folder beside the target for what is written first and put in place when all went well.

    It goes away with all that was left in it.
    """
    if target is not None and target.is_file():
        _check_writable(target)
    beside = None if target is None else target if target.is_dir() else target.parent
    try:
        folder = tempfile.TemporaryDirectory(prefix=".llm-extract-", dir=beside)
    except FileNotFoundError:
        raise _no_folder(target) from None
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written ({error.strerror})") from None
    with folder as name:
        yield Path(name)


@contextmanager
def _special(path: Path) -> Iterator[TextIO]:
    """A device or pipe cannot be replaced, only written to."""
    if path.is_dir():
        raise ConfigError(f"{path}: is a folder; -o names a file")
    try:
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            yield out
    except PermissionError:
        raise ConfigError(f"{path}: no permission to write; choose another -o") from None


@contextmanager
def _replaced(path: Path) -> Iterator[TextIO]:
    target = Path(os.path.realpath(path))
    number, name = _draft(target)
    draft = Path(name)
    try:
        with _wrapped(os.fdopen(number, "wb")) as out:
            yield out
        draft.chmod(_mode(target))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _draft(target: Path) -> tuple[int, str]:
    _check_writable(target)
    try:
        return tempfile.mkstemp(prefix=f".{target.name[:60]}.", suffix=".part", dir=target.parent)
    except FileNotFoundError:
        raise _no_folder(target) from None
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written ({error.strerror})") from None


def _check_writable(target: Path) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise ConfigError(f"{target}: no permission to write; choose another -o")


def _no_folder(target: Path | None) -> ConfigError:
    folder = target.parent if target else tempfile.gettempdir()
    return ConfigError(f"{folder}: no such folder; make it or choose another -o")


def _mode(target: Path) -> int:
    """The mode of the file it replaces, else what the user's umask allows."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0o022)
    os.umask(mask)
    return 0o666 & ~mask


def _wrapped(raw: BinaryIO) -> TextIOWrapper:
    # A file name that is no UTF-8 comes out as \udcXX, which JSON reads back.
    return TextIOWrapper(raw, "utf-8", errors="backslashreplace", newline="", write_through=True)
