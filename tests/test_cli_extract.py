"""`extract` as its users call it: files, folders, streams, formats, exit codes."""

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from conftest import Cli, Program

REPORT = """云溪市2017年政府信息公开工作年度报告
一、主动公开情况
2017年,全市主动公开政府信息253条。
二、依申请公开情况
2017年,全市共收到政府信息公开申请12件。
三、存在的问题和下一步打算
2018年,将进一步加强培训。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports in a tree, and what is no report: hidden, of another kind, unreadable."""
    place = tmp_path / "reports"
    (place / "2017").mkdir(parents=True)
    (place / "b.txt").write_text(REPORT, "utf-8")
    (place / "2017" / "a.txt").write_text(REPORT.replace("12件", "15件"), "utf-8")
    (place / ".hidden.txt").write_text(REPORT, "utf-8")
    (place / "notes.json").write_text(REPORT, "utf-8")
    return place


def values(stdout: bytes) -> dict[str, object]:
    return {v["indicator"]: v["value"] for v in json.loads(stdout)["values"]}


def test_a_report_on_standard_input_gives_its_values(cli: Cli) -> None:
    ran = cli("extract", "-", stdin=REPORT.encode())
    assert ran.returncode == 0
    assert values(ran.stdout)["request.received"] == 12
    assert json.loads(ran.stdout)["document"]["source"] == "-"


def test_each_quote_stands_at_its_place(cli: Cli) -> None:
    result = json.loads(cli("extract", "-", "--with-text", stdin=REPORT.encode()).stdout)
    text = result["document"]["text"]
    for value in result["values"]:
        for each in (value, *value["statements"]):
            assert text[each["start"] : each["end"]] == each["quote"]


def test_the_source_is_the_path_as_given(cli: Cli, folder: Path) -> None:
    ran = cli("extract", "reports/b.txt")
    assert json.loads(ran.stdout)["document"]["source"] == "reports/b.txt"


def test_a_folder_gives_its_reports_in_order_and_nothing_else(cli: Cli, folder: Path) -> None:
    ran = cli("extract", "reports")
    sources = [each["document"]["source"] for each in json.loads(ran.stdout)]
    assert sources == ["reports/b.txt", "reports/2017/a.txt"]


def test_several_processes_keep_the_order(program: Program, folder: Path) -> None:
    for number in range(12):
        (folder / f"c{number:02}.txt").write_text(REPORT, "utf-8")
    lines = program("extract", "reports", "--format", "jsonl", "--jobs", "2").stdout.splitlines()
    sources = [json.loads(line)["document"]["source"] for line in lines]
    numbered = [f"reports/c{number:02}.txt" for number in range(12)]
    assert sources == ["reports/b.txt", *numbered, "reports/2017/a.txt"]


@pytest.mark.parametrize("bad", [b"", b"  \n ", b"\x00\x01\x02\xff" * 50])
def test_a_file_that_cannot_be_read_leaves_the_others_alone(
    cli: Cli, folder: Path, bad: bytes
) -> None:
    (folder / "bad.txt").write_bytes(bad)
    ran = cli("extract", "reports")
    assert ran.returncode == 3
    assert len(json.loads(ran.stdout)) == 2
    told = ran.stderr.decode().splitlines()
    assert [line.partition(":")[0] for line in told] == ["reports/bad.txt"]


