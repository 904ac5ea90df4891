"""The formats: complete JSON, JUnit that a server takes, a page that loads nothing."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from _evaluation import RECEIVED, WEBSITE, judged, one, outcome, scored, value

from llm_extract import plots
from llm_extract.errors import ConfigError
from llm_extract.evaluation.formats import Evaluation, render
from llm_extract.evaluation.gates import Ruling

MISSED = Ruling("rules", "accuracy.f1", "lower bound at least 0.9", 0.9, 0.5, False)


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """One value missed, one wrong and silent, one gate missed."""
    wrong = value("request.received", 31, "信访件31件")
    return Evaluation("dev", (scored(judged(tmp_path, RECEIVED + WEBSITE, wrong)),), (MISSED,))


def test_json_has_every_outcome_with_both_sides(evaluation: Evaluation) -> None:
    tree = json.loads(render("json", evaluation))
    (provider,) = tree["providers"]
    missed, wrong = provider["outcomes"]
    assert (missed["kind"], missed["expected"]["value"], missed["got"]) == ("missed", 800, None)
    assert (wrong["kind"], wrong["got"]["value"], wrong["silent"]) == ("wrong", 31, True)
    assert wrong["expected"]["quote"] == "收到申请12件"
    assert provider["figures"]["accuracy.recall"]["estimate"] == 0


def test_json_says_whether_the_gates_are_met(evaluation: Evaluation) -> None:
    tree = json.loads(render("json", evaluation))
    assert tree["passed"] is False
    assert tree["gates"][0]["metric"] == "accuracy.f1"


def test_junit_has_a_case_for_each_document_and_group(evaluation: Evaluation) -> None:
    root = ElementTree.fromstring(render("junit", evaluation))
    cases = [(c.get("classname"), c.get("name")) for c in root.iter("testcase")]
    named = "yunxi"
    assert cases == [(named, "disclosure"), (named, "request"), ("rules", "accuracy.f1")]


def test_junit_counts_what_failed(evaluation: Evaluation) -> None:
    suite = ElementTree.fromstring(render("junit", evaluation))[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "2", "0")
    assert "expected 12 件, got 31 件" in "".join(suite.itertext())


def test_junit_calls_a_lost_document_an_error() -> None:
    lost = one("a", outcome("a", "request.received", "error"), fault="torn\x00 file")
    root = ElementTree.fromstring(render("junit", Evaluation("dev", (scored(lost),))))
    assert root[0].get("errors") == "1"


def test_the_table_shows_the_silent_error_first(evaluation: Evaluation) -> None:
    text = render("table", evaluation)
    first = text.index("request.received: wrong (silent)")
    assert first < text.index("disclosure.website: missed")
    assert "MISSED rules: accuracy.f1" in text


def test_no_line_of_the_table_is_wider_than_a_terminal(evaluation: Evaluation) -> None:
    assert max(map(len, render("table", evaluation).splitlines())) <= 120


def test_the_page_shows_each_miss_in_its_text(evaluation: Evaluation) -> None:
    page = render("html", evaluation)
    assert re.search(r"<mark>收到申请12件</mark>。未发生收费", page)
    assert re.search(r"全年受理<mark>信访件31件</mark>", page)


def test_the_page_runs_and_loads_nothing(evaluation: Evaluation) -> None:
    page = render("html", evaluation)
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|\bsrc=|\bhref=|style=|\son\w+=|url\(|@import", page)


def test_the_policy_of_the_page_allows_its_own_style(evaluation: Evaluation) -> None:
    page = render("html", evaluation)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in page or f"'sha256-{digest}'" in page


def test_text_of_a_report_cannot_become_markup() -> None:
    name = "<script>alert(1)</script>"
    bad = one(name, outcome(name, "request.received", "missed"))
    page = render("html", Evaluation("<i>", (scored(bad),)))
    assert "<script>" not in page
    assert "<i>" not in page


def test_plots_escape_their_words() -> None:
    assert "<b>" not in plots.bars("<b>", [plots.Bar("<b>", 0.5, 0.4, 0.6, note="<b>")])


def test_every_plot_is_well_formed(evaluation: Evaluation) -> None:
    found = re.findall(r"<svg.*?</svg>", render("html", evaluation), re.DOTALL)
    assert len(found) == 3
    for plot in found:
        assert ElementTree.fromstring(plot).tag == "svg"


def test_two_providers_stand_side_by_side() -> None:
    document = one("a", outcome("a", "request.received", "correct"))
    both = scored(document), scored(document, provider="other")
    page = render("html", Evaluation("dev", both))
    assert "request (rules)" in page
    assert "request (other)" in page


def test_a_format_that_is_not_there_names_those_that_are(evaluation: Evaluation) -> None:
    with pytest.raises(ConfigError, match="html, json, junit, table"):
        render("pdf", evaluation)
