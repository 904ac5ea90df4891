"""How reports of 2008 to 2018 put it in words of their own."""

import pytest

from llm_extract import script
from llm_extract.records import State
from tests._scanning import states, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、概述\n各部门落实兼职经办人员19名。", {"capacity.staff_part_time": 19}),
        ("一、概述\n设专责人员1名。", {"capacity.staff_full_time": 1}),
        ("一、概述\n办公室两名同志兼管信息公开。", {"capacity.staff_part_time": 2}),
        ("四、机构人员\n我乡落实专人1名。", {"capacity.staff": 1}),
        ("一、概述\n配备政务公开联络员58名。", {"capacity.staff": 58}),
        ("一、概述\n共有专、兼职工作人员68名。", {"capacity.staff": 68}),
        ("一、概述\n县财政拿出11万元用于信息公开。", {"capacity.funding": 11}),
        ("县档案馆、图书馆3个公共查阅场所全部开放。", {"capacity.reading_points": 3}),
        ("印发防汛倡议书3000余份。", {"disclosure.gazette_copies": 3000}),
        ("入户发放明白卡2318份。", {"disclosure.gazette_copies": 2318}),
        ("受理12369环保投诉2894件。", {"response.hotline_calls": 2894}),
        ("全年12315平台接收诉求426件。", {"response.hotline_calls": 426}),
        ("三、回应\n通过微信回应公众关注事件7件次。", {"response.weibo_wechat": 7}),
        ("六、会议\n开会研究信息公开工作4次。", {"training.meetings": 4}),
        ("六、会议\n开展政务公开知识培训,34人参加。", {"training.trainees": 34}),
        ("其余735条通过广播、公开栏等形式公开。", {"disclosure.other_channels": 735}),
        ("我队对外公布各类调查信息86篇。", {"disclosure.total": 86}),
        ("收到申请6件,1件未到期转入下年度。", {"request.received": 6, "request.carried_out": 1}),
    ],
)
def test_words_of_small_offices(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "还在电视台公开信息,并送文本43份。",
        "市领导接听市长热线5次。",
        "12345平台办理依申请公开事项4件。",
        "接待查档利用者116人次。",
        "县长信箱收到公开信件3份。",
        "公文320件,其中主动公开256件,依申请公开的文件87份。",
        "四、机构人员\n配备灾害信息员培训教材3名。",
    ],
)
def test_what_only_sounds_alike(text: str) -> None:
    assert values(text) == {}


def test_a_sum_behind_its_parts_is_the_total() -> None:
    text = (
        "二、主动公开\n原局公开信息143条,挂牌后公开305条,全年合计448条。其中:网站387条,电子屏61条。"
    )
    found = values(text)
    assert found["disclosure.total"] == 448
    assert found["disclosure.website"] == 387
    assert found["disclosure.other_channels"] == 61
    less = "二、主动公开\n公开信息448条,财政类3条、人事类2条,合计5条。"
    assert values(less) == {"disclosure.total": 448}


def test_outcomes_of_reviews_and_replies() -> None:
    found = values("被申请行政复议5宗,其中维持3宗,责令重新答复1宗,撤回1宗。")
    assert found["review.corrected"] == 1
    assert found["review.other"] == 1
    assert values("四、申请\n收到申请9件,公开8件,部分公开1件。")["reply.granted"] == 8
    assert "review.total" not in values("另有行政处罚引起的复议6件。")


def test_all_requests_came_in_one_way() -> None:
    text = "全年收到政府信息公开申请2件,均为信函方式,均予以提供。"
    found = states(text)
    assert found["request.letter"] is State.DERIVED
    assert found["reply.granted"] is State.DERIVED
    assert "request.online" not in values("收到政府信息公开申请5件,均为网络申请和信函申请。")


