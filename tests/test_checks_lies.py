"""Ways of a model to lie, and what the court makes of each: the text is the witness."""

import asyncio

import pytest
from _testimony import Put, Said, model, said

from llm_extract import pipeline, readers
from llm_extract.providers import scripted
from llm_extract.records import Approximation, Report, State, Value, Verdict

TEXT = (
    "2012年政府信息公开工作年度报告\n"
    "一、主动公开情况\n"
    "2012年主动公开政府信息1258条，网站访问量近2.5万人次。\n"
    "二、依申请公开情况\n"
    "2012年收到政府信息公开申请36件，答复率98%。未发生行政复议。\n"
    "三、机构人员情况\n"
    "配备兼职人员3人。在编干部兼做公开工作，另有联络员20—30人。\n"
    "四、其他\n"
    "调解邻里纠纷17件，均已办结。调解员未收到投诉。\n"
)


def report(*statements: Said, witnesses: tuple[str, ...] = ("model",)) -> Report:
    """The report in which each witness says these things wherever it is asked about them."""

    def speak(put: Put) -> list[Said]:
        return [s for s in statements if s["indicator"] in put.offered]

    prepared = pipeline.prepare(readers.read(TEXT.encode()))
    asked = pipeline.questions(prepared, "full")
    heard = asyncio.run(pipeline.hear(prepared, dict.fromkeys(witnesses, model(speak)), asked))
    return pipeline.conclude(prepared, heard)


def value(report: Report, indicator: str) -> Value | None:
    return next((v for v in report.values if v.indicator == indicator), None)


def model_says(report: Report, indicator: str) -> bool:
    found = value(report, indicator)
    return found is not None and any(s.witness != "scanner" for s in found.statements)


WITHHELD = [
    said("request.received", "收到政府信息公开申请36件", "63件"),
    said("request.received", "收到政府信息公开申请36件", "360件"),
    said("request.received", "收到政府信息公开申请36件", "三百六十件"),
    said("request.received", "收到政府信息公开申请36件", "-36件"),
    said("request.received", "收到政府信息公开申请36件", "36.5件"),
    said("request.received", "收到政府信息公开申请36件", "9" * 400),
    said("request.received", "收到政府信息公开申请36件", "1e400"),
    said("request.received", "收到政府信息公开申请3", "3"),
    said("disclosure.total", "主动公开政府信息1258条", "258"),
    said("disclosure.total", "58条", "58条"),
    said("disclosure.website_visits", "网站访问量近2.5万人次", "5万人次"),
    said("request.received", "答复率98%", "98", unit="件"),
    said("request.received", "2012年收到政府信息公开申请", "2012"),
    said("capacity.staff", "另有联络员20—30人", "20", unit="人"),
    said("capacity.staff", "另有联络员20—30人", "30人"),
    said("request.received", "收到政府信息公开申请36件", state="blank"),
    said("request.received", "收到政府信息公开申请36件", state="not_applicable"),
    said("complaint.total", "均已办结", "1258", state="derived"),
    said("request.received", "收到\ud800申请36件", "36件"),
]


@pytest.mark.parametrize("lie", WITHHELD, ids=lambda lie: f"{lie['number']}{lie['state']}"[:24])
def test_what_the_quote_does_not_say_is_withheld(lie: Said) -> None:
    read = report(lie)
    assert not model_says(read, lie["indicator"])
    assert any(f.check == "grounding" for f in read.findings if lie["indicator"] in f.indicators)


DISPUTED = [
    said("reply.total", "调解邻里纠纷17件，均已办结", "17", state="derived"),
    said("training.accountability_cases", "调解员未收到投诉", state="zero_by_negation"),
    said("disclosure.wechat", "2012年主动公开政府信息1258条", "1258条"),
    said(
        "reply.refused",
        "收到政府信息公开申请36件，答复率98%。未发生行政复议",
        "",
        state="zero_by_negation",
    ),
]


@pytest.mark.parametrize("lie", DISPUTED, ids=lambda lie: lie["indicator"])
def test_what_the_words_do_not_name_is_disputed(lie: Said) -> None:
    found = value(report(lie), lie["indicator"])
    assert found is not None and found.verdict is Verdict.DISPUTED


def test_two_models_alike_confirm_nothing() -> None:
    told = said("capacity.staff", "配备兼职人员3人", "3人")
    found = value(report(told, witnesses=("model:a", "model:b")), "capacity.staff")
    assert found is not None and found.verdict is not Verdict.CONFIRMED


def test_two_models_against_the_scanner_are_a_dispute() -> None:
    told = said("request.received", "调解邻里纠纷17件", "17件")
    found = value(report(told, witnesses=("model:a", "model:b")), "request.received")
    assert found is not None and found.verdict is Verdict.DISPUTED


def test_the_right_value_at_a_wrong_place_is_no_dispute_and_the_place_is_withheld() -> None:
    told = said("request.received", "调解邻里纠纷17件", "17件")
    text = TEXT.replace("17件", "36件")
    quote = {**told, "quote": "调解邻里纠纷36件", "number": "36件"}
    read = pipeline.prepare(readers.read(text.encode()))
    ask = model(lambda put: [quote] if quote["indicator"] in put.offered else [])
    heard = asyncio.run(pipeline.hear(read, {"model": ask}, pipeline.questions(read, "full")))
    concluded = pipeline.conclude(read, heard)
    found = value(concluded, "request.received")
    assert found is not None and found.verdict is Verdict.SUPPORTED
    assert [s.witness for s in found.statements] == ["scanner"]


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("收到政府信息公開申請36件", "36件"),
        ("收到政府信息公开申请３６件", "３６件"),
        ("收到\u200b政府信息公开\u200f申请36件", "3\u200b6件"),
        ("收到政府信息公开申请36件", "三十六件"),
        ("收到 政府信息公开申请 36 件", "36"),
    ],
)
def test_an_honest_copy_in_other_writing_is_confirmed(quote: str, number: str) -> None:
    found = value(report(said("request.received", quote, number)), "request.received")
    assert found is not None and found.verdict is Verdict.CONFIRMED


def test_a_near_that_the_model_leaves_out_stays_in_the_value() -> None:
    told = said("disclosure.website_visits", "网站访问量近2.5万人次", "2.5万")
    found = value(report(told), "disclosure.website_visits")
    assert found is not None
    own = [s for s in found.statements if s.witness == "model"]
    assert [s.quantity.approximation for s in own if s.quantity] == [Approximation.AT_MOST]


def test_an_answer_with_a_number_of_thousands_of_digits_breaks_nothing() -> None:
    whole = '{"indicator": "request.received", "state": "reported", "number": "36件", "unit": "", '
    quote = '"quote": "收到政府信息公开申请36件"}'
    text = f'{{"statements": [{whole}{quote}, {{"number": {"9" * 5000}}}]}}'
    ask = scripted.answering(lambda request: text)
    prepared = pipeline.prepare(readers.read(TEXT.encode()))
    asked = pipeline.questions(prepared, "full")
    heard = asyncio.run(pipeline.hear(prepared, {"model": ask}, asked))
    assert {s.state for s in heard.statements} == {State.REPORTED}
