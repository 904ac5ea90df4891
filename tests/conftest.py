"""What several test files need: one small report, made by hand, and a command line to call."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import _redis
import pytest

from llm_extract.cli import run as commands_run
from llm_extract.records import (
    Document,
    Finding,
    Metadata,
    Number,
    NumberKind,
    Place,
    Quantity,
    Rank,
    Report,
    Run,
    Script,
    Severity,
    Span,
    State,
    Statement,
    Value,
    Verdict,
)

TEXT = "云溪市2017年政府信息公开工作年度报告\n全年收到申请12件,发放资料近10.5万份,另有视察3次。"
Cli = Callable[..., "Ran"]
Program = Callable[..., CompletedProcess[bytes]]


def span(quote: str) -> Span:
    """Where a quote stands in TEXT."""
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


def stated(indicator: str, quote: str, number: str, quantity: Quantity) -> Statement:
    """A statement of the narrative of TEXT."""
    return Statement(
        indicator,
        State.REPORTED,
        quantity,
        Place.NARRATIVE,
        Rank.OVERVIEW,
        "",
        span(quote),
        quote,
        number=span(number),
    )


RECEIVED = stated("request.received", "收到申请12件", "12件", Quantity(Decimal(12), "件"))
COPIES = stated(
    "disclosure.gazette_copies",
    "发放资料近10.5万份",
    "近10.5万份",
    Quantity(Decimal("105000"), "份", high=Decimal(104999)),
)
VISITS = Number(
    NumberKind.QUANTITY, span("3次"), span("3次"), Quantity(Decimal(3), "次"), span("次")
)
CONTRADICTION = Finding(
    "places",
    Severity.ERROR,
    "request.received: narrative says 12, the form says 0",
    ("request.received",),
    Decimal(12),
    Decimal(0),
    Decimal(12),
    (span("12件"),),
    id="F1",
)


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis server that the tests of this process share."""
    with _redis.running(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def report() -> Report:
    """Two values, one finding, one number that nobody claims."""
    return Report(
        document=Document(TEXT, "txt", "0" * 64, "reports/云溪.txt"),
        script=Script.SIMPLIFIED,
        forms=(),
        metadata=Metadata(
            title="云溪市2017年政府信息公开工作年度报告",
            agency="云溪市",
            year=2017,
            period_start=date(2017, 1, 1),
        ),
        values=(
            Value("request.received", "收到申请数", "件", Verdict.DISPUTED, (RECEIVED,), ("F1",)),
            Value("disclosure.gazette_copies", "资料发放份数", "份", Verdict.SUPPORTED, (COPIES,)),
        ),
        findings=(CONTRADICTION,),
        numbers=(VISITS,) * 3,
        unclaimed=(VISITS,),
        subjects=("网站访问量",),
        run=Run(version="0.1.0", seconds=0.01),
    )


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    returncode: int
    stdout: bytes
    stderr: bytes


@pytest.fixture
def cli(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Cli:
    """Run a command in this process, in an empty folder, with none of this machine's settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LLM_EXTRACT_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str, stdin: bytes = b"", **env: str) -> Ran:
        with monkeypatch.context() as patched:
            patched.setattr("sys.stdin", TextIOWrapper(BytesIO(stdin)))
            for name, value in env.items():
                patched.setenv(name, value)
            code = commands_run(list(arguments))
        out, err = capsysbinary.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Run the command line as a process of its own, for what only a process shows."""

    def run(*arguments: str, stdin: bytes = b"", **env: str) -> CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "llm_extract", *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", **env},
            timeout=120,
        )

    return run


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all tests of a file."""
    from _reviewing import browser

    with browser() as opened:
        yield opened


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page with nothing stored; what goes wrong in it, or leaves it, fails the test."""
    context = chromium.new_context(locale="en-GB", accept_downloads=True)
    context.set_default_timeout(5000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: re.match("file|blob|data", sent.url) or faults.append(sent.url))
    yield page
    context.close()
    assert faults == []
