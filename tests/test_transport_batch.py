"""`--transport batch`: questions by file, answers within a day, nothing sent or paid twice."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import _runs
import pytest
from _runs import asked, received, report, results, written
from conftest import Cli
from loopback import Served, serve

from llm_extract.batch import posting
from llm_extract.errors import ConfigError
from llm_extract.mail import Mail

KEY = "sk-planted-0123456789abcdef"


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five reports of one question each; batches are looked at often."""
    monkeypatch.setattr(posting, "Bounds", partial(posting.Bounds, first_look=0.01))
    return written(tmp_path, 5)


def settings(server: Served, tmp_path: Path, **more: object) -> None:
    """A settings file whose provider is the server, at half the price by mail."""
    _runs.settings(server, tmp_path, **{"batch_price_factor": 0.5, "timeout": 60, **more})
    with (tmp_path / "llm_extract.toml").open("a") as file:
        file.write('transport = "batch"\n')


def verdicts(tmp_path: Path) -> list[str]:
    return [result["values"][0]["verdict"] for result in results(tmp_path)]


def test_every_question_goes_by_file_and_every_answer_is_used(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path)
        ran = asked(cli)
        assert server.asked == []
        assert len(server.batches.sent()) == 5
        assert b"5 of 5 questions in 1 batches are done" in ran.stderr
    assert ran.returncode == 0
    assert verdicts(tmp_path) == ["confirmed"] * 5
    for run in (result["run"] for result in results(tmp_path)):
        assert (run["calls"], run["cached"], run["failed"]) == (1, 0, 0)
        tokens = run["input_tokens"] + run["output_tokens"]
        assert run["cost"] == pytest.approx(tokens / 2e6)
    assert list((tmp_path / "kept" / "batches").glob("*.jsonl")) == []


def test_the_lines_are_those_of_the_live_requests(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received) as server:
        settings(server, tmp_path, max_tokens=99)
        asked(cli, "--transport", "live", "--cache-dir", "other")
        live = sorted(json.dumps(each.body, sort_keys=True) for each in server.asked)
        (tmp_path / "out.jsonl").unlink()
        asked(cli)
        mailed = [line["body"] for line in server.batches.sent()]
        assert sorted(json.dumps(each, sort_keys=True) for each in mailed) == live
        assert {line["url"] for line in server.batches.sent()} == {"/v1/chat/completions"}


def test_a_second_run_sends_nothing(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received) as server:
        settings(server, tmp_path)
        asked(cli)
        (tmp_path / "out.jsonl").unlink()
        assert asked(cli).returncode == 0
        assert (len(server.batches.batches), server.asked) == (1, [])
    assert {r["run"]["cached"] for r in results(tmp_path)} == {1}
    assert {r["run"]["cost"] for r in results(tmp_path)} == {0}


def test_what_fails_in_the_batch_is_asked_live(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received, faults=["", "500", "", "400"]) as server:
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert len(server.asked) == 2
    assert verdicts(tmp_path) == ["confirmed"] * 5


