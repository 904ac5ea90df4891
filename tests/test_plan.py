"""The plan for many reports: what is measured and what a provider decides, multiplied."""

from pathlib import Path

from bench import plan
from bench.plan import Terms

ROOT = Path(__file__).parent.parent


def test_requests_a_minute_or_answers_in_flight_bound_the_hours() -> None:
    terms = Terms(1.0, 1.0, latency=6.0, concurrency=10, per_minute=600)
    assert plan.hours(36_000, terms) == 6.0  # ten in flight for 6 s are 100 a minute
    assert plan.hours(36_000, Terms(1.0, 1.0, 1.0, 1000, 600)) == 1.0


def test_a_sample_is_measured() -> None:
    sample = plan.measured([ROOT / "fixtures" / "yanchi_district_2018" / "report.html"])
    assert (sample.reports, sample.line > 1000, sample.seconds > 0) == (1, True, True)


def test_the_page_has_a_plan_between_its_marks(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    told = page.partition(plan.BEGIN)[2].partition(plan.END)[0]
    assert "| 300,000 reports by rules | |" in told
    copy = tmp_path / "scale.md"
    copy.write_text(page, "utf-8")
    plan._put(copy, "new\n")
    assert copy.read_text("utf-8").replace("\nnew\n\n", told) == page
