"""Runs ended at random moments: nothing finished is lost, done twice or paid twice."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from _killing import Nursery, until
from _many import lines, sources, text, timeless, written
from _paid import CONCURRENCY, answered, configured
from _runs import received
from _scenes import SCENES, Scene, missing, played
from loopback import serve

KILLS = 8  # of each kind; `make bench-kills` does a thousand
# Each way to work, to keep and to end is in one of these; all of them take a bench its time.
NAMES = "one process", "two processes, a folder", "a model, two processes", "full disk, a model"
PLAYED = [scene for scene in SCENES if scene.name in NAMES]
COMMAND = ("extract", "reports", "-o", "out.jsonl", "--provider", "local")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """What begins run."""
    with Nursery() as opened:
        yield opened


@pytest.mark.parametrize("scene", PLAYED, ids=lambda scene: scene.name)
def test_runs_that_are_ended_lose_nothing_and_pay_for_nothing_twice(
    tmp_path: Path, nursery: Nursery, scene: Scene
) -> None:
    if lacking := missing(scene):
        pytest.skip(lacking)
    moments = random.Random(scene.name)
    assert all(end in scene.ends for end in played(scene, nursery, tmp_path, moments, KILLS))


def test_gaps_alone_are_asked_for_again(tmp_path: Path, nursery: Nursery) -> None:
    written(tmp_path / "reports", 10)
    faults = [""] * 3 + ["400"] * 2
    with serve(received, faults=faults) as server:
        configured(tmp_path, server, concurrency=1)
        run = nursery.begin(tmp_path, *COMMAND)
        assert run.ended() == 3
        first = timeless(tmp_path / "out.jsonl")
        run = nursery.begin(tmp_path, *COMMAND)
        assert run.ended() == 0
        assert "continuing: 8 of 10 documents are done, 2 have gaps" in run.errors
        assert len(server.requests) == 12
    second = timeless(tmp_path / "out.jsonl")
    assert len(second) == 10
    assert [a == b for a, b in zip(first, second, strict=True)].count(False) == 2
    assert not any(line["run"]["gaps"] for line in second)


def test_an_interruption_keeps_the_answers_on_their_way(tmp_path: Path, nursery: Nursery) -> None:
    written(tmp_path / "reports", 16)
    with serve(received, latency=0.2) as server:
        configured(tmp_path, server)
        run = nursery.begin(tmp_path, *COMMAND)
        until(lambda: len(server.requests) > CONCURRENCY)
        assert run.kill(signal.SIGINT) == 130
        told = run.errors
        sent = len(server.requests)
        assert answered(tmp_path) == len(lines(tmp_path / "out.jsonl")) == sent
        run = nursery.begin(tmp_path, *COMMAND)
        assert run.ended() == 0
        assert len(server.requests) == 16
    assert "Ctrl-C again ends at once" in told
    assert f"interrupted; {sent} of 16 documents are in out.jsonl, the same command goes" in told


def test_a_second_interruption_ends_at_once(tmp_path: Path, nursery: Nursery) -> None:
    written(tmp_path / "reports", 3)
    with serve(received, faults=["hang"] * 9) as server:
        configured(tmp_path, server)
        run = nursery.begin(tmp_path, *COMMAND)
        until(lambda: server.requests)
        os.kill(run.pid, signal.SIGINT)
        until(lambda: "Ctrl-C again" in run.errors)
        begun = monotonic()
        assert run.kill(signal.SIGINT) == 130
        assert monotonic() - begun < 20  # not the 30 seconds that the request may take


def test_two_runs_do_not_write_one_file(tmp_path: Path, nursery: Nursery) -> None:
    written(tmp_path / "reports", 3)
    with serve(received, faults=["hang"] * 9) as server:
        configured(tmp_path, server)
        one = nursery.begin(tmp_path, *COMMAND)
        until(lambda: server.requests)
        other = nursery.begin(tmp_path, *COMMAND)
        assert other.ended() == 2
        assert f"another run (process {one.pid}) is writing there" in other.errors
        one.kill()


def test_a_process_that_dies_takes_no_document_with_it(tmp_path: Path, nursery: Nursery) -> None:
    """A worker is killed from outside; its documents are done by another."""
    written(tmp_path / "reports", 150)
    for number in range(150):  # long enough for a kill to come in between
        longer = text(number) + "加强组织领导,完善工作制度。\n" * 100
        (tmp_path / "reports" / f"{number:03}.txt").write_text(longer, "utf-8")
    run = nursery.begin(tmp_path, "extract", "reports", "-o", "out.jsonl", "--jobs", "2", "--quiet")
    until(lambda: (tmp_path / "out.jsonl").exists() and run.workers)
    os.kill(run.workers[0], signal.SIGKILL)
    assert run.ended() == 0
    assert run.errors == ""
    assert sources(tmp_path / "out.jsonl") == [f"{n:03}.txt" for n in range(150)]
