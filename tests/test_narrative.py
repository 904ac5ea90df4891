"""Prose: which number belongs to which indicator."""

from decimal import Decimal

import pytest

from tests._scanning import scan, values


def test_the_total_and_its_channels_are_told_apart() -> None:
    text = "二、主动公开\n主动公开政府信息900条,其中门户网站发布信息600条,微博200条,微信100条。"
    assert values(text) == {
        "disclosure.total": 900,
        "disclosure.website": 600,
        "disclosure.weibo": 200,
        "disclosure.wechat": 100,
    }


def test_a_total_published_through_several_channels_is_no_channel() -> None:
    text = "通过门户网站、公示栏等渠道主动公开政府信息320条。"
    assert values(text) == {"disclosure.total": 320}


def test_a_count_of_weibo_and_wechat_together_is_neither() -> None:
    assert values("全年微博、微信共发布信息500条。") == {"disclosure.new_media": 500}


def test_a_category_is_not_the_total() -> None:
    assert values("主动公开的信息中,业务动态类信息30条。") == {}


def test_what_a_list_begins_with_is_not_the_total() -> None:
    assert values("主动公开政府信息包括通知公告10条、工作动态20条。") == {}


def test_requests_and_their_channels() -> None:
    text = "四、依申请公开\n共收到公开申请45件,其中当面申请3件、网络申请30件、信函申请12件。"
    assert values(text) == {
        "request.received": 45,
        "request.in_person": 3,
        "request.online": 30,
        "request.letter": 12,
    }


def test_a_number_before_its_noun() -> None:
    assert values("全年共受理8件政府信息公开申请。") == {"request.received": 8}


def test_the_written_unit_counts_requests_in_pieces() -> None:
    (statement,) = scan("共办理政府信息公开申请26起。").statements
    assert statement.quantity is not None
    assert (statement.quantity.value, statement.quantity.unit) == (26, "件")


@pytest.mark.parametrize(
    "text",
    [
        "收到12345政府热线工单56件。",
        "区长信箱收到群众来信96件。",
        "办理信访事项33件。",
        "受理行政许可申请120件。",
        "业务受理总量为1225224件。",
        "发布政务服务事项2560项。",
        "经审查,116份文件不予公开。",
    ],
)
def test_what_only_looks_like_a_request_is_none(text: str) -> None:
    found = {statement.indicator for statement in scan(text).statements}
    assert not {name for name in found if name.startswith(("request.", "reply."))}


def test_a_television_interview_is_no_web_interview() -> None:
    assert values("参加电视访谈3次。") == {}


def test_members_of_a_steering_group_are_no_staff() -> None:
    assert values("成立了政务公开领导小组,成员12人。") == {}


def test_staff_full_time_and_part_time() -> None:
    text = "七、机构建设情况\n从事政府信息公开工作人员9人,其中专职2人,兼职7人。"
    assert values(text) == {
        "capacity.staff": 9,
        "capacity.staff_full_time": 2,
        "capacity.staff_part_time": 7,
    }


def test_full_or_part_time_together_is_neither() -> None:
    assert values("配备政府信息公开专(兼)职工作人员61名。") == {"capacity.staff": 61}


def test_a_case_is_about_what_was_named_last() -> None:
    text = "行政复议13件,其中维持9件,纠错4件;行政诉讼7件,维持5件,其他情形2件。"
    assert values(text) == {
        "review.total": 13,
        "review.upheld": 9,
        "review.corrected": 4,
        "litigation.total": 7,
        "litigation.upheld": 5,
        "litigation.other": 2,
    }


def test_reviews_and_lawsuits_counted_together_are_not_divided() -> None:
    assert values("发生行政复议、行政诉讼共5件。") == {}


def test_fees_in_yuan_become_ten_thousands() -> None:
    text = "五、收费情况\n全年收取检索、复制、邮寄等成本费用386元。"
    assert values(text) == {"fee.collected": Decimal("0.0386")}


def test_fees_of_other_kinds_are_no_fees_for_requests() -> None:
    assert values("五、收费情况\n行政事业性收费收入320万元。") == {}


def test_training_on_other_matters_is_not_ours() -> None:
    text = "八、培训情况\n举办政务公开培训2期。另举办基层防汛责任人培训班5期。"
    assert values(text) == {"training.sessions": 2}


def test_sessions_and_trainees_side_by_side() -> None:
    text = "全市共组织63期共4205人次政府信息公开工作人员进行培训。"
    assert values(text) == {"training.sessions": 63, "training.trainees": 4205}


def test_a_count_in_another_unit_keeps_that_unit() -> None:
    (statement,) = scan("全年现场咨询数量152件。").statements
    assert statement.quantity is not None
    assert statement.quantity.unit == "件"


def test_a_number_that_lost_its_unit_counts_where_its_subject_stands_beside_it() -> None:
    assert values("受理政府信息公开申请0,答复率无。") == {"request.received": 0}


def test_rows_of_an_unknown_table_are_no_prose() -> None:
    assert values("主动公开政府信息 | 条 | 300\n") == {}


def test_the_heading_may_name_the_subject() -> None:
    text = "二、公开途径\n(一)政府公报。全年编印8期,刊登文件214件。"
    assert values(text)["disclosure.gazette_issues"] == 8


def test_completed_requests_count_as_replies_since_the_forms_of_2019() -> None:
    text = "(二)依申请公开。收到政府信息公开申请50件,办结48件。"
    assert values(text, 2018) == {"request.received": 50, "request.completed": 48}
    assert values(text, 2020) == {"request.received": 50, "reply.total": 48}


def test_two_numbers_of_one_sentence_count_two_things() -> None:
    text = "独立用户访问总量达2478次,网站总访问量达4599次。"
    assert values(text) == {"disclosure.website_visits": 4599}


def test_a_quote_is_the_clause_and_stands_in_the_text() -> None:
    text = "一、概述\n2016年,全縣共收到依申請公開信件78件,全部按期答復。"
    for statement in scan(text).statements:
        assert text[statement.span.start : statement.span.end] == statement.quote
    assert scan(text).statements[0].quote == "全縣共收到依申請公開信件78件"


def test_asked_for_information_is_no_published_information() -> None:
    text = "(一)申请情况:收到申请公开政府信息数3条。(二)处理情况:2016年已处理申请情况数2条。"
    assert values(text) == {"request.received": 3}


def test_marks_lost_round_a_number_hide_no_subject() -> None:
    text = "全年主动公开政府信息?134条?,举行新闻发布会?2场?。"
    assert values(text) == {"disclosure.total": 134, "response.press_conferences": 2}


def test_what_was_published_unasked_is_a_part_of_all_that_was_published() -> None:
    text = "2016年,我局公开信息687条,其中主动公开668条,依申请公开19条。"
    assert values(text) == {"disclosure.total": 668}


def test_pieces_on_several_websites_are_no_total_of_the_website() -> None:
    text = "通过省局门户网站发布动态1条,在市政府门户网站发布动态11条,在县门户网站发布动态6条。"
    assert values(text) == {}
    assert values("在县政府门户网站发布动态6条,在微博发布动态9条。") == {
        "disclosure.website": 6,
        "disclosure.weibo": 9,
    }


def test_what_the_issues_of_a_gazette_print_is_the_gazettes() -> None:
    text = "《云溪市人民政府公报》编印4期、登载文件61件。召开记者会3场,建成政务公开专区17个。"
    assert values(text) == {
        "disclosure.gazette_issues": 4,
        "disclosure.gazette": 61,
        "response.press_conferences": 3,
        "capacity.reading_points": 17,
    }
