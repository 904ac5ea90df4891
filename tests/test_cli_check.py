"""`check` and the small commands: what is stored is not believed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli
from test_cli_extract import REPORT

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def result(cli: Cli, tmp_path: Path) -> dict[str, Any]:
    """A result with its text inside."""
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    ran = cli("extract", "report.txt", "--with-text")
    return dict(json.loads(ran.stdout))


def stored(tmp_path: Path, result: object) -> str:
    (tmp_path / "result.json").write_text(json.dumps(result, ensure_ascii=False), "utf-8")
    return "result.json"


def received(result: dict[str, Any]) -> dict[str, Any]:
    return next(dict(v) for v in result["values"] if v["indicator"] == "request.received")


def put(entry: dict[str, Any], **keys: Any) -> None:
    """Change a value and its first statement alike, as a careful forger would."""
    first = entry["statements"][0]
    entry.update(keys)
    first.update({key: new for key, new in keys.items() if key in first})


def test_an_untouched_result_comes_out_as_it_went_in(
    cli: Cli, tmp_path: Path, result: dict[str, Any]
) -> None:
    ran = cli("check", stored(tmp_path, result), "--with-text")
    again = json.loads(ran.stdout)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert again == result


@pytest.mark.parametrize(
    "change",
    [
        lambda v: put(v, value=13),
        lambda v: put(v, value=0, state="zero_by_negation"),
        lambda v: put(v, value=None, state="blank"),
        lambda v: put(v, value=999, state="derived"),
        lambda v: put(v, start=v["start"] + 1, end=v["end"] + 1),
        lambda v: put(v, start=v["start"] - 100, end=v["end"] - 100),
        lambda v: put(v, start=10**9, end=10**9 + 5),
        lambda v: put(v, quote=v["quote"].replace("12", "13"), value=13),
        lambda v: put(v, unit="人次"),
        lambda v: v.update(value=13),
        lambda v: v.update(start=v["start"] + 1),
    ],
)
def test_a_forged_value_is_withheld(
    cli: Cli, tmp_path: Path, result: dict[str, Any], change: Change
) -> None:
    for value in result["values"]:
        if value["indicator"] == "request.received":
            change(value)
    ran = cli("check", stored(tmp_path, result))
    again = json.loads(ran.stdout)
    assert "request.received" not in {value["indicator"] for value in again["values"]}
    assert any("request.received" in finding["indicators"] for finding in again["findings"])
    assert "request.received: supported -> unsupported" in ran.stderr.decode()


def test_a_forged_verdict_is_judged_again(cli: Cli, tmp_path: Path, result: dict[str, Any]) -> None:
    for value in result["values"]:
        value["verdict"] = "confirmed"
    again = json.loads(cli("check", stored(tmp_path, result)).stdout)
    assert received(again)["verdict"] == "supported"


def test_the_text_may_come_from_the_source(
    cli: Cli, tmp_path: Path, result: dict[str, Any]
) -> None:
    del result["document"]["text"]
    assert cli("check", stored(tmp_path, result)).returncode == 0


def test_a_changed_source_is_not_used(cli: Cli, tmp_path: Path, result: dict[str, Any]) -> None:
    del result["document"]["text"]
    (tmp_path / "report.txt").write_text(REPORT + " ", "utf-8")
    ran = cli("check", stored(tmp_path, result))
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"document.text" in ran.stderr and b"report.txt" in ran.stderr


def test_what_cannot_be_checked_leaves_the_others_alone(
    cli: Cli, tmp_path: Path, result: dict[str, Any]
) -> None:
    lost = json.loads(json.dumps(result))
    lost["document"] |= {"source": "gone.txt", "text": None}
    ran = cli("check", stored(tmp_path, [lost, result]))
    assert ran.returncode == 3
    assert [each["document"]["source"] for each in json.loads(ran.stdout)] == ["report.txt"]


def test_json_lines_are_checked_line_by_line(
    cli: Cli, tmp_path: Path, result: dict[str, Any]
) -> None:
    line = json.dumps(result) + "\n"
    (tmp_path / "results.jsonl").write_text(line * 3, "utf-8")
    ran = cli("check", "results.jsonl")
    assert [json.loads(each)["report"]["year"] for each in ran.stdout.splitlines()] == [2017] * 3


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "{}", '{"schema_version": 2}', "null", "\x00", "[" * 100_000]
)
def test_what_is_no_result_is_told(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "result.json").write_text(text, "utf-8")
    ran = cli("check", "result.json")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"Traceback" not in ran.stderr


def test_a_fault_of_a_result_is_told_with_its_place(
    cli: Cli, tmp_path: Path, result: dict[str, Any]
) -> None:
    result["values"][0]["value"] = "253"
    ran = cli("check", stored(tmp_path, result))
    assert (ran.returncode, b"values.0.value" in ran.stderr) == (2, True)


def test_the_catalogue_is_listed(cli: Cli) -> None:
    listed = json.loads(cli("schema", "list").stdout)
    first = listed[0]
    assert list(first) == ["id", "label", "unit", "kind", "form_2014"]
    assert (first["id"], first["form_2014"]) == ("disclosure.total", 1)


def test_a_listed_table_is_aligned_for_chinese(cli: Cli) -> None:
    lines = cli("schema", "list", "--format", "table").stdout.decode().splitlines()
    assert lines[0].split() == ["id", "label", "unit", "kind", "form_2014"]


def test_one_indicator_is_shown_in_full(cli: Cli) -> None:
    assert json.loads(cli("schema", "show", "fee.collected").stdout)["unit"] == "万元"


def test_without_an_identifier_the_schema_of_a_result_is_shown(cli: Cli) -> None:
    schema = json.loads(cli("schema", "show").stdout)
    assert schema["required"] == [
        *("schema_version", "document", "report", "values", "findings", "numbers", "run")
    ]


def test_config_shows_where_each_setting_came_from(cli: Cli) -> None:
    ran = cli("config", "show", LLM_EXTRACT_STRATEGY="gaps")
    shown = {each["name"]: (each["value"], each["source"]) for each in json.loads(ran.stdout)}
    assert shown["extract.strategy"] == ("gaps", "LLM_EXTRACT_STRATEGY")
    assert shown["provider"] == ("rules", "default")
