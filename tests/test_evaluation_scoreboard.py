"""The published scoreboard is what the program reaches today, and the gates are met."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import Cli

from llm_extract.evaluation import evaluating, labels, recorded, suites
from llm_extract.records import Verdict

ROOT = Path(__file__).parent.parent
SUITES = sorted((ROOT / "eval" / "suites").glob("*.toml"))


@pytest.fixture
def at_home(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Commands in the repository's own folder."""
    monkeypatch.chdir(ROOT)
    return cli


def test_the_scoreboard_is_up_to_date(at_home: Cli, tmp_path: Path) -> None:
    written = tmp_path / "SCOREBOARD.md"
    assert (
        at_home("eval", "scoreboard", "--runs", str(tmp_path), "-o", str(written)).returncode == 0
    )
    published = (ROOT / "eval" / "SCOREBOARD.md").read_text("utf-8")
    assert published == written.read_text("utf-8"), "run `make scoreboard`"


def test_the_part_on_recorded_answers_is_of_the_labels_that_are_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    assert recorded.digest() in (ROOT / "eval" / "RECORDED.md").read_text("utf-8")


def test_labels_of_real_reports_hold_none_of_their_words() -> None:
    for path in (ROOT / "eval" / "recorded").glob("*.toml"):
        quotes = re.findall(r'"([^"]*)"', path.read_text("utf-8").split("\n", 1)[1])
        units = set(re.findall(r'unit = "([^"]*)"', path.read_text("utf-8")))
        assert {q for q in quotes if re.search(r"[\u4e00-\u9fff]", q)} <= units


@pytest.fixture
def answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report with labels by offsets and a recorded answer: one statement right, one not."""
    text = "2017年收到申请12件。"
    said = {"state": "reported", "unit": "件", "indicator": "request.received"}
    told = [
        {**said, "number": "12", "quote": "收到申请12件"},
        {**said, "number": "2017", "quote": "2017年"},
    ]
    reply = {"document": "a_1.txt", "start": 0, "end": 20, "answer": {"statements": told}}
    for path, content in {
        "shared/documents/a_1.txt": text,
        "shared/replies/a-0.json": json.dumps(reply),
        "eval/recorded/a.toml": '[meta]\nsource = "a"\n[[observation]]\n'
        'indicator = "request.received"\nvalue = 12\nunit = "件"\nquote = "@5:12"\n',
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "shared"


def test_recorded_answers_are_held_against_labels_by_offsets(answered: Path) -> None:
    found = recorded.score(Path("runs"), answered)
    assert (found.said, found.offered, found.labelled) == (2, 1, 1)
    alone, heard = (each.outcomes[0] for each in found.scored)
    assert (alone.got.verdict, heard.got.verdict) == (Verdict.SUPPORTED, Verdict.CONFIRMED)


def test_a_run_over_labels_by_offsets_is_scored_again_without_the_reports(answered: Path) -> None:
    before = recorded.score(Path("runs"), answered).scored[1]
    shutil.rmtree(answered)
    assert evaluating.rescore(Path("runs/recorded-rules-and-answers")).figures == before.figures


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_each_suite_of_the_repository_has_its_reports_and_baselines(path: Path) -> None:
    suite = suites.load(str(path))
    assert labels.load(ROOT / suite.fixtures, suite.splits)
    for kept in suite.no_regression:
        assert (ROOT / kept).is_file()
