"""What holds over all workers of a cluster: the end, the size of tasks, the pace and the money."""

import contextlib
import signal
from collections.abc import Iterator
from decimal import Decimal
from logging import CRITICAL
from pathlib import Path
from typing import Any

import pytest
from _killing import Nursery, until
from _many import sources, text, whole, written
from _paid import configured
from _runs import received
from conftest import Cli
from loopback import Served, serve
from loopback.protocols import answered
from test_dask import DASK
from test_killed import COMMAND

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A scheduler and two workers, begun in another folder than any run's."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with (
        contextlib.chdir(elsewhere),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=CRITICAL
        ) as begun,
    ):
        yield begun


def over(cluster: Any) -> tuple[str, ...]:
    return ("--engine", "dask", "--scheduler", cluster.scheduler_address, "--quiet")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """What begins runs."""
    with Nursery() as opened:
        yield opened


def test_ctrl_c_to_a_whole_cluster_keeps_what_is_done_and_leaves_no_process(
    tmp_path: Path, nursery: Nursery
) -> None:
    written(tmp_path / "reports", 600)
    for path in (tmp_path / "reports").iterdir():  # long enough for Ctrl-C to come in between
        longer = text(int(path.stem)) + "加强组织领导,完善工作制度。\n" * 80
        path.write_text(longer, "utf-8")
    command = ("extract", "reports", "-o", "out.jsonl", *DASK[:-1])
    run = nursery.begin(tmp_path, *command)
    until(lambda: (tmp_path / "out.jsonl").exists())
    assert len(run.processes) > 2
    assert run.kill(signal.SIGINT, all_of_it=True) == 130
    until(lambda: not run.processes)
    before = whole(tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes().endswith(b"\n")
    assert 0 < len(before) < 600
    told = f"interrupted; {len(before)} of 600 documents are in out.jsonl, the same command goes on"
    assert told in run.errors
    assert "Traceback" not in run.errors
    assert nursery.begin(tmp_path, *command, "--engine", "local").ended() == 0
    after = whole(tmp_path / "out.jsonl")
    assert {source: after[source] for source in before} == before
    assert sorted(sources(tmp_path / "out.jsonl")) == sorted(f"{n:03}.txt" for n in range(600))


def test_a_task_of_the_rules_is_a_hundred_documents(cli: Cli, tmp_path: Path, cluster: Any) -> None:
    written(tmp_path / "reports", 250)
    before = {key for key, *_ in cluster.scheduler.transition_log}
    assert cli("extract", "reports", "-o", "out.jsonl", *over(cluster)).returncode == 0
    assert len(sources(tmp_path / "out.jsonl")) == 250
    log = cluster.scheduler.transition_log
    assert len({key for key, _, state, *_ in log if state == "memory"} - before) == 3


def test_requests_of_a_minute_are_those_of_all_workers(
    cli: Cli, tmp_path: Path, cluster: Any
) -> None:
    written(tmp_path / "reports", 64)  # two tasks: one for each worker
    with serve(received) as server:
        configured(tmp_path, server, requests_per_minute=1200, concurrency=16)
        assert cli(*COMMAND, *over(cluster)).returncode == 0
        came = [each.at for each in server.requests]
    assert len(came) == 64
    # Each worker for itself would need half of the time.
    assert came[-1] - came[0] > 0.75 * 63 * (60 / 1200)


def spent(server: Served) -> Decimal:
    """What the answers of a server cost at one for a million tokens, as the server counts them."""
    each = [answered("/chat/completions", r.body, received(r.body)) for r in server.requests]
    used = [answer["usage"] for answer in each]
    return Decimal(sum(u["prompt_tokens"] + u["completion_tokens"] for u in used)) / 1_000_000


def test_the_money_is_that_of_all_workers(cli: Cli, tmp_path: Path, cluster: Any) -> None:
    written(tmp_path / "reports", 64)
    with serve(received) as server:
        configured(tmp_path, server, price_input=1.0, price_output=1.0)
        ran = cli(*COMMAND, *over(cluster), "--max-cost", "0.1")
        assert (ran.returncode, ran.stderr.count(b"\n")) == (5, 1)
        assert 0 < spent(server) <= Decimal("0.1")
        assert len(sources(tmp_path / "out.jsonl")) <= len(server.requests) < 64
