"""The whole way of a report without a model: places, verdicts and the accounting of numbers."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract.pipeline import extract
from llm_extract.records import Document, NumberKind, Report, Severity, Verdict

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"
TEXT = """2015年青石县政府信息公开工作年度报告
一、概述
2015年,全县发放宣传品300册。
二、主动公开政府信息情况
全县共主动公开政府信息1200条,其中,政府网站公开信息1000条,其他渠道公开信息200条。
三、依申请公开情况
全年未收到政府信息公开申请。
"""


def read(text: str) -> Report:
    return extract(Document(text, "txt", "0" * 64))


def real(name: str) -> Report:
    paths = list(DOCUMENTS.glob(f"{name}_*.txt"))
    if not paths:
        pytest.skip(f"{DOCUMENTS} has no document {name}")
    return read(paths[0].read_text(encoding="utf-8"))


def verdicts(report: Report) -> dict[str, Verdict]:
    return {value.indicator: value.verdict for value in report.values}


def test_a_breakdown_that_holds_confirms_and_a_lone_negation_is_supported() -> None:
    found = verdicts(read(TEXT))
    assert found["disclosure.total"] is Verdict.CONFIRMED
    assert found["disclosure.website"] is Verdict.CONFIRMED
    assert found["request.received"] is Verdict.SUPPORTED


def test_every_number_is_claimed_by_a_value_or_listed() -> None:
    report = read(TEXT)
    claimed = {s.number for v in report.values for s in v.statements if s.number}
    assert {n.kind for n in report.numbers} <= {NumberKind.QUANTITY, NumberKind.RATIO}
    for number in report.numbers:
        is_claimed = any(number.span.overlaps(span) for span in claimed)
        assert is_claimed != (number in report.unclaimed)


@settings(deadline=None)
@given(st.text(alphabet="0123456789万条件,。(其中)共收到申请公开信息未| \n%年", max_size=80))
def test_every_quote_stands_where_it_says(text: str) -> None:
    for value in read(text).values:
        for said in value.statements:
            assert text[said.span.start : said.span.end] == said.quote


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_quote_of_a_real_report_stands_where_it_says(name: str) -> None:
    report = real(name)
    text = report.document.text
    said = [statement for value in report.values for statement in value.statements]
    assert said
    assert all(text[s.span.start : s.span.end] == s.quote for s in said)


def test_document_002_contradicts_itself_about_requests_and_its_website() -> None:
    report = real("002")
    errors = {f.indicators: f for f in report.findings if f.severity is Severity.ERROR}
    requests, website = errors[("request.received",)], errors[("disclosure.website",)]
    assert requests.message.startswith("request.received: the table says 0")
    assert "1" in requests.message and "none" in requests.message
    assert (website.left, website.right, website.delta) == (258, 253, 5)
    assert verdicts(report)["request.received"] is Verdict.DISPUTED
    assert verdicts(report)["disclosure.website"] is Verdict.DISPUTED


def test_document_000_cannot_have_taken_so_many_calls_a_day() -> None:
    report = real("000")
    assert verdicts(report)["response.hotline_calls"] is Verdict.DISPUTED
