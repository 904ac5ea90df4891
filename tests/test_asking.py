"""A question to its end: answered, asked once more, cut in two, or a gap; and what is heard."""

import asyncio
from collections.abc import Callable
from decimal import Decimal

import pytest
from _testimony import FORM, answer, heard, model, put, said

from llm_extract import pipeline
from llm_extract.errors import (
    AnswerError,
    BadRequest,
    BudgetSpent,
    ExtractError,
    ProviderBusy,
    ProviderRefused,
    ReplayMiss,
)
from llm_extract.providers import scripted
from llm_extract.records import Document, Place, Reply, Request, Statement
from llm_extract.records import Testimony as Heard

TEXT = "云溪市2017年度报告\n一、申请情况\n全年收到申请12件。经费6.5万元。\n"
RECEIVED = said("request.received", "收到申请12件", "12", unit="件")
Script = list[str | Reply | Exception]


def told_by(script: Script, text: str = TEXT) -> tuple[Heard, list[Request]]:
    """What comes of answers in their order, and the requests that were made."""
    requests: list[Request] = []
    ask = scripted.answering(script)

    async def noted(request: Request) -> Reply:
        requests.append(request)
        return await ask(request)

    return heard(Document(text, "txt", ""), noted)[1], requests


def statements(*spoken: dict[str, str], text: str = TEXT) -> list[Statement]:
    return list(heard(Document(text, "txt", ""), model(lambda _: spoken))[1].statements)


def only(*spoken: dict[str, str], text: str = TEXT) -> Statement:
    [statement] = statements(*spoken, text=text)
    return statement


def test_a_good_answer_is_one_request() -> None:
    told, requests = told_by([answer([RECEIVED])])
    assert [s.indicator for s in told.statements] == ["request.received"]
    assert len(requests) == 1


@pytest.mark.parametrize(
    "bad", ["no JSON", AnswerError("the answer is empty"), '{"statements": 1}']
)
def test_an_answer_that_is_none_is_asked_for_once_more_with_what_was_wrong(
    bad: str | Exception,
) -> None:
    told, requests = told_by([bad, answer([RECEIVED])])
    assert (len(told.statements), told.gaps, len(requests)) == (1, (), 2)
    assert "上次的回答无法使用" in requests[1].user


def test_then_the_question_is_cut_in_two_and_its_halves_no_further() -> None:
    long = TEXT + "全年开展工作若干。\n" * 30
    told, requests = told_by(["bad"] * 6, long)
    assert len(requests) == 6
    assert [gap.reason[:17] for gap in told.gaps] == ["no JSON object in"] * 2
    spans = [gap.span for gap in told.gaps]
    assert (spans[0].start, spans[0].end, spans[1].end) == (0, spans[1].start, len(long))


def test_an_answer_that_was_too_long_is_cut_in_two_at_once() -> None:
    long = TEXT + "全年开展工作若干。\n" * 30
    cut = Reply(answer([RECEIVED])[:-1] + ',{"indicator": "req', "m", finish="length")
    told, requests = told_by([cut, answer([RECEIVED]), answer([])], long)
    assert (len(told.statements), told.gaps, len(requests)) == (1, (), 3)
    assert put(requests[1]).text + put(requests[2]).text == long


APART = (
    "云溪市2017年度报告\n一、概述\n全年开展活动37场。\n二、依申请公开情况\n全年收到申请12件。\n"
    "三、存在的主要问题\n一是人员不足；二是公开不够及时。\n"
)


def gaps(*spoken: dict[str, str], finish: str = "stop") -> tuple[Heard, list[str]]:
    """What comes of an answer about the gaps of a text, and what was asked."""
    texts: list[str] = []

    async def ask(request: Request) -> Reply:
        texts.append(put(request).text)
        return Reply(answer(spoken), "m", finish=finish if len(texts) == 1 else "stop")

    return heard(Document(APART, "txt", ""), ask, "gaps")[1], texts


def test_a_question_of_several_passages_is_cut_between_them() -> None:
    told, texts = gaps(finish="length")
    assert texts[0] == f"{texts[1]}\n……\n{texts[2]}"
    assert told.gaps == ()


def test_a_quote_is_looked_for_in_the_passages_that_were_asked_about() -> None:
    problem, elsewhere = (said("text.problems", quote) for quote in ("人员不足", "收到申请12件"))
    told, texts = gaps(problem, elsewhere)
    assert "收到申请" not in texts[0]
    found = {statement.quote: statement.span for statement in told.statements}
    assert found["人员不足"].start == APART.index("人员不足")
    assert found["收到申请12件"].start == found["收到申请12件"].end


def test_a_request_that_the_server_rejects_is_a_gap_and_not_asked_again() -> None:
    told, requests = told_by([BadRequest("local: the server answers 400")])
    assert (len(requests), told.gaps[0].reason) == (1, "local: the server answers 400")


def test_a_server_that_stays_busy_leaves_a_gap() -> None:
    told, _ = told_by([ProviderBusy("local: the server answers 429", status=429)])
    assert told.gaps[0].reason == "local: the server answers 429"


@pytest.mark.parametrize(
    "error",
    [
        ProviderRefused("local: the server answers 401"),
        ProviderBusy("local: no connection", unreachable=True),
        BudgetSpent("stopped before 5 would be exceeded"),
    ],
)
def test_what_ends_the_run_is_no_gap(error: ExtractError) -> None:
    with pytest.raises(type(error), match=str(error)):
        told_by([error])


