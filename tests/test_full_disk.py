"""No room to write: told before anything is read, and in the middle nothing finished is lost."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _many import lines, sources, written
from conftest import Cli
from loopback import serve
from test_killed import COMMAND, configured, received


@contextmanager
def room(most: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: what a full disk feels like to who writes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_before_anything_is_read_or_asked(cli: Cli, tmp_path: Path) -> None:
    written(tmp_path / "reports", 3)
    with serve(received) as server:
        configured(tmp_path, server)
        with room(300_000):
            ran = cli(*COMMAND)
        assert server.requests == []
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
    assert b"no room to write (File too large); make room and run the command again" in ran.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_no_room_for_answers_is_told_before_anything_is_asked(cli: Cli, tmp_path: Path) -> None:
    written(tmp_path / "reports", 3)
    (tmp_path / "kept").write_text("no folder", "utf-8")
    with serve(received) as server:
        configured(tmp_path, server)
        ran = cli(*COMMAND)
        assert server.requests == []
    assert (ran.returncode, b"cannot be used as a cache" in ran.stderr) == (2, True)


def test_a_disk_that_becomes_full_keeps_what_is_finished(cli: Cli, tmp_path: Path) -> None:
    reports = written(tmp_path / "reports", 9)
    command = ("extract", "reports", "-o", "out.jsonl")
    for path in sorted(reports.iterdir())[3:]:
        path.rename(tmp_path / path.name)
    cli(*command)
    raw = (tmp_path / "out.jsonl").read_bytes()
    line = raw[: raw.index(b"\n") + 1]
    more = [line.replace(b"000.txt", b"%06d.txt" % number) for number in range(2000)]
    (tmp_path / "out.jsonl").write_bytes(raw + b"".join(more))
    before = (tmp_path / "out.jsonl").read_bytes()
    for path in sorted(tmp_path.glob("*.txt")):
        path.rename(reports / path.name)
    with room(len(before) + len(line) * 5 // 2):
        ran = cli(*command, "--quiet")
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
    assert b"out.jsonl: no room to write" in ran.stderr
    after = (tmp_path / "out.jsonl").read_bytes()
    assert after.startswith(before)
    assert sources(tmp_path / "out.jsonl")[-2:] == ["003.txt", "004.txt"]
    ran = cli(*command)
    assert b"continuing: 5 of 9 documents are done" in ran.stderr
    assert sources(tmp_path / "out.jsonl")[:9] == [f"{number:03}.txt" for number in range(9)]
    assert len(lines(tmp_path / "out.jsonl")) == 2009


def test_without_room_to_tidy_replaced_lines_stay_and_are_passed_over(
    cli: Cli, tmp_path: Path
) -> None:
    written(tmp_path / "reports", 3)
    command = ("extract", "reports", "-o", "out.jsonl", "--quiet")
    cli(*command)
    raw = (tmp_path / "out.jsonl").read_bytes()
    first = raw[: raw.index(b"\n") + 1]
    others = b"".join(first.replace(b"000.txt", b"%06d.txt" % number) for number in range(2000))
    untidy = raw + others + first
    (tmp_path / "out.jsonl").write_bytes(untidy)
    with room(len(untidy) - len(first) - 10):
        ran = cli(*command)
    assert ran.returncode == 0
    assert b"not put in order: " in ran.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == untidy
    cli(*command)
    assert (tmp_path / "out.jsonl").read_bytes() == raw + others
