"""A stored result that somebody changed: what no longer holds is withheld, nothing is believed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from _testimony import Put, Said, heard, model, said

from llm_extract import pipeline, readers, rendering
from llm_extract.records import Document, Report, Value, Verdict
from llm_extract.schemas.result import Result

TEXT = (
    "2012年政府信息公开工作年度报告\n"
    "一、主动公开情况\n"
    "2012年主动公开政府信息1500条。政务微博发布信息310条。\n"
    "二、依申请公开情况\n"
    "2012年收到政府信息公开申请36件。未发生行政复议。\n"
    "三、其他\n"
    "调解邻里纠纷17件。\n"
)
RECEIVED = "request.received"
Tree = dict[str, Any]


def document() -> Document:
    return readers.read(TEXT.encode())


def stored(report: Report) -> Tree:
    line = "".join(rendering.render("jsonl", [report], rendering.Options(with_text=True)))
    tree: Tree = json.loads(line)
    return tree


def again(tree: Tree) -> Report:
    return pipeline.recheck(Result.model_validate(tree), document())


def value(report: Report, indicator: str) -> Value | None:
    return next((each for each in report.values if each.indicator == indicator), None)


def entry(tree: Tree, indicator: str = RECEIVED) -> Tree:
    found: Tree = next(each for each in tree["values"] if each["indicator"] == indicator)
    return found


def both(key: str, to: object) -> Callable[[Tree], None]:
    """A change of an entry and of its first statement, so that the two still fit together."""

    def change(tree: Tree) -> None:
        entry(tree)[key] = to
        entry(tree)["statements"][0][key] = to

    return change


def shifted(tree: Tree) -> None:
    for part in (entry(tree), entry(tree)["statements"][0]):
        part["start"] += 1
        part["end"] += 1


def quoting_a_quarrel(tree: Tree) -> None:
    """The value 17 with a true quote, of something else."""
    start = TEXT.index("调解邻里纠纷17件")
    for part in (entry(tree), entry(tree)["statements"][0]):
        part |= {"value": 17, "quote": "调解邻里纠纷17件", "start": start, "end": start + 9}


@pytest.mark.parametrize(
    "change",
    [
        both("value", 35),
        both("value", 360),
        both("value", None),
        both("quote", "收到政府信息公开申请35件"),
        both("unit", "万元"),
        both("state", "blank"),
        both("state", "zero_by_negation"),
        both("state", "not_applicable"),
        shifted,
        lambda tree: entry(tree).update(value=35),
    ],
)
def test_what_was_altered_is_withheld(change: Callable[[Tree], None]) -> None:
    tree = stored(pipeline.extract(document()))
    change(tree)
    report = again(tree)
    assert value(report, RECEIVED) is None
    assert any(RECEIVED in finding.indicators for finding in report.findings)


def test_an_unaltered_result_keeps_its_verdicts_and_witnesses() -> None:
    report = pipeline.extract(document())
    assert stored(again(stored(report)))["values"] == stored(report)["values"]


def test_a_verdict_raised_by_hand_falls_again() -> None:
    tree = stored(pipeline.extract(document()))
    entry(tree)["verdict"] = "confirmed"
    found = value(again(tree), RECEIVED)
    assert found is not None and found.verdict is Verdict.SUPPORTED


def test_the_scanner_vouches_for_nothing_that_it_does_not_read() -> None:
    tree = stored(pipeline.extract(document()))
    quoting_a_quarrel(tree)
    found = value(again(tree), RECEIVED)
    assert found is not None and found.verdict is Verdict.DISPUTED
    assert {statement.witness for statement in found.statements} == {"stored"}


def lie(question: Put) -> list[Said]:
    told = said("reply.total", "调解邻里纠纷17件", "17件")
    return [told] if told["indicator"] in question.offered else []


def test_a_models_claim_under_the_scanners_name_is_confirmed_by_nobody() -> None:
    tree = stored(heard(document(), model(lie))[0])
    told = entry(tree, "reply.total")
    told["statements"] += [{**told["statements"][0], "witness": "scanner"}]
    told["witnesses"], told["verdict"] = ["scanner", "model"], "confirmed"
    found = value(again(tree), "reply.total")
    assert found is not None and found.verdict is Verdict.DISPUTED


def test_another_place_than_the_text_has_changes_no_number() -> None:
    tree = stored(pipeline.extract(document()))
    both("place", "table")(tree)
    found = value(again(tree), RECEIVED)
    assert found is None or found.verdict is Verdict.SUPPORTED


def accepted(tree: Tree) -> Tree:
    """The record that a reviewer accepted the value, as `review --apply` writes it."""
    keys = ("value", "unit", "state", "verdict", "start", "end", "quote")
    machine = {key: entry(tree)[key] for key in keys}
    when = "2026-11-28T08:00:00+00:00"
    return {"action": "accept", "indicator": RECEIVED, "who": "W", "when": when, "machine": machine}


def test_what_reviewers_said_is_kept_and_counts_while_it_fits() -> None:
    tree = stored(pipeline.extract(document()))
    tree["corrections"] = [accepted(tree)]
    report = again(tree)
    found = value(report, RECEIVED)
    assert found is not None and found.verdict is Verdict.CONFIRMED
    assert stored(report)["corrections"] == tree["corrections"]
    assert entry(stored(report))["witnesses"] == ["scanner", "reviewer"]


def test_what_was_accepted_and_then_altered_is_withheld() -> None:
    tree = stored(pipeline.extract(document()))
    tree["corrections"] = [accepted(tree)]
    both("value", 35)(tree)
    report = again(tree)
    assert value(report, RECEIVED) is None
    assert len(report.corrections) == 1


GRID = (
    "<html><body><h1>2012年政府信息公开工作年度报告</h1><p>未发生行政复议。</p><table>"
    "<tr><td>巡河次数</td><td>47</td></tr><tr><td>发出收费通知件数</td><td>6</td></tr>"
    "</table></body></html>"
)


@pytest.mark.parametrize("witnesses", [["scanner"], ["scanner", "model"]])
def test_nor_does_it_where_only_the_text_of_a_web_page_is_left(witnesses: list[str]) -> None:
    page = readers.read(GRID.encode(), "page.html")
    text = page.text
    tree = stored(heard(page, model(lambda put: []))[0])
    quote = "巡河次数 | 47"
    start = text.index(quote)
    part = {"value": 47, "unit": "件", "quote": quote, "start": start, "end": start + len(quote)}
    told = {**entry(tree, "review.total"), **part, "indicator": "fee.notices", "state": "reported"}
    first = {**told["statements"][0], **part, "place": "table"}
    told["statements"] = [{**first, "witness": witness} for witness in witnesses]
    told |= {"place": "table", "witnesses": witnesses, "verdict": "confirmed", "section": ""}
    told["statements"][0]["section"] = ""
    tree["values"].append(told)
    report = pipeline.recheck(Result.model_validate(tree), Document(text, "html", page.sha256))
    found = value(report, "fee.notices")
    assert found is None or found.verdict is Verdict.DISPUTED
