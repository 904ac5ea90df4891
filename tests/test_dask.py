"""`--engine dask`: a real cluster of two processes gives what this process alone gives."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from _killing import Nursery, until
from _many import sources, timeless, written
from _paid import answered, configured
from _runs import received
from conftest import Cli
from loopback import serve
from test_killed import COMMAND

pytest.importorskip("distributed", reason="the extra dask is not installed")

DASK = ("--engine", "dask", "--jobs", "2", "--quiet")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """What begins runs."""
    with Nursery() as opened:
        yield opened


def test_a_cluster_gives_what_one_process_gives_though_a_worker_dies(
    tmp_path: Path, nursery: Nursery
) -> None:
    reports = written(tmp_path / "reports", 420)
    (reports / "007.txt").write_bytes(b"")
    alone = nursery.begin(tmp_path, "extract", "reports", "-o", "alone.jsonl", "--quiet")
    assert alone.ended() == 3
    run = nursery.begin(tmp_path, "extract", "reports", "-o", "out.jsonl", *DASK)
    until(lambda: (tmp_path / "out.jsonl").exists())
    os.kill(run.workers[0], signal.SIGKILL)
    assert run.ended() == 3
    assert run.errors == alone.errors
    assert timeless(tmp_path / "out.jsonl") == timeless(tmp_path / "alone.jsonl")


def test_a_killed_cluster_loses_nothing_and_leaves_no_process(
    tmp_path: Path, nursery: Nursery
) -> None:
    written(tmp_path / "reports", 320)
    command = ("extract", "reports", "-o", "out.jsonl", *DASK)
    run = nursery.begin(tmp_path, *command)
    until(lambda: (tmp_path / "out.jsonl").exists())
    left = run.workers
    before = (tmp_path / "out.jsonl").read_bytes().split(b"\n")[:-1]
    assert run.kill() == -signal.SIGKILL
    until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in left))
    rest = nursery.begin(tmp_path, *command, "--engine", "local")  # who works is no setting
    assert rest.ended() == 0
    after = (tmp_path / "out.jsonl").read_bytes().split(b"\n")
    assert set(before) <= set(after)
    assert sources(tmp_path / "out.jsonl") == [f"{number:03}.txt" for number in range(320)]


def test_models_in_several_processes_share_answers_and_limits(
    tmp_path: Path, nursery: Nursery
) -> None:
    written(tmp_path / "reports", 40)
    several = ("--jobs", "2", "--quiet")
    with serve(received) as server:
        configured(tmp_path, server, price_input=1.0, price_output=1.0)
        spent = nursery.begin(tmp_path, *COMMAND, "--max-cost", "0.1", *several)
        assert spent.ended() == 5
        assert 0 < answered(tmp_path) == len(server.requests) < 40
        assert spent.errors.count("\n") == 1
        assert nursery.begin(tmp_path, *COMMAND, *several).ended() == 0
        assert len(server.requests) == 40
        assert server.most_flying <= 4
    assert len(sources(tmp_path / "out.jsonl")) == 40


def test_models_on_a_cluster_share_them_too(tmp_path: Path, nursery: Nursery) -> None:
    written(tmp_path / "reports", 40)
    with serve(received, latency=0.02) as server:
        configured(tmp_path, server)
        assert nursery.begin(tmp_path, *COMMAND, *DASK).ended() == 0
        assert len(server.requests) == answered(tmp_path) == 40
        assert server.most_flying <= 4
    assert len(sources(tmp_path / "out.jsonl")) == 40


def test_a_cluster_of_other_machines_needs_a_cache_that_they_share(
    cli: Cli, tmp_path: Path
) -> None:
    written(tmp_path / "reports", 1)
    with serve(received) as server:
        configured(tmp_path, server)
        ran = cli(*COMMAND, "--engine", "dask", "--scheduler", "tcp://cluster.example:8786")
        assert server.requests == []
    assert (ran.returncode, b'cache = "redis://' in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--engine", "spark"), b"no 'spark' in llm_extract.batch.engines; there are dask, local"),
        (("--engine", "dask", "--scheduler", "x://y"), b"--scheduler x://y: no Dask scheduler"),
        (("--scheduler", "tcp://127.0.0.1:1"), b"--scheduler is for --engine dask"),
    ],
)
def test_an_engine_that_cannot_be_is_a_usage_error(
    cli: Cli, tmp_path: Path, flags: tuple[str, ...], told: bytes
) -> None:
    written(tmp_path / "reports", 1)
    ran = cli("extract", "reports", "-o", "out.jsonl", *flags)
    assert (ran.returncode, told in ran.stderr) == (2, True)
