"""Whole runs against a model server on loopback: every fault, nothing lost, no second bill."""

import signal
import subprocess
import sys
from itertools import chain, repeat
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from _runs import asked, received, results, settings, written
from conftest import Cli
from loopback import serve

KEY = "sk-planted-0123456789abcdef"
Json = dict[str, Any]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Fifty reports of one question each."""
    return written(tmp_path, 50)


def test_a_perfect_model_and_the_scanner_confirm_each_other(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert len(server.requests) == 50
    found = [result["values"][0] for result in results(tmp_path)]
    assert [value["value"] for value in found] == list(range(100, 150))
    assert {value["verdict"] for value in found} == {"confirmed"}
    assert {tuple(value["witnesses"]) for value in found} == {("scanner", "model")}


def test_a_second_run_sends_nothing_and_says_the_same(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path)
        asked(cli)
        first = results(tmp_path)
        asked(cli)
        assert results(tmp_path) == first
        (tmp_path / "out.jsonl").unlink()
        asked(cli)
        assert len(server.requests) == 50
    third = results(tmp_path)
    assert [r["values"] for r in third] == [r["values"] for r in first]
    assert {(r["run"]["calls"], r["run"]["cached"], r["run"]["cost"]) for r in third} == {(0, 1, 0)}


RIGHT_IN_THE_END = ["429", "429:0.05", "500", "503", "reset", "empty", "null", "malformed"]
HARMLESS = ["prose", "fenced", "duplicate", "nousage"]


@pytest.mark.parametrize("fault", [*RIGHT_IN_THE_END, *HARMLESS])
def test_a_fault_that_passes_costs_nothing_but_time(
    cli: Cli, tmp_path: Path, reports: Path, fault: str
) -> None:
    with serve(received, faults=[fault] * 10) as server:
        settings(server, tmp_path)
        ran = asked(cli)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert all(r["values"][0]["verdict"] == "confirmed" for r in results(tmp_path))
    assert all(r["run"]["gaps"] == [] for r in results(tmp_path))


NEVER_USABLE = ["400", "empty", "null", "length", "refusal", "garbage"]


@pytest.mark.parametrize("fault", NEVER_USABLE)
def test_a_fault_that_stays_is_a_gap_and_the_rules_stand(
    cli: Cli, tmp_path: Path, reports: Path, fault: str
) -> None:
    with serve(received, faults=repeat(fault)) as server:
        settings(server, tmp_path)
        ran = cli("extract", "reports/07.txt", "--provider", "local", "-o", "out.jsonl")
    [result] = results(tmp_path)
    assert ran.returncode == 3
    assert ran.stderr.decode().startswith("reports/07.txt: a part of it got no usable answer: ")
    [gap] = result["run"]["gaps"]
    assert (gap["start"], gap["end"], gap["witness"]) == (0, 43, "model")
    assert gap["reason"]
    assert [(v["value"], v["verdict"]) for v in result["values"]] == [(107, "supported")]


def test_the_whole_statements_of_a_broken_answer_are_kept_beside_the_gap(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received, faults=repeat("malformed")) as server:
        settings(server, tmp_path)
        ran = cli("extract", "reports/07.txt", "--provider", "local", "-o", "out.jsonl")
    [result] = results(tmp_path)
    assert (ran.returncode, len(result["run"]["gaps"])) == (3, 1)
    assert result["values"][0]["verdict"] == "confirmed"


@pytest.mark.parametrize("fault", ["400", "length", "refusal"])
def test_of_fifty_answers_a_fault_loses_its_own_alone(
    cli: Cli, tmp_path: Path, reports: Path, fault: str
) -> None:
    with serve(received, faults=chain([""] * 20, repeat(fault, 7))) as server:
        settings(server, tmp_path, concurrency=1)
        assert asked(cli).returncode == 3
        told = [result["run"]["gaps"] for result in results(tmp_path)]
        assert len(told) == 50
        lost = sum(map(bool, told))
        assert 0 < lost <= 7
        before = len(server.requests)
        assert asked(cli).returncode == 0
        assert len(server.requests) - before <= lost + (fault != "400") * lost
    assert all(r["values"][0]["verdict"] == "confirmed" for r in results(tmp_path))


def test_a_request_that_hangs_is_tried_again(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received, faults=["hang", "hang"]) as server:
        settings(server, tmp_path, timeout=4)
        assert asked(cli).returncode == 0
        assert len(server.requests) == 52
    counted = {r["run"]["failed"]: r["run"]["cost"] for r in results(tmp_path)}
    assert counted[1] is None  # it may have been paid


def test_unknown_usage_is_unknown_not_nothing(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received, faults=["nousage"]) as server:
        settings(server, tmp_path, concurrency=1)
        asked(cli)
    runs = [result["run"] for result in results(tmp_path)]
    assert [runs[0][key] for key in ("input_tokens", "output_tokens", "cost")] == [None] * 3
    assert runs[1]["input_tokens"] > 0


def test_a_dead_server_ends_in_one_line_and_exit_4(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve() as server:
        settings(server, tmp_path)
    ran = asked(cli)
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert ran.stderr.count(b"\n") == 1
    assert ran.stderr.startswith(b"llm-extract: local: no connection to http://127.0.0.1:")
    assert not (tmp_path / "out.jsonl").exists()


def test_a_refused_key_ends_in_one_line_and_exit_4_soon(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(faults=repeat("401")) as server:
        settings(server, tmp_path, concurrency=2)
        ran = asked(cli)
        assert len(server.requests) <= 2
    assert (ran.returncode, ran.stderr.count(b"\n")) == (4, 1)
    assert b"401" in ran.stderr


def test_what_was_finished_before_the_credit_ran_out_is_written(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received, faults=chain([""] * 20, repeat("402"))) as server:
        settings(server, tmp_path, concurrency=1)
        ran = asked(cli)
        assert len(server.requests) == 21
    assert (ran.returncode, ran.stderr.count(b"\n")) == (4, 1)
    assert len(results(tmp_path)) == 20


def test_the_budget_stops_a_run_and_the_same_command_goes_on(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path, concurrency=1)
        first = asked(cli, "--max-cost", "0.08")
        done = len(results(tmp_path))
        assert (first.returncode, first.stderr.count(b"\n")) == (5, 1)
        assert b"the same command goes on" in first.stderr
        assert 0 < done < 50
        spent = sum(result["run"]["cost"] for result in results(tmp_path))
        assert 0 < spent <= 0.08
        codes = [asked(cli, "--max-cost", "0.08").returncode for _ in range(9)]
        assert len(server.requests) == 50
    assert (codes[0], codes[-1]) == (5, 0)
    assert len(results(tmp_path)) == 50


def test_without_prices_a_limit_on_the_cost_is_told_to_be_none(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path)
        text = (tmp_path / "llm_extract.toml").read_text("utf-8").replace("price_", "# price_")
        (tmp_path / "llm_extract.toml").write_text(text, "utf-8")
        ran = asked(cli, "--max-cost", "1")
        defaulted = asked(cli, "--cache-dir", "other", "-o", "again.jsonl")
    assert (ran.returncode, b"max_cost cannot be kept" in ran.stderr) == (0, True)
    assert b"prices" not in defaulted.stderr  # nobody asked for the default limit
    assert results(tmp_path)[0]["run"]["cost"] is None


def test_recorded_answers_are_replayed_without_a_server(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path)
        asked(cli)
    cli("cache", "export", "answers", "--cache-dir", "kept")
    ran = asked(cli, "--replay", "answers", "--cache-dir", "other")
    assert ran.returncode == 0
    assert {r["run"]["cached"] for r in results(tmp_path)} == {1}
    assert not (tmp_path / "other").exists()


def test_a_missing_recorded_answer_is_exit_7_and_says_where(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path, concurrency=1)
        asked(cli)
    cli("cache", "export", "answers", "--cache-dir", "kept")
    (tmp_path / "out.jsonl").unlink()
    (reports / "10.txt").write_text("云溪市年度报告\n全年收到申请5件。", "utf-8")
    ran = asked(cli, "--replay", "answers")
    assert (ran.returncode, ran.stderr.count(b"\n")) == (7, 1)
    assert ran.stderr.decode().startswith("llm-extract: reports/10.txt: ")
    assert "characters 0–17" in ran.stderr.decode()
    assert len(results(tmp_path)) == 10


def test_an_interrupted_run_keeps_its_answers(tmp_path: Path, reports: Path) -> None:
    for path in sorted(reports.iterdir())[12:]:
        path.unlink()
    with serve(received, latency=0.1) as server:
        settings(server, tmp_path, concurrency=1)
        command = [sys.executable, "-m", "llm_extract", "extract", "reports", "--provider", "local"]
        with subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            until = monotonic() + 60
            while len(server.requests) < 5 and monotonic() < until:
                sleep(0.02)
            running.send_signal(signal.SIGINT)
            told = running.communicate(timeout=60)[1].decode()
        assert running.returncode == 130
        assert told == (
            "interrupted; answers that came are in the cache, the same command goes on from here\n"
        )
        sent = len(server.requests)
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
        assert len(server.requests) in (12, 13)  # the one on its way may be sent again
        assert sent < 12


@pytest.mark.parametrize("fault", ["echo", "babble", "401", ""])
def test_a_key_gets_into_no_file_and_no_word(
    cli: Cli, tmp_path: Path, reports: Path, fault: str
) -> None:
    with serve(received, faults=[fault] * 3) as server:
        settings(server, tmp_path, api_key_env="PLANTED")
        ran = asked(cli, "--debug", PLANTED=KEY)
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    cli("cache", "export", "answers", "--cache-dir", "kept")
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
    assert KEY.encode() not in ran.stdout + ran.stderr
