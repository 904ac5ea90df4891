"""Runs that are ended at random moments, and what must be true after every end.

Nothing that was finished is lost or done again, no answer that was kept is asked for again, no
process stays, and the next run says what it continues.
"""

import json
import random
import signal
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from time import sleep
from typing import Any

from _ends import ALONE, DISK, TOGETHER, End, ended, has_disks, small_disk
from _killing import Nursery, Run, until
from _many import sources, values, whole, written
from _paid import CONCURRENCY, answered, configured
from _runs import received
from _testimony import put_in
from loopback import Served, serve

_INTERRUPTED = 130
_AT_WORK = 0.5  # how often the time until an end begins with the first result
_GROWTH = 1.03  # of the longest time until an end: some run is over before, on any machine


@dataclass(frozen=True, slots=True)
class Scene:
    """How many reports are extracted how, by runs that end how."""

    name: str
    ends: tuple[End, ...]
    flags: tuple[str, ...] = ()
    reports: int = 400
    output: str = "out.jsonl"
    asks: str = ""  # the transport by which a model is asked
    longest: float = 0.2  # seconds until an end, at first

    @property
    def command(self) -> tuple[str, ...]:
        """The arguments of a run."""
        provider = ("--provider", "local", "--transport", self.asks) if self.asks else ()
        return ("extract", "reports", "-o", f"{DISK}/{self.output}", *provider, *self.flags)


_TWO = ("--jobs", "2")
SCENES = (
    Scene("one process", ALONE),
    Scene("one process, a folder", ALONE, output="each/"),
    Scene("two processes", TOGETHER, _TWO),
    Scene("two processes, a folder", TOGETHER, _TWO, output="each/"),
    Scene("full disk", (End.FULL,)),
    Scene("full disk, a folder", (End.FULL,), output="each/"),
    Scene("full disk, a model", (End.FULL,), reports=80, asks="live"),
    Scene("a model", ALONE, reports=80, asks="live"),
    Scene("a model, two processes", TOGETHER, _TWO, reports=80, asks="live"),
    Scene("a model by batch", ALONE, reports=40, asks="batch", longest=1.5),
    Scene("dask", TOGETHER, ("--engine", "dask", *_TWO), reports=900, longest=4.0),
)


@dataclass(slots=True)
class Stage:
    """A scene at work: what the last run left, and what the next must find."""

    scene: Scene
    folder: Path
    nursery: Nursery
    server: Served | None = None
    kept: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])

    def ended(self, end: End, after: float, moments: random.Random) -> bool:
        """Begin a run and end it, unless it is over by then; whether it was ended."""
        run = self.nursery.begin(self.folder, *self.scene.command)
        if moments.random() < _AT_WORK:
            there = self._size()
            until(lambda: run.over or self._size() != there)
        sleep(after)
        code = ended(run, end, moments)
        self._look(run, whole=code not in (-signal.SIGKILL, -signal.SIGTERM))
        if code == _INTERRUPTED:
            told = f"interrupted; {len(self.kept)} of {self.scene.reports} documents are in"
            early = "interrupted; run the same command again"  # before anything was begun
            assert told in run.errors or early in run.errors, run.errors
        return code is not None

    def closed(self) -> None:
        """One more run comes to its end; everything is there, once and in order."""
        run = self.nursery.begin(self.folder, *self.scene.command)
        assert run.ended() == 0, run.errors
        assert ("continuing: " in run.errors) == bool(self.kept), run.errors
        self._look(run, whole=True)
        found = self._results()
        left = {file.name for file in found.parent.iterdir()} - {found.name, "kept"}
        assert not left, (self.folder, left)
        numbers = list(range(100, 100 + self.scene.reports))
        assert self._values(found) == numbers
        if self.server is not None:
            self._check_paid(self.server)

    def _look(self, run: Run, *, whole: bool) -> None:
        """What the run left, beside what was there before it."""
        until(lambda: not run.processes)
        self._check_told(run.errors)
        before, self.kept = self.kept, self._whole(torn=not whole)
        assert {source: self.kept.get(source) for source in before} == before, self.folder
        if self.server is None:
            return
        now = len(self._questions(self.server)), answered(self.folder / DISK)
        sent, kept = self.asked[-1]
        most = self.scene.reports if self.scene.asks == "batch" else CONCURRENCY
        assert now[0] - sent <= now[1] - kept + most, (self.folder, now, self.asked[-1])
        self.asked.append(now)

    def _check_told(self, errors: str) -> None:
        """What a run says that it continues is what was there, if it came to say anything."""
        if "continuing: " in errors:
            words = f"continuing: {len(self.kept)} of {self.scene.reports} documents are done\n"
            assert words in errors, (self.folder, errors)

    def _check_paid(self, server: Served) -> None:
        """After each end what had an answer was never asked again."""
        questions = self._questions(server)
        assert self.asked[-1][1] == len(set(questions)) == self.scene.reports
        for sent, kept in self.asked:
            assert len(set(questions[sent:])) <= self.scene.reports - kept, self.folder
        if self.scene.asks == "batch":
            assert len(questions) == self.scene.reports, self.folder

    def _questions(self, server: Served) -> list[str]:
        """The reports asked about so far, live or by batch."""
        bodies = [each.body for each in server.asked]
        bodies += [line["body"] for line in server.batches.sent()]
        return [put_in(body).text for body in bodies]

    def _size(self) -> int:
        """Of what is written so far, in bytes or files."""
        path = self._results()
        if path.is_dir():
            return sum(1 for _ in path.iterdir())
        return path.stat().st_size if path.exists() else 0

    def _results(self) -> Path:
        return self.folder / DISK / self.scene.output

    def _whole(self, *, torn: bool) -> dict[str, bytes]:
        """What is finished, by its document; the end of a file of lines may be torn."""
        path = self._results()
        if self.scene.output.endswith("/"):
            return {file.name: file.read_bytes() for file in path.glob("*.json")}
        found = whole(path)
        raw = path.read_bytes() if path.exists() else b""
        assert torn or not raw or raw.endswith(b"\n"), (self.folder, raw[-100:])
        assert len(found) == raw.count(b"\n"), self.folder
        return found

    def _values(self, path: Path) -> list[Any]:
        if path.is_file():
            assert sources(path) == sorted(sources(path))
            return list(values(path).values())
        results = [json.loads(file.read_bytes()) for file in path.iterdir()]
        return sorted(result["values"][0]["value"] for result in results)


def played(
    scene: Scene, nursery: Nursery, folder: Path, moments: random.Random, most: int
) -> Iterator[End]:
    """The ends of at most so many runs, each looked at; at last a run comes to its own end."""
    written(folder / "reports", scene.reports)
    (folder / DISK).mkdir()
    serving = serve(received, latency=0.02) if scene.asks else nullcontext()
    disk = small_disk(folder / DISK) if End.FULL in scene.ends else nullcontext()
    with serving as server, disk:
        if server is not None:
            configured(folder, server, f"{DISK}/kept")
        stage = Stage(scene, folder, nursery, server)
        for number in range(most):
            end = moments.choice(scene.ends)
            after = moments.uniform(0.0, scene.longest * _GROWTH**number)
            if not stage.ended(end, after, moments):
                break
            yield end
        stage.closed()


def missing(scene: Scene) -> str:
    """What a scene needs and is not here; "" where it can be played."""
    if "dask" in scene.flags and find_spec("distributed") is None:
        return "the extra dask is not installed"
    if End.FULL in scene.ends and not has_disks():
        return "a small disk needs the right to mount one"
    return ""