def test_the_next_sentence_may_say_what_became_of_all() -> None:
    text = "三、申请\n收到申请31件。其中当面申请4件、信函申请27件。均按时答复。"
    assert values(text)["reply.total"] == 31
    other = "三、申请\n收到申请31件。办理信访件5件。均按时答复。"
    assert "reply.total" not in values(other)
    apart = "三、申请\n收到申请31件。\n所有来信均按时答复。"
    assert "reply.total" not in values(apart)


def test_all_of_the_staff_are_employed_one_way() -> None:
    found = values("四、机构人员\n全县有信息员77名,均为兼职。")
    assert found == {"capacity.staff": 77, "capacity.staff_part_time": 77}


def test_a_dot_that_was_a_full_stop_is_one() -> None:
    assert script.fold("共公开14120条.政府网站3.5万次.") == "共公开14120条。政府网站3.5万次。"
    assert script.fold("一.概述 见附件.doc www.a.cn") == "一.概述 见附件.doc www.a.cn"
    assert values("主动公开信息140条.政府网站公开126条.")["disclosure.total"] == 140


def test_letterboxes_listed_are_pieces() -> None:
    text = "五、互动\n受理网站信箱信件880件、市长信箱转收信件7件。"
    assert "response.messages_answered" not in values(text)
    assert values("县长信箱收到留言533条、答复518条。")["response.messages_answered"] == 518


