"""`llm-extract eval` as its users call it, on a labelled report of their own."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from _evaluation import META, RECEIVED, TEXT, WEBSITE, folder
from conftest import Cli

from llm_extract.evaluation.labels import load

ROOT = Path(__file__).parent.parent
SUITE = """
fixtures = "labelled"
providers = ["rules"]

[[gate]]
metric = "accuracy.recall"
at_least = {}
"""


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    return folder(tmp_path, META + RECEIVED + WEBSITE)


def suite(root: Path, at_least: float) -> None:
    path = root / "eval" / "suites" / "dev.toml"
    path.parent.mkdir(parents=True)
    path.write_text(SUITE.format(at_least), "utf-8")


def settings(root: Path) -> None:
    """Settings with a model that finds nothing, and a cache of its own."""
    (root / "llm_extract.toml").write_text(
        '[extract]\ncache_dir = "cache"\n'
        '[providers.mute]\nkind = "scripted"\nmodel = "mute"\n'
        "price_input = 1.0\nprice_output = 1.0\n",
        "utf-8",
    )


def test_providers_stand_side_by_side(cli: Cli, labelled: Path, tmp_path: Path) -> None:
    settings(tmp_path)
    arguments = ("--labels", str(labelled), "--provider", "rules,mute", "--format", "json")
    ran = cli("eval", *arguments)
    assert ran.returncode == 0, ran.stderr
    rules, mute = json.loads(ran.stdout)["providers"]
    assert rules["figures"]["cost.calls"]["estimate"] == 0
    assert mute["figures"]["cost.calls"]["estimate"] > 0


def test_a_provider_is_not_asked_twice_for_the_same(
    cli: Cli, labelled: Path, tmp_path: Path
) -> None:
    settings(tmp_path)
    arguments = ("--labels", str(labelled), "--provider", "mute", "--format", "json")
    first, again = (json.loads(cli("eval", *arguments).stdout) for _ in range(2))
    assert first["providers"][0]["outcomes"] == again["providers"][0]["outcomes"]
    assert len(Path("eval/runs/labelled-mute/results.jsonl").read_text().splitlines()) == 1


def test_a_replay_without_the_answer_is_exit_7(cli: Cli, labelled: Path, tmp_path: Path) -> None:
    settings(tmp_path)
    (tmp_path / "answers").mkdir()
    arguments = ("--labels", str(labelled), "--provider", "mute", "--replay", "answers")
    ran = cli("eval", *arguments)
    assert ran.returncode == 7
    assert b"the same command goes on" in ran.stderr


def test_a_folder_of_ones_own_needs_no_suite(cli: Cli, labelled: Path) -> None:
    ran = cli("eval", "--labels", str(labelled), "--format", "json")
    assert ran.returncode == 0
    (provider,) = json.loads(ran.stdout)["providers"]
    assert {o["indicator"]: o["kind"] for o in provider["outcomes"]}[
        "request.received"
    ] == "correct"


def test_dev_is_the_suite_if_none_is_named(cli: Cli, labelled: Path, tmp_path: Path) -> None:
    suite(tmp_path, 0.0)
    ran = cli("eval")
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"suite dev: 1 documents")


def test_a_missed_gate_is_exit_6_and_says_by_how_much(
    cli: Cli, labelled: Path, tmp_path: Path
) -> None:
    suite(tmp_path, 1.0)
    ran = cli("eval", "dev")
    assert ran.returncode == 6
    assert re.search(rb"gate not met: rules: accuracy\.recall: .* missed by \d", ran.stderr)


def test_a_document_that_cannot_be_read_is_exit_3(cli: Cli, labelled: Path) -> None:
    (labelled / "yunxi" / "report.txt").write_bytes(b"")
    ran = cli("eval", "--labels", str(labelled))
    assert ran.returncode == 3
    assert ran.stderr.startswith(b"yunxi: ")


def rich_text(labelled: Path) -> None:
    """A second report, which only LibreOffice reads."""
    folder(labelled.parent, META.replace("report.txt", "report.rtf") + RECEIVED, name="old")
    (labelled / "old" / "report.rtf").write_bytes(rb"{\rtf1 x}")


def test_a_report_that_nothing_here_reads_is_skipped_with_its_reason(
    cli: Cli, labelled: Path
) -> None:
    rich_text(labelled)
    ran = cli("eval", "--labels", str(labelled), "--format", "json", PATH="")
    assert ran.returncode == 0
    assert ran.stderr.startswith(b"old: skipped: ")
    assert b"LibreOffice" in ran.stderr
    (provider,) = json.loads(ran.stdout)["providers"]
    assert [each["document"] for each in provider["documents"]] == ["yunxi"]
    assert list(provider["skipped"]) == ["old"]


def test_nothing_but_skipped_reports_is_no_evaluation(cli: Cli, labelled: Path) -> None:
    rich_text(labelled)
    ran = cli("eval", "--labels", str(labelled / "old"), PATH="")
    assert ran.returncode == 2
    assert b"no report could be read" in ran.stderr


@pytest.mark.parametrize("format", ["table", "junit", "html"])
def test_every_format_says_what_was_skipped(cli: Cli, labelled: Path, format: str) -> None:
    rich_text(labelled)
    ran = cli("eval", "--labels", str(labelled), "--format", format, PATH="")
    assert re.search(rb"skipped|<skipped message", ran.stdout)


def test_without_suites_the_way_out_is_named(cli: Cli) -> None:
    ran = cli("eval")
    assert ran.returncode == 2
    assert b"--labels DIR" in ran.stderr


def test_an_unknown_provider_is_exit_2(cli: Cli, labelled: Path) -> None:
    ran = cli("eval", "--labels", str(labelled), "--provider", "rules,ruels")
    assert ran.returncode == 2
    assert b"no provider 'ruels'" in ran.stderr


def test_an_unknown_format_is_told_before_anything_is_read(cli: Cli, labelled: Path) -> None:
    ran = cli("eval", "--labels", str(labelled), "--format", "pdf")
    assert ran.returncode == 2
    assert not Path("eval").exists()


def test_the_name_of_the_output_chooses_the_format(cli: Cli, labelled: Path) -> None:
    assert cli("eval", "--labels", str(labelled), "-o", "page.html").returncode == 0
    assert Path("page.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_stored_run_is_scored_again_without_its_report(cli: Cli, labelled: Path) -> None:
    cli("eval", "--labels", str(labelled))
    (labelled / "yunxi" / "report.txt").write_text("", "utf-8")
    ran = cli("eval", "score", "labelled-rules", "--format", "json")
    assert ran.returncode == 0
    assert b'"correct"' in ran.stdout


def test_two_stored_runs_are_compared(cli: Cli, labelled: Path) -> None:
    cli("eval", "--labels", str(labelled))
    run = "eval/runs/labelled-rules"
    ran = cli("eval", "compare", run, "labelled-rules", "--format", "json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["flips"] == []


def test_a_comparison_with_nothing_names_the_stored_runs(cli: Cli, labelled: Path) -> None:
    cli("eval", "--labels", str(labelled))
    ran = cli("eval", "compare", "labelled-rules", "nothing", "--labels", str(labelled))
    assert ran.returncode == 2
    assert b"stored runs are labelled-rules" in ran.stderr


def test_several_processes_find_the_same(cli: Cli, labelled: Path, tmp_path: Path) -> None:
    folder(tmp_path, META + WEBSITE, name="second")

    def kinds(jobs: str) -> list[str]:
        arguments = ("--labels", str(labelled), "--jobs", jobs, "--runs", jobs)
        tree = json.loads(cli("eval", *arguments, "--format", "json").stdout)
        return [outcome["kind"] for outcome in tree["providers"][0]["outcomes"]]

    assert kinds("1") == kinds("2")


def test_a_baseline_holds_against_the_run_that_wrote_it(
    cli: Cli, labelled: Path, tmp_path: Path
) -> None:
    suite(tmp_path, 0.0)
    path = tmp_path / "eval" / "suites" / "dev.toml"
    path.write_text('no_regression = "eval/baselines/dev-rules.json"\n' + path.read_text("utf-8"))
    assert cli("eval", "--write-baseline").returncode == 0
    assert cli("eval").returncode == 0


def test_drafted_labels_are_labels_that_the_draft_meets(cli: Cli, tmp_path: Path) -> None:
    home = tmp_path / "mine" / "yunxi"
    home.mkdir(parents=True)
    (home / "report.txt").write_text(TEXT, "utf-8")
    cli("extract", str(home / "report.txt"), "-o", "result.json")
    assert (
        cli("eval", "init-labels", "result.json", "-o", str(home / "labels.toml")).returncode == 0
    )
    assert load(tmp_path / "mine")[0].labels.observation
    tree = json.loads(cli("eval", "--labels", "mine", "--format", "json").stdout)
    kinds = {outcome["kind"] for outcome in tree["providers"][0]["outcomes"]}
    assert kinds == {"correct"}


def test_drafted_labels_say_that_they_are_a_draft(cli: Cli, labelled: Path) -> None:
    cli("extract", str(labelled / "yunxi" / "report.txt"), "-o", "result.json")
    text = cli("eval", "init-labels", "result.json").stdout.decode()
    assert text.startswith("# Labels to correct")
    assert tomllib.loads(text)["meta"]["source"] == "report.txt"


def test_labels_are_drafted_of_one_document(cli: Cli, labelled: Path) -> None:
    (labelled / "other.txt").write_text(TEXT, "utf-8")
    cli("extract", str(labelled), "-o", "two.jsonl")
    ran = cli("eval", "init-labels", "two.jsonl")
    assert ran.returncode == 2
    assert b"2 documents" in ran.stderr


def test_help_names_the_suites_flags_and_the_commands(cli: Cli) -> None:
    text = cli("eval", "--help").stdout.decode()
    for word in ("--provider", "--labels", "--replay", "compare", "init-labels", "score"):
        assert word in text


def test_drafted_labels_ask_for_a_number_that_could_not_be_read(cli: Cli, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "一、概述\n政府网站发布信息12683万条。\n二、主动公开\n政府网站公开12683条。\n", "utf-8"
    )
    result = cli("extract", str(report), "--format", "json")
    (tmp_path / "result.json").write_bytes(result.stdout)
    drafted = cli("eval", "init-labels", str(tmp_path / "result.json")).stdout.decode()
    unread = drafted.partition('quote = "政府网站公开12683条"')[2]
    assert "# value = the number that the quote gives" in unread
