"""What a batch service may do with questions and answers, and what becomes of its files."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from _runs import asked, received, results, written
from conftest import Cli
from loopback import serve
from test_killed import until
from test_transport_batch import settings, verdicts

from llm_extract import providers
from llm_extract.batch import posting
from llm_extract.config import ProviderSettings
from llm_extract.errors import ConfigError
from llm_extract.mail import Mail

Lines = Callable[[list[str]], list[str]]


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five reports of one question each; batches are looked at often."""
    monkeypatch.setattr(posting, "Bounds", partial(posting.Bounds, first_look=0.01))
    return written(tmp_path, 5)


MANGLED: dict[str, tuple[Lines, int]] = {
    "in another order": (lambda lines: lines[::-1], 0),
    "two are missing": (lambda lines: lines[2:], 2),
    "one comes twice": (lambda lines: [*lines, lines[0]], 0),
    "one of another batch": (lambda lines: [*lines, lines[0].replace('"custom_id": "', "&0")], 0),
    "one line is no JSON": (lambda lines: ["{", *lines[1:]], 1),
    "one body is no answer": (lambda lines: [emptied(lines[0]), *lines[1:]], 1),
}


def emptied(line: str) -> str:
    told = json.loads(line)
    told["response"]["body"]["choices"] = []
    return json.dumps(told)


@pytest.mark.parametrize(("mangled", "live"), MANGLED.values(), ids=MANGLED)
def test_answers_are_told_by_their_ids(
    cli: Cli, tmp_path: Path, reports: Path, mangled: Lines, live: int
) -> None:
    with serve(received) as server:
        server.batches.mangled = mangled
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert len(server.asked) == live
    assert verdicts(tmp_path) == ["confirmed"] * 5
    values = [result["values"][0]["value"] for result in results(tmp_path)]
    assert values == [100, 101, 102, 103, 104]


