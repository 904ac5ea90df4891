"""What ends a run before it is over: signals to it, to a worker, to all of it, and a full disk."""

import os
import random
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import cache
from pathlib import Path
from time import sleep

from _killing import Run

DISK = "results"  # the folder of a run that fills up
_SIZE, _PAGE = "4m", 4096
_LOOK = 0.005  # seconds between two looks at whether a worker is there
_CHANCE, _SOON = 0.7, 0.1  # that a run whose worker died is killed too, and within what seconds


class End(StrEnum):
    """What ends a run before it is over."""

    KILLED = "kill -9"
    WORKER = "kill -9 of a worker"
    ALL = "kill -9 of all"
    TERMINATED = "SIGTERM"
    INTERRUPTED = "Ctrl-C"
    FULL = "full disk"


ALONE = (End.KILLED, End.TERMINATED, End.INTERRUPTED)
TOGETHER = (*ALONE, End.WORKER, End.ALL)
CODES = {  # beside 0, of a run that was over
    End.KILLED: -signal.SIGKILL,
    End.WORKER: -signal.SIGKILL,
    End.ALL: -signal.SIGKILL,
    End.TERMINATED: -signal.SIGTERM,
    End.INTERRUPTED: 130,
    End.FULL: 2,
}


def ended(run: Run, end: End, moments: random.Random) -> int | None:
    """End a run so; its exit code, negative for a signal, or None if it was over by itself."""
    code = _worker(run, moments) if end is End.WORKER else _ACTS[end](run) or None
    assert code in (None, 0, CODES[end]), (run.folder, end, code, run.errors)
    return code


def _worker(run: Run, moments: random.Random) -> int | None:
    """Mostly the run is killed too, while it sees to what the worker left."""
    while not (workers := run.workers):
        if run.over:
            return run.ended() or None
        sleep(_LOOK)
    with suppress(ProcessLookupError):
        os.kill(moments.choice(workers), signal.SIGKILL)
    if moments.random() < _CHANCE:
        sleep(moments.uniform(0.0, _SOON))
        return run.kill()
    return run.ended()


def _full(run: Run) -> int:
    """Someone else fills the disk, and makes room when the run is over."""
    ballast = run.folder / DISK / ".ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(_PAGE)):
            pass
    code = run.ended()
    ballast.unlink()
    return code


_ACTS: dict[End, Callable[[Run], int]] = {
    End.KILLED: Run.kill,
    End.ALL: lambda run: run.kill(all_of_it=True),
    End.TERMINATED: lambda run: run.kill(signal.SIGTERM),
    End.INTERRUPTED: lambda run: run.kill(signal.SIGINT, all_of_it=True),
    End.FULL: _full,
}


@cache
def has_disks() -> bool:
    """Whether a small disk can be had here, which takes the right to mount one."""
    failing = suppress(OSError, subprocess.CalledProcessError)
    with tempfile.TemporaryDirectory() as name, failing, small_disk(Path(name)):
        return True
    return False


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A folder that is a disk of its own for as long as the block lasts."""
    size = f"size={_SIZE}"
    _quietly("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder))
    try:
        yield
    finally:
        _quietly("umount", str(folder))


def _quietly(*command: str) -> None:
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
