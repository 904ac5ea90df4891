"""Runs killed at random moments: nothing finished is lost, done twice or paid twice."""

import json
import os
import random
import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from _killing import Nursery
from _many import lines, sources, text, timeless, values, written
from _testimony import answer, put_in, said
from loopback import Served, serve

from llm_extract.cache import Answers

KILLS = 10  # of each kind; `make bench-kills` does a thousand
CONCURRENCY = 4


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """What begins run."""
    with Nursery() as opened:
        yield opened


def whole(path: Path) -> dict[str, bytes]:
    """The whole lines of a file by their documents; the last may be torn."""
    raw = path.read_bytes() if path.exists() else b""
    found = raw.split(b"\n")[:-1]
    return {json.loads(line)["document"]["source"]: line for line in found}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_runs_of_the_rules_lose_nothing_and_do_nothing_twice(
    tmp_path: Path, nursery: Nursery, jobs: str
) -> None:
    written(tmp_path / "reports", 150)
    moments = random.Random(int(jobs))
    command = ("extract", "reports", "-o", "out.jsonl", "--jobs", jobs)
    before: dict[str, bytes] = {}
    for _ in range(KILLS):
        run = nursery.begin(tmp_path, *command)
        sleep(moments.uniform(0.0, 0.15))
        run.kill()
        after = whole(tmp_path / "out.jsonl")
        assert {source: after.get(source) for source in before} == before
        before = after
    run = nursery.begin(tmp_path, *command)
    assert run.ended() == 0
    if before:
        assert f"continuing: {len(before)} of 150 documents are done" in run.errors
    after = whole(tmp_path / "out.jsonl")
    assert {source: after[source] for source in before} == before
    assert sources(tmp_path / "out.jsonl") == [f"{n:03}.txt" for n in range(150)]
    assert list(values(tmp_path / "out.jsonl").values()) == list(range(100, 250))


def received(body: dict[str, Any]) -> str:
    """The answer of a model that reads the small reports rightly."""
    asked = put_in(body).text
    quote = asked[asked.index("收到申请") : asked.index("件。") + 1]
    return answer([said("request.received", quote, quote[4:-1], unit="件")])


def configured(folder: Path, server: Served, **more: object) -> None:
    told = {"base_url": server.url, "model": "m", "concurrency": CONCURRENCY}
    told |= {"requests_per_minute": 60000, "timeout": 30, **more}
    table = "\n".join(f"{name} = {json.dumps(value)}" for name, value in told.items())
    kept = '[extract]\ncache_dir = "kept"\n'
    (folder / "llm_extract.toml").write_text(f"[providers.local]\n{table}\n{kept}", "utf-8")


COMMAND = ("extract", "reports", "-o", "out.jsonl", "--provider", "local")


def answered(folder: Path) -> int:
    """How many answers are in the cache."""
    if not (folder / "kept" / "answers").exists():
        return 0
    store = Answers.at(folder / "kept" / "answers")
    try:
        return store.stats().entries
    finally:
        store.close()


def test_killed_runs_with_a_model_pay_for_nothing_twice(tmp_path: Path, nursery: Nursery) -> None:
    written(tmp_path / "reports", 40)
    moments = random.Random(3)
    with serve(received, latency=0.02) as server:
        configured(tmp_path, server)
        asked: list[tuple[int, int]] = []  # requests so far, answers kept, after each kill
        for _ in range(KILLS):
            run = nursery.begin(tmp_path, *COMMAND)
            sleep(moments.uniform(0.0, 0.3))
            run.kill()
            asked.append((len(server.requests), answered(tmp_path)))
        run = nursery.begin(tmp_path, *COMMAND)
        assert run.ended() == 0
        asked.append((len(server.requests), answered(tmp_path)))
        texts = [put_in(each.body).text for each in server.requests]
    assert len(lines(tmp_path / "out.jsonl")) == len(set(texts)) == asked[-1][1] == 40
    for (sent, kept), (then, kept_then) in pairwise(asked):
        assert then - sent <= kept_then - kept + CONCURRENCY  # at most what was on its way
    for sent, kept in asked[:-1]:
        assert len(set(texts[sent:])) <= 40 - kept  # nothing that was kept is asked for again


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


def until(condition: Any) -> None:
    """Wait for what another process brings about."""
    end = monotonic() + 60
    while not condition():
        assert monotonic() < end
        sleep(0.01)


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
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    until(lambda: (tmp_path / "out.jsonl").exists() and children.read_text().split())
    os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
    assert run.ended() == 0
    assert run.errors == ""
    assert sources(tmp_path / "out.jsonl") == [f"{n:03}.txt" for n in range(150)]
