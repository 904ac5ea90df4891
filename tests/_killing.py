"""Runs of the command line as processes to be killed: each a fork of one that has it loaded.

Each is the first of a group of its own, as behind a terminal.

with Nursery() as nursery:
    run = nursery.begin(folder, "extract", "reports", "-o", "out.jsonl")
    run.kill()         # SIGKILL at once
    run.ended()        # or its exit code, when it is over by itself
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from llm_extract.errors import ProviderError
from llm_extract.records import Ask, Request

HERE = Path(__file__).parent
ERRORS = "errors.{}.txt"
_PATIENCE = 60.0
_HELPER = b"resource_tracker"  # in the command of a process that does no work


class Nursery:
    """Begins runs; one of it is enough, and loading it is what takes time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "_killing.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=60)

    def begin(self, folder: Path, *arguments: str) -> "Run":
        """Start a run in a folder."""
        return Run(self, folder, self.told(["begin", str(folder), *arguments]))

    def told(self, words: list[str]) -> int:
        """The number that the process answers."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(words).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@dataclass(frozen=True, slots=True)
class Run:
    """One run and its process, which is there until `ended` was called."""

    nursery: Nursery
    folder: Path
    pid: int

    def kill(self, number: int = signal.SIGKILL, *, all_of_it: bool = False) -> int:
        """Send it a signal, or all its processes; the exit code, negative for a signal."""
        (os.killpg if all_of_it else os.kill)(self.pid, number)
        return self.ended()

    @property
    def over(self) -> bool:
        """Whether it has come to its end, which nobody has asked for yet."""
        return Path(f"/proc/{self.pid}/stat").read_bytes().rpartition(b") ")[2].startswith(b"Z")

    @property
    def workers(self) -> list[int]:
        """The processes below it that do its work."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        children = [int(child) for task in tasks for child in task.read_text().split()]
        return [child for child in children if _HELPER not in _command(child)]

    @property
    def processes(self) -> list[int]:
        """Those of its group that are there."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                state, _, group = stat.read_bytes().rpartition(b") ")[2].split()[:3]
                if int(group) == self.pid and state != b"Z":
                    found.append(int(stat.parent.name))
        return found

    def ended(self) -> int:
        """The exit code, when it is over."""
        return self.nursery.told(["wait", str(self.pid)])

    @property
    def errors(self) -> str:
        """What it said on standard error."""
        path = self.folder / ERRORS.format(self.pid)
        return path.read_text("utf-8") if path.exists() else ""


def until(condition: Callable[[], object]) -> None:
    """Wait for what another process brings about."""
    end = monotonic() + _PATIENCE
    while not condition():
        assert monotonic() < end
        sleep(0.01)


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return _HELPER


def _nurse() -> None:
    """Fork for each line of arguments, wait for a run when told so; no thread ever runs here."""
    from llm_extract import pipeline, readers
    from llm_extract.batch import hearing  # noqa: F401
    from llm_extract.cli import _extracting, extract  # noqa: F401
    from llm_extract.config import ProviderSettings
    from llm_extract.providers import openai

    asyncio.run(_loaded(openai.connect(ProviderSettings(base_url="http://127.0.0.1:9", model="m"))))
    pipeline.extract(readers.read("一份报告。".encode()))

    for line in sys.stdin:
        verb, *words = json.loads(line)
        if verb == "wait":
            _, status = os.waitpid(int(words[0]), 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        # Nothing is interrupted before it is begun, and a group has its name when we tell it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if pid := os.fork():
            with suppress(OSError):
                os.setpgid(pid, pid)
            print(pid, flush=True)
        else:
            os.setpgid(0, 0)
            _run(words)


async def _loaded(ask: Ask) -> None:
    """What a request needs is loaded when it fails, as it does where nobody listens."""
    with suppress(ProviderError):
        await ask(Request("", "", {"type": "object"}, mode="json_schema"))


def _run(words: list[str]) -> None:
    from llm_extract.cli import run

    code = 70
    try:
        os.chdir(words[0])
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(ERRORS.format(os.getpid()), flags), 2)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        code = run(words[1:])
    finally:
        os._exit(code)


if __name__ == "__main__":
    _nurse()
