"""How small offices write: one window, two websites, a microblog named a clause before."""

from decimal import Decimal

import pytest

from llm_extract.records import State
from tests._scanning import refused, scan, states, values


def test_the_posts_of_a_microblog_named_a_clause_before_are_no_total() -> None:
    text = "加强微博管理。市局四大微博,在原有基础上进一步加大力度,全年累计发布政府信息342条。"
    assert values(text) == {"disclosure.weibo": 342}


def test_what_several_channels_published_together_stays_a_total() -> None:
    text = "通过政府网站、微博、微信等多种渠道,全年共发布政府信息342条。"
    assert values(text) == {"disclosure.total": 342}


def test_an_information_platform_and_new_media_together_are_all_channels() -> None:
    text = "在政府信息平台、微博、微信等媒介上公开政务信息4287条。"
    assert values(text) == {"disclosure.total": 4287}


def test_the_only_website_is_all_that_was_published() -> None:
    text = "通过县政府门户网站主动公开政府信息176条。"
    assert values(text) == {"disclosure.total": 176}


def test_neither_of_two_websites_is_all_that_was_published() -> None:
    text = "通过县气象局门户网站主动公开政府信息2330条,通过县政府网站主动公开政府信息37条。"
    assert values(text) == {}


def test_a_website_and_its_reading_rooms_together_are_the_total() -> None:
    text = "通过门户网站和政府信息公开查阅场所共主动公开政府信息424条。"
    assert values(text) == {"disclosure.total": 424}


def test_information_may_be_called_published_behind_its_number() -> None:
    text = "共整理、录入、发布14条主动公开政府信息。"
    assert values(text) == {"disclosure.total": 14}


def test_a_unit_with_a_bracket_is_one_word() -> None:
    text = "在各类政府网站上共发布政府信息259条(次),涵盖人事变动等方面。"
    assert values(text) == {"disclosure.website": 259}


def test_a_window_for_requests_is_no_request() -> None:
    text = "设立了1个专门的信息公开申请受理点和2个电子查阅室。"
    assert values(text, 2011) == {"capacity.offices": 1, "capacity.reading_points": 2}