def test_when_nothing_can_be_read_nothing_is_written(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ran = cli("extract", "empty.txt", "-o", "out.json")
    assert ran.returncode == 3
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_a_path_that_does_not_exist_is_a_usage_error(cli: Cli) -> None:
    ran = cli("extract", "gone.txt")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"gone.txt" in ran.stderr


def test_a_missing_path_among_others_is_one_failure(cli: Cli, folder: Path) -> None:
    ran = cli("extract", "gone.txt", "reports/b.txt")
    assert ran.returncode == 3
    assert len(json.loads(ran.stdout)) == 1


def test_a_folder_without_reports_says_what_it_looked_for(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = cli("extract", "empty")
    assert (ran.returncode, b".txt" in ran.stderr) == (2, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_without_permission_is_one_failure(cli: Cli, folder: Path) -> None:
    (folder / "2017").chmod(0)
    ran = cli("extract", "reports")
    (folder / "2017").chmod(0o755)
    assert ran.returncode == 3
    assert b"permission" in ran.stderr.lower()


def test_with_o_nothing_goes_to_standard_output(cli: Cli, folder: Path, tmp_path: Path) -> None:
    ran = cli("extract", "reports", "-o", "out.jsonl")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 2


def test_the_format_follows_the_name_of_the_output(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli("extract", "reports/b.txt", "-o", "out.csv")
    rows = list(csv.DictReader(StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert {row["indicator"]: row["value"] for row in rows}["request.received"] == "12"


def test_the_output_may_not_be_a_folder(cli: Cli, folder: Path) -> None:
    assert cli("extract", "reports/b.txt", "-o", "reports").returncode == 2
    assert folder.is_dir()


def test_the_output_folder_must_exist(cli: Cli, folder: Path) -> None:
    ran = cli("extract", "reports/b.txt", "-o", "none/out.json")
    assert (ran.returncode, b"no such folder" in ran.stderr) == (2, True)


def test_a_device_is_written_to_not_replaced(cli: Cli, folder: Path) -> None:
    assert cli("extract", "reports/b.txt", "-o", "/dev/null").returncode == 0
    assert not Path("/dev/null").is_file()


def test_only_filters_the_values(cli: Cli) -> None:
    ran = cli("extract", "-", "--only", "request.*", stdin=REPORT.encode())
    assert {name.partition(".")[0] for name in values(ran.stdout)} == {"request"}


def test_only_an_indicator_that_there_is(cli: Cli) -> None:
    ran = cli("extract", "-", "--only", "request.receivd", stdin=REPORT.encode())
    assert (ran.returncode, b"request.received" in ran.stderr) == (2, True)


def test_a_format_that_is_not_there_is_told(cli: Cli) -> None:
    ran = cli("extract", "-", "--format", "xml", stdin=REPORT.encode())
    assert (ran.returncode, b"csv, json, jsonl, " in ran.stderr) == (2, True)


def test_a_provider_whose_key_is_not_set_is_a_matter_of_settings(cli: Cli) -> None:
    ran = cli(
        "extract", "-", "--provider", "deepseek", "--cache-dir", "kept", stdin=REPORT.encode()
    )
    assert (ran.returncode, b"DEEPSEEK_API_KEY" in ran.stderr) == (2, True)
    assert ran.stdout == b""


def test_a_provider_that_does_not_exist_is_told_before_anything_is_read(cli: Cli) -> None:
    ran = cli("extract", "-", "--provider", "rules,depseek")
    assert (ran.returncode, b"did you mean deepseek?" in ran.stderr) == (2, True)


def test_the_environment_may_name_the_provider(cli: Cli) -> None:
    env = {"LLM_EXTRACT_PROVIDER": "deepseek", "LLM_EXTRACT_CACHE_DIR": "kept"}
    ran = cli("extract", "-", stdin=REPORT.encode(), **env)
    assert (ran.returncode, b"DEEPSEEK_API_KEY" in ran.stderr) == (2, True)


def test_the_rules_in_a_list_of_providers_add_nothing(cli: Cli) -> None:
    ran = cli("extract", "-", "--provider", "rules, rules", stdin=REPORT.encode())
    assert json.loads(ran.stdout)["run"]["provider"] == "rules"


@pytest.mark.parametrize("format", ["table", "json"])
def test_output_is_utf8_whatever_the_locale(program: Program, format: str) -> None:
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = program("extract", "-", "--format", format, stdin=REPORT.encode(), **env)
    assert ran.returncode == 0
    assert "申请12件" in ran.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(cli: Cli, folder: Path) -> None:
    for number in range(30):
        (folder / f"c{number:02}.txt").write_text(REPORT * 20, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "llm_extract", "extract", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_no_arguments_are_a_usage_error(cli: Cli) -> None:
    assert cli("extract").returncode == 2
