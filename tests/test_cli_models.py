"""`extract` with models in one process: plans, strategies, several witnesses, words, a re-check."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from _testimony import answer, said
from conftest import Cli

REPORT = """云溪市2017年政府信息公开工作年度报告
一、概述
2017年,全市发放宣传品300册。
二、依申请公开情况
2017年,全市共收到政府信息公开申请12件。
三、存在的主要问题
一是人员不足;二是公开不够及时,群众不够满意。
"""
PROBLEMS = [said("text.problems", "人员不足"), said("text.problems", "公开不够及时")]
RECEIVED = said("request.received", "收到政府信息公开申请12件", "12", unit="件")
Json = dict[str, Any]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """One report, and models that answer by a script: `right` thrice, and `silent`."""
    answers = json.dumps([answer([RECEIVED, *PROBLEMS])] * 3, ensure_ascii=False)
    (tmp_path / "llm_extract.toml").write_text(
        '[providers.right]\nkind = "scripted"\nmodel = "right-1"\n'
        f"price_input = 1.0\nprice_output = 2.0\nparameters.answers = {answers}\n"
        '[providers.silent]\nkind = "scripted"\nmodel = "silent-1"\n'
        '[extract]\ncache_dir = "kept"\n',
        "utf-8",
    )
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def result(cli: Cli, *more: str) -> Json:
    ran = cli("extract", "report.txt", "--provider", "right", "--format", "json", *more)
    assert (ran.returncode, ran.stderr) == (0, b"")
    read: Json = json.loads(ran.stdout)
    return read


def value(found: Json, indicator: str) -> Json:
    [each] = [each for each in found["values"] if each["indicator"] == indicator]
    return dict(each)


def test_the_run_tells_who_was_asked_and_what_it_cost(cli: Cli, report: Path) -> None:
    run = result(cli)["run"]
    told = {key: run[key] for key in ("provider", "model", "calls", "cached", "failed", "gaps")}
    assert told == {
        "provider": "right",
        "model": "right-1",
        "calls": 1,
        "cached": 0,
        "failed": 0,
        "gaps": [],
    }
    assert run["cost"] is None  # the script does not say what it used
    assert len(run["prompt_digest"]) == len(run["schema_digest"]) == 16


def test_what_model_and_scanner_both_read_is_confirmed(cli: Cli, report: Path) -> None:
    found = value(result(cli), "request.received")
    assert (found["verdict"], found["witnesses"]) == ("confirmed", ["scanner", "model"])


def test_words_are_quotes_without_a_number(cli: Cli, report: Path) -> None:
    found = value(result(cli, "--with-text"), "text.problems")
    assert (found["value"], found["unit"], found["state"]) == (None, "", "reported")
    assert [each["quote"] for each in found["statements"]] == ["人员不足", "公开不够及时"]
    assert found["verdict"] == "supported"
    for each in found["statements"]:
        assert REPORT[each["start"] : each["end"]] == each["quote"]


def test_csv_has_a_row_for_each_quote_of_the_words(cli: Cli, report: Path) -> None:
    ran = cli("extract", "report.txt", "--provider", "right", "--format", "csv")
    rows = list(csv.DictReader(StringIO(ran.stdout.decode("utf-8-sig"))))
    told = [(row["value"], row["quote"]) for row in rows if row["indicator"] == "text.problems"]
    assert told == [("", "人员不足"), ("", "公开不够及时")]


def test_the_table_counts_the_quotes_and_the_calls(cli: Cli, report: Path) -> None:
    ran = cli("extract", "report.txt", "--provider", "right", "--format", "table")
    shown = ran.stdout.decode()
    assert "2 quotes" in shown
    assert "right: 1 calls, 0 from the cache, cost unknown" in " ".join(shown.split())


def test_a_checked_result_keeps_its_verdicts(cli: Cli, report: Path, tmp_path: Path) -> None:
    first = result(cli, "--with-text")
    (tmp_path / "result.json").write_text(json.dumps(first), "utf-8")
    ran = cli("check", "result.json", "--format", "json", "--with-text")
    assert (ran.returncode, ran.stderr) == (0, b"")
    again = json.loads(ran.stdout)
    for each in first["values"]:
        now = value(again, each["indicator"])
        assert (now["verdict"], now["value"], now["state"]) == (
            each["verdict"],
            each["value"],
            each["state"],
        )


def test_each_of_several_models_is_a_witness_of_its_own(cli: Cli, report: Path) -> None:
    ran = cli("extract", "report.txt", "--provider", "right,rules,silent", "--format", "json")
    found = json.loads(ran.stdout)
    assert found["run"]["provider"] == "right,silent"
    assert (found["run"]["model"], found["run"]["calls"]) == ("right-1,silent-1", 2)
    assert value(found, "request.received")["witnesses"] == ["scanner", "model:right"]


def test_a_plan_sends_nothing_and_tells_both_strategies(
    cli: Cli, report: Path, tmp_path: Path
) -> None:
    ran = cli("extract", "report.txt", "--provider", "right", "--dry-run", "--format", "json")
    rows = json.loads(ran.stdout)
    assert [(row["source"], row["strategy"]) for row in rows] == [
        ("report.txt", "full"),
        ("report.txt", "gaps"),
        ("all", "full"),
        ("all", "gaps"),
    ]
    full, gaps = rows[:2]
    assert (full["requests"], full["cached"], full["characters"]) == (1, 0, len(REPORT))
    assert 0 < gaps["characters"] <= full["characters"]
    assert 0 < gaps["cost"] <= full["cost"]
    assert not (tmp_path / "kept").exists()


def test_a_plan_knows_what_is_answered_already(cli: Cli, report: Path) -> None:
    result(cli)
    ran = cli("extract", "report.txt", "--provider", "right", "--dry-run", "--format", "json")
    full = json.loads(ran.stdout)[0]
    assert (full["requests"], full["cached"], full["cost"]) == (1, 1, 0)


def test_without_prices_a_plan_knows_no_cost(cli: Cli, report: Path) -> None:
    ran = cli("extract", "report.txt", "--provider", "silent", "--dry-run", "--format", "json")
    assert json.loads(ran.stdout)[0]["cost"] is None


def test_a_plan_is_a_table_too_and_goes_where_it_is_sent(
    cli: Cli, report: Path, tmp_path: Path
) -> None:
    ran = cli(
        *("extract", "report.txt", "--provider", "right", "--dry-run"),
        *("--format", "table", "-o", "plan.txt"),
    )
    lines = (tmp_path / "plan.txt").read_text("utf-8").splitlines()
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert lines[0].split()[:4] == ["source", "strategy", "requests", "cached"]
    assert len(lines) == 5


def test_a_plan_is_no_csv(cli: Cli, report: Path) -> None:
    ran = cli("extract", "report.txt", "--provider", "right", "--dry-run", "--format", "csv")
    assert (ran.returncode, b"table or json" in ran.stderr) == (2, True)


def test_with_rules_alone_nothing_would_be_sent(cli: Cli, report: Path) -> None:
    ran = cli("extract", "report.txt", "--dry-run", "--format", "json")
    assert [row["requests"] for row in json.loads(ran.stdout)] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--strategy", "some"), b"extract.strategy (--strategy)"),
        (("--max-cost", "-1"), b"extract.max_cost (--max-cost)"),
        (("--replay", "nowhere"), b"nowhere: no such folder"),
        (("--cache-dir", "report.txt/x"), b"cannot be used as a cache"),
    ],
)
def test_a_flag_that_cannot_be_is_a_usage_error(
    cli: Cli, report: Path, flags: tuple[str, str], told: bytes
) -> None:
    ran = cli("extract", "report.txt", "--provider", "right", *flags)
    assert (ran.returncode, told in ran.stderr, ran.stdout) == (2, True, b"")


def test_flags_come_before_the_environment(cli: Cli, report: Path) -> None:
    ran = cli(
        *("extract", "report.txt", "--provider", "right", "--strategy", "full"),
        *("--format", "json"),
        LLM_EXTRACT_STRATEGY="gaps",
        LLM_EXTRACT_PROVIDER="silent",
    )
    assert json.loads(ran.stdout)["run"]["provider"] == "right"


def test_a_report_that_cannot_be_read_leaves_the_models_to_the_others(
    cli: Cli, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    ran = cli("extract", "bad.txt", "report.txt", "--provider", "right", "--format", "jsonl")
    assert (ran.returncode, ran.stdout.count(b"\n")) == (3, 1)
    assert ran.stderr.startswith(b"bad.txt: ")
