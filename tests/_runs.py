"""Whole runs against a server on loopback: reports of one question each, settings, results."""

import json
from pathlib import Path
from typing import Any

from _testimony import answer, put_in, said
from conftest import Cli
from loopback import Served

Json = dict[str, Any]


def written(tmp_path: Path, number: int) -> Path:
    """So many reports in a folder of their own; each tells another number, from 100 on."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:02}.txt").write_text(report(n + 100), "utf-8")
    return folder


def report(number: int) -> str:
    """A report of one number."""
    return f"云溪市2017年政府信息公开工作年度报告\n一、依申请公开情况\n全年收到申请{number}件。\n"


def received(body: Json) -> str:
    """The answer of a model that reads the reports above rightly."""
    text = put_in(body).text
    quote = text[text.index("收到申请") : text.index("件。") + 1]
    return answer([said("request.received", quote, quote[4:-1], unit="件")])


def settings(server: Served, tmp_path: Path, **more: object) -> None:
    """A settings file that names the server."""
    told = {"base_url": server.url, "model": "m", "price_input": 1.0, "price_output": 1.0}
    told |= {"requests_per_minute": 60000, "timeout": 1.0, **more}
    lines = [f"{name} = {json.dumps(value)}" for name, value in told.items()]
    text = "\n".join(["[providers.local]", *lines, '[extract]\ncache_dir = "kept"\n'])
    (tmp_path / "llm_extract.toml").write_text(text, "utf-8")


def results(tmp_path: Path) -> list[Json]:
    """The lines that were written."""
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def asked(cli: Cli, *more: str, **env: str) -> Any:
    """How a run over the reports ended."""
    return cli("extract", "reports", "--provider", "local", "-o", "out.jsonl", *more, **env)