def test_a_window_is_no_office_of_the_form() -> None:
    assert values("设立了3个专门的信息公开申请受理点。", 2015) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为此,专门配备了2名工作人员。", {"capacity.staff": 2}),
        ("专门配备了2名工作人员驻窗口接听热线。", {}),
        ("专门配备了2名兼职工作人员。", {"capacity.staff_part_time": 2}),
    ],
)
def test_staff_set_aside(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


def test_an_interview_may_stand_right_behind_its_number() -> None:
    text = "开展以“关注养老,关爱老人”、“政务服务提升”和“学前教育”为主题的3次在线访谈活动。"
    assert values(text) == {"response.web_interviews": 3}


def test_items_kept_back_are_no_answers_where_no_request_came_in() -> None:
    text = "二、依申请公开情况\n我局未收到政府信息公开申请。不予公开政府信息10条。"
    assert states(text) == {"request.received": State.ZERO_BY_NEGATION}
    assert refused(text) == {"reply.refused": "items kept back, while no request came in"}


@pytest.mark.parametrize(
    "text",
    [
        "二、依申请公开情况\n收到申请12条,其中不予公开政府信息10条。",
        "二、依申请公开情况\n我局未收到政府信息公开申请。不予公开10件。",
    ],
)
def test_requests_that_were_refused_are_answers(text: str) -> None:
    assert "reply.refused" in {s.indicator for s in scan(text).statements}


def test_costs_of_lawsuits_are_no_fees() -> None:
    text = "(四)与诉讼有关的费用支出\n我局没有相应费用支出。"
    assert states(text) == {}


def test_no_consultation_came_in() -> None:
    text = "三、咨询情况\n本年度未收到有关政府信息公开的咨询。"
    assert states(text) == {"response.consultations": State.ZERO_BY_NEGATION}


@pytest.mark.parametrize(
    "text", ["三、咨询情况\n没有专门的咨询电话。", "全年未收到咨询公司的发票。"]
)
def test_a_telephone_or_a_firm_is_no_consultation(text: str) -> None:
    assert states(text) == {}


def test_all_granted_follows_from_the_requests() -> None:
    text = "三、依申请公开\n共收到申请6件,全部按期答复,均予以公开。"
    assert states(text) == {
        "request.received": State.REPORTED,
        "reply.total": State.DERIVED,
        "reply.granted": State.DERIVED,
    }


@pytest.mark.parametrize("said", ["均不予公开", "均未予以公开", "均不同意公开"])
def test_what_was_not_granted_is_not_derived(said: str) -> None:
    text = f"三、依申请公开\n共收到申请6件,{said}。"
    assert "reply.granted" not in states(text)


@pytest.mark.parametrize(
    "text", ["电子邮箱:372189699@qq.com。", "网址:http:// 218.27.140.5\\zwgk。"]
)
def test_an_address_counts_no_messages(text: str) -> None:
    assert values(text) == {}


def test_a_decimal_before_a_full_stop_stays_a_number() -> None:
    assert values("全文电子化率达99.5%。")["disclosure.full_text_rate"] == Decimal("99.5")


def test_what_was_added_this_year_behind_a_cumulated_count_is_the_total() -> None:
    text = "截至2016年底,我局累计主动公开政府信息3258条,其中2016年新增主动公开政府信息421条。"
    assert values(text) == {"disclosure.cumulative": 3258, "disclosure.total": 421}


def test_a_bare_count_over_all_years_is_cumulative_for_information_alone() -> None:
    text = "二、主动公开情况\n2016年共主动公开政府信息11条,历年累计234条。"
    assert values(text) == {"disclosure.total": 11, "disclosure.cumulative": 234}
    requests = "三、依申请公开情况\n2016年度共收到政府信息公开申请2条,历年累计6条。"
    assert values(requests) == {"request.received": 2}


def test_since_the_site_opened_is_no_year() -> None:
    text = "自网站开通以来,政府信息公开专栏主动公开政府信息812条。"
    assert refused(text) == {"disclosure.website": "cumulative over several years"}


def test_since_a_law_was_passed_may_open_a_sentence_on_this_year() -> None:
    text = "自条例实施以来,我局高度重视公开,2016年主动公开政府信息37条。"
    assert values(text) == {"disclosure.total": 37}


def test_two_parts_side_by_side_are_no_whole() -> None:
    text = "市政府本级收到政府信息公开申请65件,各部门收到政府信息公开申请320件。"
    assert values(text) == {}


def test_a_website_in_a_list_of_channels_is_not_the_total() -> None:
    text = "通过政府网站公开信息1256条,政府公报公开86条,政务微博公开320条。"
    assert values(text) == {
        "disclosure.website": 1256,
        "disclosure.gazette": 86,
        "disclosure.weibo": 320,
    }


def test_one_official_at_work_on_disclosure_is_staff() -> None:
    assert values("局办公室1名工作人员具体负责信息公开工作。") == {"capacity.staff": 1}


def test_a_review_that_was_withdrawn_ended_otherwise() -> None:
    text = "四、行政复议情况\n发生行政复议案件3件(其中2件维持、1件撤回)。"
    assert values(text) == {"review.total": 3, "review.upheld": 2, "review.other": 1}


@pytest.mark.parametrize(
    "text",
    [
        "三、依申请公开\n信息公开申请表下载230次。",
        "一、概述\n政务服务大厅受理各类申请12560件,办结12500件。",
        "二、主动公开\n全年产生公文320件,其中主动公开256件,依申请公开40件,不予公开24件。",
        "五、咨询情况\n12316热线解答农民咨询3200人次。",
        "四、收费情况\n全年收取社会抚养费120万元。",
        "四、诉讼情况\n行政诉讼一审3件,二审2件,全部胜诉。",
    ],
)
def test_what_only_looks_like_an_indicator_is_none(text: str) -> None:
    assert values(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "二、主动公开\n我局向社会主动公开政府信息主要通过四条途径。",
        "四、咨询情况\n其中来电来访20多次。",
    ],
)
def test_ways_and_visits_are_no_counts(text: str) -> None:
    assert values(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明确1名工作人员作为专职信息公开员。", {"capacity.staff_full_time": 1}),
        ("配备了4名政府信息公开全职工作人员。", {"capacity.staff_full_time": 4}),
        ("二、主动公开\n电子化全文公开率达100%。", {"disclosure.full_text_rate": 100}),
    ],
)
def test_other_orders_of_the_same_words(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


def test_a_title_printed_again_below_a_short_report_leaves_it_read() -> None:
    title = "2016年白水镇政府信息公开年度报告"
    text = f"{title}\n一、概述 我镇主动公开政府信息25条。 附表:{title}"
    assert values(text, None) == {"disclosure.total": 25}


def test_what_is_still_being_dealt_with_is_carried_out_of_the_year() -> None:
    text = "三、依申请公开情况\n收到申请20件,其余7件因收到较晚,尚在法定期限内办理。"
    assert values(text)["request.carried_out"] == 7
    text = "三、依申请公开情况\n收到申请20件,另有3件于年末收到、按规定在2017年1月答复。"
    assert values(text)["request.carried_out"] == 3
    assert "request.carried_out" not in values("另有3台设备尚在采购办理中,其余5件提案正在办理。")


def test_replies_in_the_words_of_offices() -> None:
    text = (
        "三、依申请公开情况\n全年收到申请15件,其中书面申请12件;已属主动公开6件,告知向其他机关申请2件,"
        "申请内容不明确4件。"
    )
    found = values(text)
    assert found["request.letter"] == 12
    assert found["reply.already_public"] == 6
    assert found["reply.not_this_agency"] == 2
    assert found["reply.correction_needed"] == 4


def test_websites_listed_under_one_of_which_are_pieces() -> None:
    text = (
        "主动公开政府信息563条,其中通过市政府门户网站公开129条,通过我局官方网站公开424条,"
        "通过政务微信公开10条。"
    )
    assert values(text) == {"disclosure.total": 563, "disclosure.wechat": 10}


def test_one_account_is_not_all_the_new_media() -> None:
    found = values("发挥政务新媒体平台的宣传作用,共计发布微博150篇、微信147篇。")
    assert "disclosure.new_media" not in found
    assert values("全年政务新媒体共发布信息150篇。")["disclosure.new_media"] == 150
