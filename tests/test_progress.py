"""How far a run has come, on a terminal and elsewhere."""

import os
import pty
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from _many import written
from conftest import Cli

from llm_extract.cli import _progress
from llm_extract.cli._progress import Counts, Meter


def test_without_a_terminal_there_is_a_line_for_each_interval(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_progress, "INTERVAL", 0.0)
    written(tmp_path / "reports", 5)
    told = cli("extract", "reports", "-o", "out.jsonl").stderr.decode().splitlines()
    assert told[-1] == "5 of 5 documents"
    assert cli("extract", "reports", "-o", "new.jsonl", "--quiet").stderr == b""


def test_a_short_run_says_nothing(cli: Cli, tmp_path: Path) -> None:
    written(tmp_path / "reports", 2)
    assert cli("extract", "reports", "-o", "out.jsonl").stderr == b""


def test_calls_cost_and_time_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([100.0, 100.0, 160.0, 160.0, 160.0])
    monkeypatch.setattr(_progress, "monotonic", lambda: next(clock))
    meter = Meter(20_000, 1204, shown=True)
    meter.show(Counts())
    meter.show(Counts(600, 3, 7000, 41, Decimal("1.25")))
    assert capsys.readouterr().err == (
        "1,807 of 20,000 documents, 3 failed, 7,000 calls, 41 from the cache, cost 1.2500, "
        "30 min left\n"
    )


def test_an_unknown_cost_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_progress, "INTERVAL", 0.0)
    Meter(9, 0, shown=True).show(Counts(1, 0, 2, 0, None))
    assert "2 calls, 0 from the cache, cost unknown" in capsys.readouterr().err


def test_a_terminal_gets_a_bar_and_failures_above_it(tmp_path: Path) -> None:
    written(tmp_path / "reports", 5)
    (tmp_path / "reports" / "003.txt").write_bytes(b"")
    ours, theirs = pty.openpty()
    command = ["extract", "reports", "-o", "out.jsonl"]
    ran = subprocess.run(
        [sys.executable, "-m", "llm_extract", *command],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 65536)
        except OSError:
            break
    os.close(ours)
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode())
    assert ran.returncode == 3
    assert "reports/003.txt: " in plain
    assert "5 of 5 documents, 1 failed" in plain
