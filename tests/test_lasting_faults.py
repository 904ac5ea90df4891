"""Servers that stop answering: gaps soon, nothing answered is lost, a rerun asks for the gaps."""

from functools import partial
from itertools import chain, repeat
from pathlib import Path

import pytest
from _runs import asked, received, results, settings, written
from conftest import Cli
from loopback import serve

from llm_extract import providers
from llm_extract.providers import Policy


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Thirty reports of one question each."""
    return written(tmp_path, 30)


@pytest.mark.parametrize("fault", ["429", "500", "hang"])
def test_a_fault_that_lasts_gives_gaps_soon_and_what_was_answered_stays(
    cli: Cli, tmp_path: Path, reports: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = 0.6 if fault == "hang" else 0.1
    quick = partial(Policy, first_pause=0.01, longest_pause=0.05, patience=patience)
    monkeypatch.setattr(providers, "Policy", quick)
    with serve(received) as warm:  # the SDK is loaded before anything may time out
        settings(warm, tmp_path, timeout=20)
        cli("extract", "reports/00.txt", "--provider", "local", "--cache-dir", "other")
    with serve(received, faults=chain([""] * 10, repeat(fault))) as server:
        settings(server, tmp_path, timeout=0.4 if fault == "hang" else 20, concurrency=5)
        ran = asked(cli)
        sent = len(server.requests)
    assert ran.returncode == 3
    told = [result["run"]["gaps"] for result in results(tmp_path)]
    assert len(told) == 30
    lost = [gaps for gaps in told if gaps]
    assert len(lost) >= 20 - 5  # a hang may take some of those in flight with it
    assert all(gap["reason"] for gaps in lost for gap in gaps)
    assert sent < 30 * 8 / 2  # not every request is tried to its end
    found = {(bool(r["run"]["gaps"]), r["values"][0]["verdict"]) for r in results(tmp_path)}
    assert found == {(True, "supported"), (False, "confirmed")}
    with serve(received) as server:
        settings(server, tmp_path, timeout=20)
        assert asked(cli).returncode == 0
        assert len(server.requests) == len(lost)
    assert {r["values"][0]["verdict"] for r in results(tmp_path)} == {"confirmed"}
