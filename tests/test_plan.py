"""The plan for many reports: what is measured and what a provider decides, multiplied."""

from pathlib import Path

import pytest

from bench import pages, plan
from bench.plan import Terms

ROOT = Path(__file__).parent.parent


def test_requests_a_minute_or_answers_in_flight_bound_the_hours() -> None:
    terms = Terms(1.0, 1.0, latency=6.0, concurrency=10, per_minute=600)
    assert plan.hours(36_000, terms) == 6.0  # ten in flight for 6 s are 100 a minute
    assert plan.hours(36_000, Terms(1.0, 1.0, 1.0, 1000, 600)) == 1.0


def test_a_sample_is_measured() -> None:
    sample = plan.measured([ROOT / "fixtures" / "yanchi_district_2018" / "report.html"])
    assert (sample.reports, sample.line > 1000, sample.seconds > 0) == (1, True, True)


@pytest.mark.parametrize(
    ("name", "command"),
    [("plan", "make plan"), ("kills", "make bench-kills"), ("figures", "make bench-scale")],
)
def test_figures_stand_between_their_marks(tmp_path: Path, name: str, command: str) -> None:
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    copy = tmp_path / "scale.md"
    copy.write_text(page, "utf-8")
    pages.put(copy, name, command, "new\n")
    before, _, after = copy.read_text("utf-8").partition("\nnew\n\n")
    assert page.startswith(before) and page.endswith(after) and after


def test_the_page_has_a_plan() -> None:
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    assert "| 300,000 reports by rules | |" in page and "| tokens out |" in page


def test_a_page_without_marks_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("nothing")
    with pytest.raises(SystemExit, match="put them where it goes"):
        pages.put(tmp_path / "page.md", "plan", "make plan", "new\n")
