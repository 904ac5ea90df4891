"""Scope: this year and the whole report, or a refusal that says why not."""

import pytest

from tests._scanning import refused, scan, values


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2015年主动公开政府信息300条。", "another year"),
        ("上年度主动公开政府信息300条。", "another year"),
        ("主动公开政府信息较上年增加40条。", "a change against another year"),
        ("日均受理来电800余件。", "a rate, not a total"),
        ("力争举办政务公开培训3期。", "a target or a rule, not a result"),
        ("六、下一步打算\n举办政务公开培训3期。", "said among problems and plans"),
    ],
)
def test_a_number_of_another_scope_is_refused(text: str, reason: str) -> None:
    assert scan(text).statements == ()
    assert reason in refused(text).values()


def test_the_report_year_may_be_named() -> None:
    assert values("2016年主动公开政府信息300条。") == {"disclosure.total": 300}


def test_a_part_of_the_staff_is_not_the_staff() -> None:
    text = "从事政府信息公开工作人员61人,其中,市本级13人,县市区48人。"
    assert values(text) == {"capacity.staff": 61}


def test_one_level_of_government_is_not_the_whole() -> None:
    text = "全区收到政府信息公开申请40件,街道层面收到政府信息公开申请18件。"
    assert values(text) == {"request.received": 40}
    assert refused(text) == {"request.received": "a part of the total"}


def test_cumulative_numbers_have_an_indicator_of_their_own() -> None:
    text = "截至2016年底累计主动公开政府信息5928条。"
    assert values(text) == {"disclosure.cumulative": 5928}


def test_the_new_part_of_a_cumulative_total_is_this_years() -> None:
    text = "至年底累计主动公开政府信息5928条,其中,本年度新增主动公开政府信息2110条。"
    assert values(text) == {"disclosure.cumulative": 5928, "disclosure.total": 2110}


def test_within_the_year_is_not_cumulative() -> None:
    assert values("全年累计公开各类信息1265条。") == {"disclosure.total": 1265}


def test_a_stock_is_counted_at_a_date() -> None:
    text = "截至2016年12月31日,微信公众号关注人数累计3822人。"
    assert values(text) == {"disclosure.new_media_followers": 3822}


def test_what_came_over_from_last_year_may_name_it() -> None:
    text = "四、依申请公开\n上年结转2件,结转下年度办理3件。"
    assert values(text) == {"request.carried_in": 2, "request.carried_out": 3}


def test_a_sum_over_the_report_year_is_not_cumulative() -> None:
    text = "截止2016年12月31日,年度累计主动公开政府信息158,历年累计主动公开政府信息545条。"
    assert values(text) == {"disclosure.total": 158, "disclosure.cumulative": 545}


def test_what_will_be_answered_next_year_is_not_answered() -> None:
    text = "在4件申请中,已经答复的3件,按照规定将于下一年度答复的1件。"
    assert values(text)["reply.total"] == 3