def test_a_batch_that_fails_as_a_whole_is_told_and_asked_live(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        server.batches.fails = "expired"
        settings(server, tmp_path)
        ran = asked(cli)
        assert len(server.asked) == 5
    assert ran.returncode == 0
    assert b"the batch batch_0 expired" in ran.stderr
    assert verdicts(tmp_path) == ["confirmed"] * 5


@pytest.mark.parametrize("act", ["files", "batches"])
def test_an_act_that_nobody_heard_of_is_not_done_twice(
    cli: Cli, tmp_path: Path, reports: Path, act: str
) -> None:
    with serve(received) as server:
        server.batches.cut = [act]
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        sent = [each for each in server.requests if each.method == "POST"]
        assert [each.path for each in sent] == ["/v1/files", "/v1/batches"]
        assert server.asked == []


def test_files_are_bounded(
    cli: Cli, tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = partial(posting.Bounds, requests=2, first_look=0.01)
    monkeypatch.setattr(posting, "Bounds", bounds)
    with serve(received) as server:
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert len(server.batches.batches) == 3
        assert len({line["custom_id"] for line in server.batches.sent()}) == 5


def test_equal_documents_are_asked_about_once(cli: Cli, tmp_path: Path, reports: Path) -> None:
    (reports / "copy.txt").write_text(report(100), "utf-8")
    with serve(received) as server:
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert (len(server.batches.sent()), server.asked) == (5, [])
    assert sum(result["run"]["calls"] for result in results(tmp_path)) == 5


def killed(tmp_path: Path, server: Served, moment: str) -> None:
    """Run until so many requests of a path were received, then kill without warning."""
    command = [sys.executable, "-m", "llm_extract", "extract", "reports", "--provider", "local"]
    with subprocess.Popen(
        [*command, "-o", "out.jsonl"], cwd=tmp_path, stderr=subprocess.DEVNULL
    ) as running:
        until = monotonic() + 60
        while not any(each.path.startswith(moment) for each in server.requests):
            assert monotonic() < until
            sleep(0.005)
        os.kill(running.pid, signal.SIGKILL)


def test_a_run_that_was_killed_goes_on_waiting_and_sends_nothing_twice(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        server.batches.looks = 10**9
        settings(server, tmp_path)
        killed(tmp_path, server, "/v1/batches/batch_0")
        server.batches.looks = 0
        assert asked(cli).returncode == 0
        assert len(server.batches.batches) == 1
        assert server.asked == []
    assert verdicts(tmp_path) == ["confirmed"] * 5
    assert sum(result["run"]["calls"] for result in results(tmp_path)) == 5


def test_an_interrupted_run_says_how_to_go_on(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received) as server:
        server.batches.looks = 10**9
        settings(server, tmp_path)
        command = [sys.executable, "-m", "llm_extract", "extract", "reports", "--provider", "local"]
        with subprocess.Popen(
            [*command, "-o", "out.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE
        ) as running:
            until = monotonic() + 60
            while not server.batches.batches or not any(
                each["seen"] for each in server.batches.batches.values()
            ):
                assert monotonic() < until
                sleep(0.005)
            running.send_signal(signal.SIGINT)
            told = running.communicate(timeout=60)[1].decode()
        assert running.returncode == 130
        assert "the same command goes on from here" in told
        server.batches.looks = 0
        assert asked(cli).returncode == 0
        assert (len(server.batches.batches), server.asked) == (1, [])


def test_the_budget_holds_over_batch_and_live(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received) as server:
        settings(server, tmp_path, price_input=0.0, max_tokens=1000)
        # Each may cost 1,000 tokens of answer at half a millionth: two fit.
        ran = asked(cli, "--max-cost", "0.0012")
        assert len(server.batches.sent()) == 2
        assert b"before 0.0012 would be exceeded" in ran.stderr
    spent = sum(result["run"]["cost"] for result in results(tmp_path))
    assert ran.returncode in (0, 5)
    assert 0 < spent <= 0.0012


def test_a_plan_sends_nothing_and_counts_the_lower_price(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path)
        flags = ("--dry-run", "--format", "json", "-o", "plan.json")
        costs = []
        for transport in ("live", "batch"):
            asked(cli, *flags, "--transport", transport)
            rows = json.loads((tmp_path / "plan.json").read_text("utf-8"))
            costs.append(rows[-1]["cost"])
        assert server.requests == []
    assert costs[1] == pytest.approx(costs[0] / 2, rel=0.01)


def test_a_provider_without_batches_is_told_before_anything_is_read(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    (tmp_path / "llm_extract.toml").write_text(
        '[providers.local]\nkind = "scripted"\nmodel = "m"\n[extract]\ntransport = "batch"\n'
    )
    ran = asked(cli)
    assert (ran.returncode, b"--transport live" in ran.stderr) == (2, True)


def test_a_server_that_knows_no_batches_ends_the_run_with_exit_4(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        settings(server, tmp_path, base_url=f"{server.url}/elsewhere")
        ran = asked(cli)
    assert (ran.returncode, ran.stderr.count(b"\n")) == (4, 1)
    assert b"404" in ran.stderr


def test_one_run_at_a_time_waits_for_the_batches_of_a_directory(tmp_path: Path) -> None:
    mail = Mail(str(tmp_path))
    with pytest.raises(ConfigError, match="another run waits"):
        Mail(str(tmp_path))
    mail.close()
    Mail(str(tmp_path)).close()


def test_what_a_killed_run_never_sealed_is_cleared_away(tmp_path: Path) -> None:
    mail = Mail(str(tmp_path))
    with pytest.raises(KeyboardInterrupt), mail.drafting("place") as draft:
        draft.add("digest", b"{}\n", None)
        raise KeyboardInterrupt
    assert (mail.parts(), mail.knows("digest")) == ([], False)
    mail.close()
    again = Mail(str(tmp_path))
    assert list(again.folder.glob("*.jsonl")) == []
    again.close()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="another directory by --cache-dir"):
        Mail(str(tmp_path / "file"))


def test_a_key_gets_into_no_file(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received) as server:
        server.batches.fails = "expired"
        settings(server, tmp_path, api_key_env="PLANTED")
        ran = asked(cli, "--debug", PLANTED=KEY)
        assert {each.headers["authorization"] for each in server.requests} == {f"Bearer {KEY}"}
        assert KEY not in str(server.batches.files)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
    assert KEY.encode() not in ran.stdout + ran.stderr
