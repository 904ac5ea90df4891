"""Corrections: what a reviewer says goes into the result, and only that."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from _reviewing import NOW, TEXT, Tree, machine, sheet, value
from conftest import Cli

from llm_extract import numerals, script, splitting
from llm_extract.corrections import Ground, apply
from llm_extract.errors import ConfigError
from llm_extract.outline import Outline
from llm_extract.records import Document
from llm_extract.schemas.corrections import Correction
from llm_extract.schemas.result import Result


@pytest.fixture
def tree() -> Tree:
    return sheet().tree


def ground() -> Ground:
    folded = script.fold(TEXT)
    sections = splitting.split(Document(TEXT, "txt", ""), folded)
    return Ground(TEXT, numerals.find(folded), Outline(tuple(sections)))


def corrected(tree: Tree, *corrections: Tree) -> Tree:
    given = [Correction.model_validate({"who": "a", "when": NOW, **each}) for each in corrections]
    return apply(tree, given, ground())


def told(quote: str, number: Any, unit: str, **more: Any) -> Tree:
    start = TEXT.index(quote)
    place = {"quote": quote, "start": start, "end": start + len(quote)}
    return {"value": number, "unit": unit, **place, **more}


def on(tree: Tree, action: str, indicator: str, **more: Any) -> Tree:
    said = machine(value(tree, indicator))
    return {"action": action, "indicator": indicator, "machine": said, **more}


def test_the_result_that_was_corrected_is_left_as_it_was(tree: Tree) -> None:
    before = deepcopy(tree)
    corrected(tree, on(tree, "withdraw", "training.sessions"))
    assert tree == before


def test_an_accepted_value_has_a_second_witness(tree: Tree) -> None:
    after = value(corrected(tree, on(tree, "accept", "training.sessions")), "training.sessions")
    before = value(tree, "training.sessions")
    change = {"verdict": "confirmed", "witnesses": ["scanner", "reviewer"]}
    assert after == {**before, **change}


def test_a_disputed_value_keeps_all_but_its_verdict(tree: Tree) -> None:
    after = value(corrected(tree, on(tree, "dispute", "training.sessions")), "training.sessions")
    assert after == {**value(tree, "training.sessions"), "verdict": "disputed"}


def test_a_changed_value_keeps_what_the_machine_said_behind_it(tree: Tree) -> None:
    change = on(tree, "change", "request.received", to=told("收到申请数 | 件 | 14", 14, "件"))
    after = value(corrected(tree, change), "request.received")
    assert after["statements"][1:] == value(tree, "request.received")["statements"]
    assert (after["value"], after["verdict"], after["place"]) == (14, "supported", "table")
    assert after["section"] == "三、附表 政府信息公开情况统计表"


def test_a_number_that_is_not_in_its_quote_is_disputed(tree: Tree) -> None:
    change = on(tree, "change", "request.received", to=told("申请12件", 13, "件"))
    assert value(corrected(tree, change), "request.received")["verdict"] == "disputed"


def test_a_state_without_a_number_is_no_zero(tree: Tree) -> None:
    to = told("申请12件", None, "件", state="blank")
    after = value(
        corrected(tree, on(tree, "change", "request.received", to=to)), "request.received"
    )
    assert (after["value"], after["state"]) == (None, "blank")


def test_a_withdrawn_value_leaves_its_number_unclaimed(tree: Tree) -> None:
    after = corrected(tree, on(tree, "withdraw", "training.sessions"))
    assert "training.sessions" not in {each["indicator"] for each in after["values"]}
    left = [each["quote"] for each in after["numbers"]["unclaimed"]]
    assert "3次" in left and after["numbers"]["claimed"] == tree["numbers"]["claimed"] - 1
    assert after["corrections"][0]["withdrawn"] == value(tree, "training.sessions")


def test_a_number_that_another_value_stands_on_stays_claimed(tree: Tree) -> None:
    after = corrected(tree, on(tree, "withdraw", "reply.total"))
    assert after["numbers"] == tree["numbers"]


def test_an_added_value_claims_its_number(tree: Tree) -> None:
    add = {"action": "add", "indicator": "training.meetings", "to": told("视察8次", 8, "次")}
    after = corrected(tree, add)
    assert value(after, "training.meetings")["verdict"] == "supported"
    assert "8次" not in [each["quote"] for each in after["numbers"]["unclaimed"]]
    assert after["numbers"]["claimed"] == tree["numbers"]["claimed"] + 1


def test_a_corrected_result_is_a_result(tree: Tree) -> None:
    add = {"action": "add", "indicator": "training.meetings", "to": told("视察8次", 8, "次")}
    assert Result.model_validate(corrected(tree, add)).values


def test_a_correction_says_who_when_and_what_the_machine_said(tree: Tree) -> None:
    record = corrected(tree, on(tree, "accept", "training.sessions"))["corrections"][0]
    assert (record["who"], record["when"]) == ("a", NOW)
    assert record["machine"] == machine(value(tree, "training.sessions"))


@pytest.mark.parametrize(
    ("correction", "word"),
    [
        ({"action": "add", "indicator": "request.received", "to": told("8次", 8, "件")}, "has a"),
        (
            {"action": "add", "indicator": "no.such", "to": told("8次", 8, "次")},
            "no such indicator",
        ),
        ({"action": "add", "indicator": "fee.waived", "to": told("8次", 8, "次")}, "counted in"),
        (
            {
                "action": "add",
                "indicator": "training.meetings",
                "to": {**told("8次", 8, "次"), "quote": "9次"},
            },
            "does not stand",
        ),
    ],
)
def test_what_does_not_fit_is_refused(tree: Tree, correction: Tree, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        corrected(tree, correction)


def test_a_result_that_changed_since_is_not_corrected(tree: Tree) -> None:
    accept = on(tree, "accept", "training.sessions")
    value(tree, "training.sessions")["value"] = 4
    with pytest.raises(ConfigError, match="something else"):
        corrected(tree, accept)


def test_each_indicator_is_corrected_once(tree: Tree) -> None:
    accept = on(tree, "accept", "training.sessions")
    with pytest.raises(ConfigError, match="twice"):
        corrected(tree, accept, accept)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "llm-extract corrections"}', "\x00"])
def test_what_are_no_corrections_is_told(cli: Cli, tmp_path: Path, tree: Tree, text: str) -> None:
    (tmp_path / "result.json").write_text(json.dumps(tree), "utf-8")
    (tmp_path / "corrections.json").write_text(text, "utf-8")
    ran = cli("review", "result.json", "--apply", "corrections.json")
    assert (ran.returncode, ran.stdout) == (2, b"") and b"corrections.json" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_the_other_results_of_a_file_stay_as_they_are(cli: Cli, tmp_path: Path, tree: Tree) -> None:
    other = sheet(TEXT.replace("2017", "2016")).tree
    lines = [json.dumps(each, ensure_ascii=False) for each in (other, tree)]
    (tmp_path / "out.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    accept = {"who": "a", "when": NOW, **on(tree, "accept", "training.sessions")}
    report = {"sha256": tree["document"]["sha256"], "corrections": [accept]}
    file = {"format": "llm-extract corrections", "version": 1, "reports": [report]}
    (tmp_path / "c.json").write_text(json.dumps(file), "utf-8")
    ran = cli("review", "out.jsonl", "--apply", "c.json")
    first, second = (json.loads(line) for line in ran.stdout.decode().splitlines())
    assert first == other and second["corrections"]