def test_a_missing_recorded_answer_says_which_part_it_was() -> None:
    with pytest.raises(ReplayMiss, match=r"^the beginning, characters 0–38: no answer"):
        told_by([ReplayMiss("no answer is recorded")])


def test_an_answer_on_its_way_is_waited_for_before_the_run_ends() -> None:
    came: list[str] = []

    async def slow(request: Request) -> Reply:
        await asyncio.sleep(0.02)
        came.append(request.user)
        return Reply(answer([]), "m")

    async def spent(_: Request) -> Reply:
        raise BudgetSpent("spent")

    prepared = pipeline.prepare(Document(TEXT, "txt", ""))
    asked = pipeline.questions(prepared, "full")
    with pytest.raises(BudgetSpent):
        asyncio.run(pipeline.hear(prepared, {"model:a": slow, "model:b": spent}, asked))
    assert len(came) == 1


def test_no_witness_sees_what_another_says() -> None:
    seen: list[Request] = []

    def speaking(words: str) -> Callable[[Request], str]:
        def script(request: Request) -> str:
            seen.append(request)
            return answer([said("request.received", words, "12")])

        return script

    prepared = pipeline.prepare(Document(TEXT, "txt", ""))
    asks = {
        name: scripted.answering(speaking(words))
        for name, words in (("model:a", "收到申请12件"), ("model:b", "全年收到申请12件"))
    }
    asked = pipeline.questions(prepared, "full")
    told = asyncio.run(pipeline.hear(prepared, asks, asked))
    assert {s.witness for s in told.statements} == {"model:a", "model:b"}
    assert seen[0] == seen[1]


def test_the_number_stands_where_the_quote_does() -> None:
    found = only(RECEIVED)
    assert TEXT[found.span.start : found.span.end] == found.quote == "收到申请12件"
    assert found.number and TEXT[found.number.start : found.number.end] == "12件"
    assert found.quantity and (found.quantity.value, found.quantity.unit) == (12, "件")


def test_a_quote_in_the_other_script_is_given_in_the_words_of_the_text() -> None:
    assert only(said("request.received", "收到申請１２件", "12")).quote == "收到申请12件"


def test_a_quote_that_stands_nowhere_has_no_place_and_is_withheld() -> None:
    report, told = heard(
        Document(TEXT, "txt", ""),
        model(lambda _: [said("fee.waived", "减免费用3元", "3", unit="元")]),
    )
    assert told.statements[0].span.start == told.statements[0].span.end
    assert "fee.waived" not in {value.indicator for value in report.values}
    assert any("“减免费用3元” does not stand in the text" in f.message for f in report.findings)


def test_an_amount_copied_without_its_unit_takes_that_of_the_text() -> None:
    found = only(said("capacity.funding", "经费6.5万元", "6.5"))
    assert found.quantity and (found.quantity.value, found.quantity.unit) == (
        Decimal("6.5"),
        "万元",
    )


def test_a_slice_of_an_amount_takes_no_unit() -> None:
    found = only(said("capacity.funding", "经费6.5万元", "5"))
    assert found.quantity is None or found.quantity.value is None


def test_in_a_row_the_cell_that_says_it_is_the_number() -> None:
    found = only(
        said("disclosure.website", "2.政府网站公开政府信息数 | 条 | 100", "100"), text=FORM
    )
    assert found.place is Place.TABLE
    assert found.number and FORM[found.number.start : found.number.end] == "100"


def test_a_row_says_what_a_bare_amount_counts() -> None:
    quote = FORM.splitlines()[-1]
    found = only(said("capacity.funding", quote, "3"), text=FORM)
    assert found.quantity and (found.quantity.value, found.quantity.unit) == (3, "万元")


def test_of_equal_cells_of_a_row_none_is_claimed() -> None:
    text = FORM.replace("| 条 | 100", "| 条 | 100 | 100")
    row = "2.政府网站公开政府信息数 | 条 | 100 | 100"
    found = only(said("disclosure.website", row, "100"), text=text)
    assert (found.number, found.quantity and found.quantity.value) == (None, 100)


def test_a_quote_that_stands_twice_is_that_of_the_section_on_its_topic() -> None:
    text = "报告\n一、概述\n收到申请12件。\n二、依申请公开情况\n收到申请12件。\n"
    assert only(said("request.received", "收到申请12件", "12"), text=text).span.start == 27


def test_words_have_no_number_and_every_quote_is_a_statement() -> None:
    text = "报告\n五、存在的主要问题\n人员少，3个岗位空缺。公开不够及时。\n"
    report, _ = heard(
        Document(text, "txt", ""),
        model(
            lambda _: [
                said("text.problems", "人员少，3个岗位空缺", "3"),
                said("text.problems", "公开不够及时"),
            ]
        ),
    )
    [value] = report.values
    assert (value.indicator, value.verdict.value) == ("text.problems", "supported")
    assert [s.quantity for s in value.statements] == [None, None]


def test_what_an_answer_held_beside_statements_is_told() -> None:
    report, _ = heard(
        Document(TEXT, "txt", ""),
        model(lambda _: [{**RECEIVED, "page": "3"}, {**RECEIVED, "page": "4"}]),
    )
    told = [f.message for f in report.findings if f.check == "answers"]
    assert told == ["an answer was not as asked: key 'page' is not asked for (2 times)"]
