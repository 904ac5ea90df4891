"""The workers of the bench: a process for each side, so that nobody's imports are another's."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.peers._loop import Json

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "build" / "peers" / "bin" / "python"
PATIENCE = 300.0  # seconds for one task

US, LANGEXTRACT, SDK = "llm-extract", "langextract", "openai + instructor"
_SCRIPTS = {
    US: (sys.executable, "bench.peers.by_us"),
    LANGEXTRACT: (str(PEERS), "bench.peers.by_langextract"),
    SDK: (str(PEERS), "bench.peers.by_sdk"),
}
NAMES = tuple(_SCRIPTS)


@dataclass(slots=True)
class Worker:
    """One side; it is started when asked for the first time, and again after it was stopped."""

    name: str
    process: Any = field(default=None, repr=False)

    def ask(self, task: str, patience: float = PATIENCE, **more: Any) -> Json:
        """The answer to one task; one that does not come is an answer with `error`."""
        process = self._running()
        process.stdin.write(json.dumps({"task": task, **more}) + "\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], patience)[0]:
            self.stop()
            return {"error": f"no end after {patience:.0f} s; stopped"}
        line = process.stdout.readline()
        if not line:
            self.stop()
            return {"error": "the process died"}
        answer: Json = json.loads(line)
        return answer

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _running(self) -> Any:
        if self.process is None:
            python, module = _SCRIPTS[self.name]
            self.process = subprocess.Popen(
                [python, "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                cwd=ROOT,
                env={**os.environ, "PYTHONWARNINGS": "ignore"},
            )
        return self.process


Workers = dict[str, Worker]


@contextmanager
def hired() -> Iterator[Workers]:
    """One worker for each side; all are stopped at the end."""
    workers = {name: Worker(name) for name in NAMES}
    try:
        yield workers
    finally:
        for worker in workers.values():
            worker.stop()
