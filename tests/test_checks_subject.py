"""A model's claim is tried: its words, its cell, what it denies; the scanner's own stand as before.

The documents are read by the real pipeline, and the model says what each test puts in its mouth.
"""

import json

import pytest
from _testimony import Put, Said, heard, model, said

from llm_extract import pipeline, readers, rendering
from llm_extract.records import Report, Value, Verdict
from llm_extract.schemas.result import Result

TOLD = (
    "2012年政府信息公开工作年度报告\n"
    "一、主动公开情况\n"
    "2012年主动公开政府信息1500条，其中政务动态214条。2011年主动公开政府信息900条。\n"
    "二、依申请公开情况\n"
    "2012年收到政府信息公开申请36件。未发生行政复议。\n"
    "三、其他\n"
    "接听热线电话5210个，举行消防演练17次。\n"
)


def report(*statements: Said, text: str = TOLD) -> Report:
    """The report in which a model makes these statements wherever it is offered them."""

    def speak(put: Put) -> list[Said]:
        return [s for s in statements if s["indicator"] in put.offered and s["quote"] in put.text]

    return heard(readers.read(text.encode()), model(speak))[0]


def value(report: Report, indicator: str) -> Value:
    return next(v for v in report.values if v.indicator == indicator)


def why(report: Report, indicator: str, check: str) -> str:
    found = (f for f in report.findings if f.check == check and indicator in f.indicators)
    return next((finding.message for finding in found), "")


def test_a_number_that_answers_to_its_cue_is_not_tried() -> None:
    read = report(said("request.received", "收到政府信息公开申请36件", "36件"))
    assert value(read, "request.received").verdict is Verdict.CONFIRMED
    assert why(read, "request.received", "subject") == ""


@pytest.mark.parametrize(
    ("text", "quote", "number"),
    [
        ("全年召开信用工作督办会4次。", "全年召开信用工作督办会4次", "4次"),
        ("全年举行新闻发布工作检查2次,开展下乡督查9次。", "开展下乡督查9次", "9次"),
    ],
)
def test_a_verb_or_a_name_beyond_another_number_names_nothing(
    text: str, quote: str, number: str
) -> None:
    read = report(said("response.press_conferences", quote, number), text=f"2012年\n{text}\n")
    assert value(read, "response.press_conferences").verdict is Verdict.DISPUTED
    assert why(read, "response.press_conferences", "subject") != ""


def test_last_years_figure_is_disputed_with_the_reason() -> None:
    read = report(said("disclosure.cumulative", "2011年主动公开政府信息900条", "900条"))
    assert value(read, "disclosure.cumulative").verdict is Verdict.DISPUTED
    assert "another year" in why(read, "disclosure.cumulative", "subject")


def test_a_number_whose_sentence_does_not_name_the_indicator_is_disputed() -> None:
    read = report(said("response.web_interviews", "举行消防演练17次", "17次"))
    assert value(read, "response.web_interviews").verdict is Verdict.DISPUTED
    assert "nothing in the sentence names it" in why(read, "response.web_interviews", "subject")


def test_a_part_named_after_of_which_is_no_total() -> None:
    read = report(said("disclosure.wechat", "其中政务动态214条", "214条"))
    assert value(read, "disclosure.wechat").verdict is Verdict.DISPUTED


def test_a_denial_of_something_else_is_no_zero() -> None:
    read = report(said("fee.collected", "未发生行政复议", state="zero_by_negation"))
    assert value(read, "fee.collected").verdict is Verdict.DISPUTED
    assert "something else" in why(read, "fee.collected", "subject")


def test_a_denial_that_names_it_is_confirmed() -> None:
    read = report(said("review.total", "未发生行政复议", state="zero_by_negation"))
    assert value(read, "review.total").verdict is Verdict.CONFIRMED


def test_a_wrong_claim_leaves_the_values_of_others_alone() -> None:
    read = report(said("training.sessions", "举行消防演练17次", "17次"))
    alone = pipeline.extract(readers.read(TOLD.encode()))
    verdicts = {v.indicator: v.verdict for v in read.values if v.indicator != "training.sessions"}
    assert verdicts == {v.indicator: v.verdict for v in alone.values}


@pytest.mark.parametrize(
    ("indicator", "quote", "number"),
    [
        ("training.sessions", "举行消防演练17次", "17次"),
        ("disclosure.cumulative", "2011年主动公开政府信息900条", "900条"),
        ("request.received", "收到政府信息公开申请36件", "36件"),
    ],
)
def test_a_stored_result_is_tried_again_with_the_same_verdict(
    indicator: str, quote: str, number: str
) -> None:
    read = report(said(indicator, quote, number))
    line = "".join(rendering.render("jsonl", [read], rendering.Options(with_text=True)))
    again = pipeline.recheck(Result.model_validate(json.loads(line)), read.document)
    assert value(again, indicator).verdict is value(read, indicator).verdict
    assert [s.witness for s in value(again, indicator).statements] == [
        s.witness for s in value(read, indicator).statements
    ]
    assert why(again, indicator, "subject") == why(read, indicator, "subject")


def test_rules_alone_are_never_tried() -> None:
    read = pipeline.extract(readers.read(TOLD.encode()))
    assert [f for f in read.findings if f.check in ("subject", "cells")] == []
