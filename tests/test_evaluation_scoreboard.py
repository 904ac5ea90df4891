"""The published scoreboard is what the program reaches today, and the gates are met."""

from pathlib import Path

import pytest
from conftest import Cli

from llm_extract.evaluation import labels, suites

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


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_each_suite_of_the_repository_has_its_reports_and_baselines(path: Path) -> None:
    suite = suites.load(str(path))
    assert labels.load(ROOT / suite.fixtures, suite.splits)
    for kept in suite.no_regression:
        assert (ROOT / kept).is_file()
