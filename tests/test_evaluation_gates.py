"""Suites and their gates: bounds of intervals, and no step back from a baseline."""

import json
from pathlib import Path

import pytest
from _evaluation import one, outcome, result, scored

from llm_extract.errors import ConfigError
from llm_extract.evaluation.gates import baseline, rule
from llm_extract.evaluation.outcomes import Judged
from llm_extract.evaluation.suites import Gate, Suite, load


def document(name: str, right: int, missed: int = 0) -> Judged:
    hits = [outcome(name, f"request.r{n}", "correct") for n in range(right)]
    return one(name, *hits, *(outcome(name, f"request.m{n}", "missed") for n in range(missed)))


def kept(root: Path, *documents: Judged) -> Suite:
    """A suite whose baseline is a run of these documents."""
    path = root / "base.json"
    path.write_text(json.dumps(baseline(scored(*documents))), "utf-8")
    return Suite(name="dev", no_regression=(str(path),))


def test_a_gate_asks_for_the_lower_bound_and_not_for_the_estimate() -> None:
    suite = Suite(gate=(Gate(metric="accuracy.recall", at_least=0.99),))
    (ruling,) = rule(suite, scored(document("a", 10), document("b", 10)))
    assert not ruling.met
    assert "missed by" in ruling.message


def test_a_gate_that_is_reached_is_met() -> None:
    suite = Suite(gate=(Gate(metric="accuracy.recall", at_least=0.5),))
    (ruling,) = rule(suite, scored(*(document(str(n), 10) for n in range(9))))
    assert ruling.met


def test_an_upper_bound_is_asked_for_what_should_be_rare() -> None:
    suite = Suite(gate=(Gate(metric="calibration.silent_errors", at_most=0.001),))
    (ruling,) = rule(suite, scored(document("a", 10), document("b", 10)))
    assert not ruling.met


def test_a_gate_with_nothing_to_count_is_missed() -> None:
    suite = Suite(gate=(Gate(metric="conflicts.detected", at_least=0.1),))
    (ruling,) = rule(suite, scored(document("a", 1)))
    assert not ruling.met
    assert "nothing was counted" in ruling.message


def test_a_gate_on_a_figure_that_does_not_exist_is_a_fault_of_the_suite() -> None:
    suite = Suite(gate=(Gate(metric="accuracy.recal", at_least=0.1),))
    with pytest.raises(ConfigError, match="no such figure"):
        rule(suite, scored(document("a", 1)))


def test_a_gate_on_a_figure_without_interval_is_a_fault_of_the_suite() -> None:
    suite = Suite(gate=(Gate(metric="cost.calls", at_most=1),))
    free = one("a", outcome("a", "request.received", "correct"), run=result().run)
    with pytest.raises(ConfigError, match="no interval"):
        rule(suite, scored(free))


def test_a_gate_of_another_provider_is_not_asked() -> None:
    suite = Suite(gate=(Gate(metric="accuracy.recall", at_least=1, provider="other"),))
    assert rule(suite, scored(document("a", 1))) == ()


def test_the_same_again_is_no_regression(tmp_path: Path) -> None:
    suite = kept(tmp_path, document("a", 8, 2))
    assert all(ruling.met for ruling in rule(suite, scored(document("a", 8, 2))))


def test_one_value_less_is_a_regression(tmp_path: Path) -> None:
    suite = kept(tmp_path, document("a", 8, 2))
    missed = [r.metric for r in rule(suite, scored(document("a", 7, 3))) if not r.met]
    assert missed == ["accuracy.f1", "accuracy.recall"]


def test_new_documents_are_not_held_against_the_baseline(tmp_path: Path) -> None:
    suite = kept(tmp_path, document("a", 8, 2))
    now = scored(document("a", 8, 2), document("b", 0, 9))
    assert all(ruling.met for ruling in rule(suite, now))


def test_the_baseline_of_another_provider_says_nothing(tmp_path: Path) -> None:
    suite = kept(tmp_path, document("a", 8, 2))
    assert rule(suite, scored(document("a", 1, 9), provider="other")) == ()


def test_a_baseline_that_is_none_is_told(tmp_path: Path) -> None:
    suite = Suite(no_regression=(str(tmp_path / "none.json"),))
    with pytest.raises(ConfigError, match="--write-baseline"):
        rule(suite, scored(document("a", 1)))


def test_a_suite_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "dev.toml").write_text("", "utf-8")
    with pytest.raises(ConfigError, match="there are dev"):
        load("deb", tmp_path)


def test_a_gate_without_a_bound_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[[gate]]\nmetric = "accuracy.f1"\n', "utf-8")
    with pytest.raises(ConfigError, match="either at_least or at_most"):
        load("x", tmp_path)
