"""Runs of the command line as processes to be killed: each a fork of one that has it loaded.

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
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from llm_extract.errors import ProviderError
from llm_extract.records import Ask, Request

HERE = Path(__file__).parent
ERRORS = "errors.{}.txt"


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

    def begin(self, folder: Path, *arguments: str, apart: bool = False) -> "Run":
        """Start a run in a folder; `apart` it leads a process group, as one of a terminal does."""
        verb = "apart" if apart else "begin"
        return Run(self, folder, self.told([verb, str(folder), *arguments]))

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

    def kill(self, number: int = signal.SIGKILL) -> int:
        """Send a signal and wait for the end; the exit code, negative for a signal."""
        os.kill(self.pid, number)
        return self.ended()

    def ended(self) -> int:
        """The exit code, when it is over."""
        return self.nursery.told(["wait", str(self.pid)])

    @property
    def errors(self) -> str:
        """What it said on standard error."""
        path = self.folder / ERRORS.format(self.pid)
        return path.read_text("utf-8") if path.exists() else ""


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
        elif pid := os.fork():
            print(pid, flush=True)
        else:
            if verb == "apart":
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
        code = run(words[1:])
    finally:
        os._exit(code)


if __name__ == "__main__":
    _nurse()
