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


def supported(text: str, indicator: str, quote: str, number: str) -> bool:
    read = report(said(indicator, quote, number), text=f"2012年工作报告\n{text}\n")
    trusted = (Verdict.SUPPORTED, Verdict.CONFIRMED)
    return any(v.indicator == indicator and v.verdict in trusted for v in read.values)


@pytest.mark.parametrize(
    ("indicator", "text", "number"),
    [
        ("capacity.reading_points", "呼叫中心设有坐席18个。", "18个"),
        ("disclosure.website", "粮食储备信息26条。", "26条"),
        ("disclosure.normative_documents_repealed", "其他文件113件。", "113件"),
        ("response.hotline_calls", "大厅业务受理总量为3120件。", "3120件"),
        ("request.received", "设立信息申请受理点6个。", "6个"),
        ("disclosure.gazette_copies", "编制办事指南38项。", "38项"),
        ("disclosure.total", "向上级报送信息170篇。", "170篇"),
    ],
)
def test_a_number_needs_the_word_that_no_sentence_about_it_does_without(
    indicator: str, text: str, number: str
) -> None:
    assert not supported(text, indicator, text.rstrip("。"), number)


def test_a_quote_that_ends_before_the_unit_is_tried_like_any_other() -> None:
    text = "举行消防演练17次。"
    assert not supported(text, "training.sessions", "举行消防演练17", "17")
    assert not supported(text, "response.web_interviews", "17", "17")


def test_a_quote_without_the_unit_is_still_a_claim_of_the_same_number() -> None:
    read = report(said("request.completed", "收到政府信息公开申请36", "36"))
    assert why(read, "request.completed", "rivals") != ""


def test_what_the_rules_left_out_as_a_piece_is_no_whole_for_a_model() -> None:
    text = "其中通过市政府网站公开信息298条，通过本局网站公开信息449条。"
    assert not supported(text, "disclosure.website", "通过本局网站公开信息449条", "449条")


def test_what_stands_behind_another_number_names_nothing_before_it() -> None:
    text = "汇集全市68个部门的文件，新增文件700份，供公众查阅。"
    assert not supported(text, "capacity.reading_points", "汇集全市68个部门的文件", "68个")


def test_nothing_is_not_nearly_a_hundred_thousand() -> None:
    text = "政府公报免费发放近10万份。"
    read = report(
        said("disclosure.gazette_copies", "免费发放近10万份", state="zero_by_negation"),
        text=f"2012年工作报告\n{text}\n",
    )
    said_so = [s for v in read.values for s in v.statements if s.state == "zero_by_negation"]
    assert all(v.verdict is Verdict.DISPUTED for v in read.values if said_so)


def test_a_refusal_of_the_rules_holds_for_a_stored_result_too() -> None:
    text = "2012年工作报告\n其中通过市政府网站公开信息298条，通过本局网站公开信息449条。\n"
    read = report(said("disclosure.website", "通过本局网站公开信息449条", "449条"), text=text)
    line = "".join(rendering.render("jsonl", [read], rendering.Options(with_text=True)))
    again = pipeline.recheck(Result.model_validate(json.loads(line)), read.document)
    assert value(again, "disclosure.website").verdict is Verdict.DISPUTED
    scope = [[f.message for f in r.findings if f.check == "scope"] for r in (read, again)]
    assert scope[0] == scope[1] != []


def test_the_word_it_cannot_do_without_stands_near_the_number() -> None:
    between = "召开座谈会，走访商户，检查摊位，清运垃圾，慰问老人，修剪行道树，疏通下水管道，"
    far = f"优化网站栏目设置，{between}协调解决占道问题19个。"
    near = "对政府网站全面改版，调整栏目19个。"
    quotes = ("协调解决占道问题19个", "调整栏目19个")
    given = [
        supported(text, "disclosure.website_columns", quote, "19个")
        for text, quote in zip((far, near), quotes, strict=True)
    ]
    assert given == [False, True]