def test_what_shares_its_number_with_others_is_none_of_them() -> None:
    text = "三、申请\n收到申请20件,同意公开12件,其余8件为部分公开、补正和告知其他途径。"
    assert "reply.partially_granted" not in values(text)
    assert values("三、申请\n8件为部分公开、2件不予公开。")["reply.partially_granted"] == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至2016年12月31日,我局共主动公开政府信息62条。", {"disclosure.total": 62}),
        ("截至2016年底,主动公开政府信息数总计62条。", {"disclosure.total": 62}),
        ("截至2016年底,累计主动公开政府信息62条。", {"disclosure.cumulative": 62}),
        ("截至2016年底,累计主动公开信息62条,其中网上公开信息20条。", {"disclosure.cumulative": 62}),
        ("我局由1名办公室人员负责开展政府信息公开工作。", {"capacity.staff": 1}),
        ("专门配备了1名政府信息公开工作人员负责相关工作。", {"capacity.staff": 1}),
        ("公开财政资金类信息256条、公共资源配置类信息53条。", {}),
        ("公开2016年建议提案办理结果7份。", {"disclosure.proposals": 7}),
        ("其它便于公众知晓的方式公开信息36条。", {"disclosure.other_channels": 36}),
        ("日均接待上门群众和咨询电话7人次,全年1700余人次。", {"response.consultations": 1700}),
        ("没有依申请公开及不予公开的信息类型。", {}),
    ],
)
def test_the_year_and_the_whole(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


def test_a_heading_as_long_as_the_lines_is_no_part_of_the_next() -> None:
    heading = "二、依申请公开和不予公开政府信息的情况"
    text = "\n".join(
        (heading, "2016年我局共收到政府信息公开申请1件") * 4
        + ("三、因政府信息公开申请行政复议、提起行政诉", "讼的情况。")
    )
    lines = script.unwrap(text)
    assert lines.count(f"{heading}\n") == 4
    assert "行政诉 讼" in lines


def test_some_that_were_answered_are_not_all() -> None:
    text = "三、申请\n受理依申请公开信息10宗,已答复9宗。"
    assert values(text) == {"request.received": 10, "reply.total": 9}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "截至2016年12月30日,我乡共主动公开政府信息615条,今年新增94条。",
            {"disclosure.cumulative": 615, "disclosure.total": 94},
        ),
        (
            "2016年主动公开政府信息1192条。截止2016年12月底,已主动公开政府信息8400多条。",
            {"disclosure.total": 1192, "disclosure.cumulative": 8400},
        ),
        ("历年累积公开政府信息141条。", {"disclosure.cumulative": 141}),
        ("全年共公开信息100条,其中本年新制发文件20条。", {"disclosure.total": 100}),
        ("其中,水利公报类信息18条。", {}),
        ("通过市级以上网络公开信息487条。", {}),
        ("全年办结价格举报案件及咨询件123件。", {}),
    ],
)
def test_this_year_and_all_years(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


def test_what_two_outcomes_share_is_neither_s() -> None:
    text = "三、申请\n收到申请20件,已主动公开或同意公开的9件,信息不存在或不属于本机关公开的4件。"
    assert values(text) == {"request.received": 20}


def test_kinds_of_every_sort_are_no_kind() -> None:
    assert values("全年发布重点领域各类信息12条。") == {"disclosure.key_areas": 12}
    assert values("主动公开政府工作信息、动态755多条。") == {"disclosure.total": 755}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由党政办牵头,落实专人1名负责信息收集。", {"capacity.staff": 1}),
        ("接入单位由136家增加到158家。", {"capacity.agencies_covered": 158}),
        (
            "三、申请\n4件申请中,已经答复的3件,将于下一年度答复的1件。",
            {"reply.total": 3, "request.carried_out": 1},
        ),
        ("四、收费情况\n以上服务均为无偿提供。", {"fee.collected": 0}),
        ("图书馆为读者免费提供饮水。", {}),
    ],
)
def test_more_words_of_small_offices(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自《条例》施行以来,公开专栏主动公开政府信息812条。", {"disclosure.cumulative": 812}),
        ("自网站开通以来,网站累计发布信息5000条。", {}),
        ("我局共在“金盾网”更新各类政务信息4884条。", {"disclosure.website": 4884}),
    ],
)
def test_what_sites_put_out(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


def test_what_was_released_on_request_is_not_all_that_was_published() -> None:
    assert values("收到政府信息公开申请3起,公开信息8条。") == {"request.received": 3}


def test_told_where_it_had_been_published() -> None:
    text = "三、申请\n受理公开申请信息940件,同意公开信息500件、已公开并告知检索途径信息77件。"
    assert values(text)["reply.already_public"] == 77


def test_these_requests_were_all_answered() -> None:
    text = "三、申请\n收到申请281件。目前,这281件申请已全部按时答复申请人。"
    assert values(text)["reply.total"] == 281
    assert values("一、人员\n现有一名兼职人员负责政府信息公开工作。") == {
        "capacity.staff_part_time": 1
    }


def test_staff_who_do_it_beside_other_work_and_courses_on_disclosure() -> None:
    text = "一、概述\n办公室安排了4名工作人员兼职负责政务公开工作。"
    assert values(text) == {"capacity.staff_part_time": 4}
    assert values("全市开展政务公开类培训109场次。") == {"training.sessions": 109}
    assert values("全年开展消防类培训3期。") == {}


@pytest.mark.parametrize(
    "after",
    ["所有提案均按时答复。", "全部来信均已答复。", "群众咨询均已答复。", "另有留言3条,均已答复。"],
)
def test_the_next_sentence_may_speak_of_something_else(after: str) -> None:
    assert "reply.total" not in values(f"三、申请\n收到申请31件。{after}")


def test_visitors_who_read_and_ask_are_readers() -> None:
    assert values("全年接待群众查阅、咨询4.85万人次。") == {"capacity.reading_visits": 48500}
    assert values("接受咨询查阅33人次。") == {"response.consultations": 33}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年核发卫生许可证143件。", {"decision.licences": 143}),
        ("局长办公会议3次听取公开工作汇报。", {"training.meetings": 3}),
        ("局长办公会议3次听取安全工作汇报。", {}),
        ("市政府常务会议3次听取政务公开工作情况汇报。", {}),
        (
            "三、申请\n收到申请8件,办结率100%。",
            {"request.received": 8, "request.satisfaction_rate": 100},
        ),
        (
            "三、申请\n收到申请8件,均予以公开。",
            {"request.received": 8, "reply.granted": 8, "reply.total": 8},
        ),
    ],
)
def test_offices_that_write_and_permit(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected
