"""Zero by negation and derived values; silence is neither."""

import pytest

from llm_extract.records import State
from tests._scanning import scan, states, values


@pytest.mark.parametrize(
    "text",
    [
        "我局未收到政府信息公开申请。",
        "本年度没有接到要求公开政府信息的申请。",
        "全年无依申请公开事项。",
        "2016年,我镇没有依申请公开政府信息办理事项。",
        "我委2016年度未收到政府信息依公开申请。",
    ],
)
def test_no_request_came_in(text: str) -> None:
    assert states(text) == {"request.received": State.ZERO_BY_NEGATION}


@pytest.mark.parametrize(
    "text",
    [
        "未发生因政府信息公开引发的行政复议和行政诉讼案件。",
        "年内未发生因信息公开而被申请行政复议或提起行政诉讼情况。",
        "无一例因政府信息公开申请行政复议和提起行政诉讼发生。",
        "行政复议、行政诉讼均为零。",
    ],
)
def test_one_sentence_denies_two_things(text: str) -> None:
    zero = State.ZERO_BY_NEGATION
    assert states(text) == {"review.total": zero, "litigation.total": zero}


@pytest.mark.parametrize(
    "text",
    ["没有收取过任何信息公开费用。", "对提供政府信息复印等服务均未收费。", "未向申请人收取费用。"],
)
def test_no_fee_was_taken(text: str) -> None:
    assert states(text) == {"fee.collected": State.ZERO_BY_NEGATION}


def test_no_waiver_is_not_no_fee() -> None:
    assert set(states("也无人申请减免相关费用。")) == {"fee.waived"}


def test_a_section_that_says_nothing_but_none_denies_its_heading() -> None:
    text = "五、行政复议情况\n无。\n六、改进措施\n加强学习。"
    assert states(text) == {"review.total": State.ZERO_BY_NEGATION}


@pytest.mark.parametrize(
    "text",
    [
        "申请数未统计。",
        "做到了无延迟、无遗漏。",
        "未发现应公开而未公开的政府信息。",
        "未按时办结的申请另行说明。",
        "依申请公开情况见附表。",
        "免费发放便民手册。",
        "无障碍浏览系统已建成。",
        "收到申请的,及时答复。",
    ],
)
def test_no_zero_follows(text: str) -> None:
    assert [s for s in scan(text).statements if s.state is State.ZERO_BY_NEGATION] == []


def test_an_explicit_zero_is_reported() -> None:
    assert states("收到政府信息公开申请0件。") == {"request.received": State.REPORTED}


def test_all_answered_derives_the_number_of_answers() -> None:
    text = "全市共收到依申请公开信件789件,全部按期答复。"
    assert values(text) == {"request.received": 789, "reply.total": 789}
    assert states(text)["reply.total"] is State.DERIVED


def test_all_upheld_derives_the_number_upheld() -> None:
    text = "行政复议4件,均获维持。"
    assert values(text) == {"review.total": 4, "review.upheld": 4}
    assert states(text)["review.upheld"] is State.DERIVED


def test_a_derived_value_quotes_the_number_and_the_wording() -> None:
    derived = scan("收到申请公开3件,已及时处理完毕。").statements[-1]
    assert derived.quote == "收到申请公开3件,已及时处理完毕"
