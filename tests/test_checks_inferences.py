"""What is said of all follows from the whole that it is said of, and only that."""

import pytest
from _testimony import Put, Said, heard, model, said

from llm_extract import readers
from llm_extract.records import Report, Verdict

TRUSTED = (Verdict.SUPPORTED, Verdict.CONFIRMED)


def report(text: str, *statements: Said, year: int = 2016) -> Report:
    def speak(put: Put) -> list[Said]:
        return [s for s in statements if s["indicator"] in put.offered]

    head = f"{year}年政府信息公开工作年度报告\n二、依申请公开情况\n"
    return heard(readers.read(f"{head}{text}\n".encode()), model(speak))[0]


def trusted(text: str, indicator: str, quote: str, number: str) -> bool:
    read = report(text, said(indicator, quote, number, state="derived"))
    return any(v.indicator == indicator and v.verdict in TRUSTED for v in read.values)


PARTS = "全年收到政府信息公开申请9件，其中网络申请5件，信函申请4件，均已按期办结。"


@pytest.mark.parametrize(("number", "holds"), [("9", True), ("5", False), ("4", False)])
def test_all_are_the_whole_and_not_what_follows_of_which(number: str, holds: bool) -> None:
    assert trusted(PARTS, "request.completed_on_time", "均已按期办结", number) is holds


@pytest.mark.parametrize(
    ("indicator", "holds"),
    [
        ("request.completed", True),
        ("request.completed_extended", False),
        ("request.completed_on_time", False),
        ("reply.granted", False),
    ],
)
def test_a_deed_derives_what_it_says_and_no_more(indicator: str, holds: bool) -> None:
    text = "全年收到政府信息公开申请7件，已全部办结。"
    assert trusted(text, indicator, text.rstrip("。"), "7") is holds


def test_what_all_of_something_else_are_says_nothing() -> None:
    text = "全年收到政府信息公开申请8份，均为自然人申请。"
    assert not trusted(text, "disclosure.total", "均为自然人申请", "8")


def test_of_two_numbers_nobody_knows_which_all_is() -> None:
    text = "指定信息员12名，联络员5名，均为兼职。"
    assert not trusted(text, "capacity.staff_part_time", "均为兼职", "5")


def test_a_full_stop_that_became_a_dot_ends_what_all_may_mean() -> None:
    text = "全县设查阅点6个(其中乡镇4个).落实信息员31名,均为兼职."
    assert trusted(text, "capacity.staff_part_time", "均为兼职", "31")


def test_a_city_is_no_word_for_all() -> None:
    read = report(
        "全市受理政府信息公开申请7件。",
        said("reply.granted", "全市受理政府信息公开申请7件", "7", state="derived"),
    )
    assert all(v.verdict not in TRUSTED for v in read.values if v.indicator == "reply.granted")