def test_of_two_answers_to_one_question_the_first_counts(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    def twice(lines: list[str]) -> list[str]:
        return [*lines, *(line.replace("101", "999") for line in lines)]

    with serve(received) as server:
        server.batches.mangled = twice
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
    assert [result["values"][0]["value"] for result in results(tmp_path)] == [*range(100, 105)]


@pytest.mark.parametrize("status", ["expired", "cancelled"])
def test_what_was_answered_before_a_batch_ended_is_used(
    cli: Cli, tmp_path: Path, reports: Path, status: str
) -> None:
    with serve(received) as server:
        server.batches.fails, server.batches.partly = status, 3
        settings(server, tmp_path)
        ran = asked(cli)
        assert len(server.asked) == 2
    assert (ran.returncode, f"batch_0 {status}".encode() in ran.stderr) == (0, True)
    assert verdicts(tmp_path) == ["confirmed"] * 5


def test_ends_of_lines_within_an_answer_end_no_line(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    ends = "\u2028 \u2029 \x85"
    for path in reports.iterdir():
        path.write_text(path.read_text("utf-8").replace("件。", f"件。{ends}"), "utf-8")

    def chatty(body: dict[str, object]) -> str:
        return received(body)[:-1] + f', "note": "{ends}"}}'

    with serve(chatty) as server:
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert server.asked == []
        assert len({line["custom_id"] for line in server.batches.sent()}) == 5
    assert verdicts(tmp_path) == ["confirmed"] * 5


@pytest.mark.parametrize("act", ["files", "batches"])
def test_a_run_killed_before_it_heard_of_an_act_does_it_once(
    cli: Cli, tmp_path: Path, reports: Path, act: str
) -> None:
    with serve(received) as server:
        server.batches.hang = [act]
        settings(server, tmp_path)
        command = [sys.executable, "-m", "llm_extract", "extract", "reports", "--provider", "local"]
        with subprocess.Popen([*command, "-o", "out.jsonl", "--quiet"], cwd=tmp_path) as running:
            until(lambda: getattr(server.batches, act))
            os.kill(running.pid, signal.SIGKILL)
        assert asked(cli).returncode == 0
        posts = [each.path for each in server.requests if each.method == "POST"]
        assert posts == ["/v1/files", "/v1/batches"]
        assert len(server.batches.sent()) == 5
    assert verdicts(tmp_path) == ["confirmed"] * 5
    assert sum(result["run"]["calls"] for result in results(tmp_path)) == 5


def test_files_at_the_service_go_when_their_answers_are_here(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received, faults=["", "500"]) as server:
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert server.batches.files == {}
        assert len(server.batches.deleted) == 3  # of questions, answers and errors
        last = [each for each in server.requests if each.path.endswith("/content")][-1]
        first = next(each for each in server.requests if each.method == "DELETE")
        assert server.requests.index(last) < server.requests.index(first)


def test_files_may_be_left_there(cli: Cli, tmp_path: Path, reports: Path) -> None:
    with serve(received) as server:
        settings(server, tmp_path, batch_keep_files=True)
        assert asked(cli).returncode == 0
        assert len(server.batches.files) == 2


def test_files_that_could_not_be_deleted_are_by_the_next_run(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        server.batches.cut = ["DELETE"]
        settings(server, tmp_path)
        assert asked(cli).returncode == 0
        assert len(server.batches.files) > 0
        (tmp_path / "out.jsonl").unlink()
        assert asked(cli).returncode == 0
        assert server.batches.files == {}
        assert (len(server.batches.batches), server.asked) == (1, [])


def test_no_file_is_deleted_before_its_answers_are_kept(
    cli: Cli, tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ConfigError("kept/answers: no room")

    with serve(received) as server:
        settings(server, tmp_path)
        with monkeypatch.context() as broken:
            broken.setattr("llm_extract.cache.Answers.flush", full)
            assert asked(cli).returncode == 2
        assert server.batches.deleted == []
        assert asked(cli).returncode == 0
        assert (len(server.batches.batches), server.asked) == (1, [])


@pytest.mark.parametrize(("together", "room"), [(2, 3), (5, 2), (5, 1)])
def test_a_service_that_takes_fewer_at_once_gets_them_one_after_another(
    cli: Cli,
    tmp_path: Path,
    reports: Path,
    monkeypatch: pytest.MonkeyPatch,
    together: int,
    room: int,
) -> None:
    often = {"first_look": 0.001, "longest_look": 0.001}
    bounds = partial(posting.Bounds, requests=together, **often)
    monkeypatch.setattr(posting, "Bounds", bounds)
    with serve(received) as server:
        server.batches.room, server.batches.looks = room, 3
        settings(server, tmp_path)
        ran = asked(cli)
        assert (ran.returncode, server.asked) == (0, [])
        ids = [line["custom_id"] for line in server.batches.sent()]
        assert len(ids) == len(set(ids)) == 5
        assert server.batches.files == {}
    assert verdicts(tmp_path) == ["confirmed"] * 5


def test_a_single_question_for_which_there_is_no_room_is_asked_live(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    with serve(received) as server:
        server.batches.room = 0
        settings(server, tmp_path)
        ran = asked(cli)
        assert len(server.asked) == 5
    assert (ran.returncode, b"Enqueued token limit reached" in ran.stderr) == (0, True)
    assert verdicts(tmp_path) == ["confirmed"] * 5


def test_a_batch_that_the_service_has_lost_ends_the_run_with_what_would_do(
    cli: Cli, tmp_path: Path, reports: Path
) -> None:
    mail = Mail(str(tmp_path / "kept"))
    with serve(received) as server:
        settings(server, tmp_path)
        with mail.drafting(f"local {server.url}") as draft:
            draft.add("digest", b"{}\n", None)
        mail.moved(replace(mail.parts()[0], file="file-0", batch="batch_7"))
        mail.close()
        ran = asked(cli)
        assert server.asked == []
    assert (ran.returncode, ran.stderr.count(b"\n")) == (4, 1)
    assert b"the batch batch_7 was sent before" in ran.stderr
    assert b"remove kept/batches" in ran.stderr


def test_lines_are_read_while_the_rest_of_the_file_is_on_its_way() -> None:
    async def read() -> list[str]:
        seen = asyncio.Event()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\nfirst\nsec")
            await seen.wait()
            writer.write(b"ond\n")
            writer.close()

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        base = f"http://127.0.0.1:{port}/v1"
        box = providers.mailbox(ProviderSettings(kind="openai", base_url=base, model="m"))
        lines = []
        async for line in box.lines("file-1"):
            lines.append(line)
            seen.set()
        await box.aclose()
        server.close()
        return lines

    assert asyncio.run(read()) == ["first", "second"]
