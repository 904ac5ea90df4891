"""How reports since 2019 put it: parts, accounts, joint numbers, offices named for their field."""

import pytest

from llm_extract.records import State
from tests._scanning import scan, values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("予以公开及部分公开的有6件,无法提供的有4件。", {}),
        ("全年共收到并按时办结16件政府信息公开申请。", {"request.received": 16}),
        ("公开答复27件,转下年度办理3件。", {"reply.total": 27, "request.carried_out": 3}),
        ("另有12件申请按照《条例》顺延到下年度答复。", {"request.carried_out": 12}),
        ("本年度共办结依申请政府信息公开事项23件。", {"reply.total": 23}),
        ("本年度办结5份,结转下年度继续办理2份。", {"reply.total": 5, "request.carried_out": 2}),
        ("共受理依申请公开办件27件。", {"request.received": 27}),
        ("通过政府门户网站共办理并答复信息公开申请3件。", {}),
        ("组织“网络在线问政”6次。", {}),
        ("不予公开的8件、咨询说明和其他的9件。", {"reply.refused": 8}),
        ("其中网上政府信息公开申请件22件。", {"request.online": 22}),
        ("未产生依申请公开政府信息案例。", {}),
        (
            "予以公开35件;部分予以公开1件;不予公开2件。",
            {"reply.granted": 35, "reply.partially_granted": 1, "reply.refused": 2},
        ),
    ],
)
def test_requests_and_answers(text: str, found: dict[str, int]) -> None:
    assert values(f"二、依申请公开\n{text}", 2023) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“云溪发布”微信公众号用户突破5万。", {"disclosure.new_media_followers": 50000}),
        ("通过政府网站公开了财政信息2条和服务信息52条。", {}),
        ("受理平台接入53个部门2261项事项。", {}),
        (
            "《云溪公报》编发6期,刊登文件40件,政策解读12件。",
            {"disclosure.gazette_issues": 6, "disclosure.gazette": 40},
        ),
        ("公开《云溪水质公报》,发布《防汛信息》49期。", {}),
        ("未发生重大负面舆情。", {}),
        ("我局向市政府网站报送信息106条。", {}),
        ("门户网站公开情况。全年共发布重点建设项目工程信息共120条。", {}),
        ("全年公开动态信息270条。", {}),
        (
            "官方微博号发布信息620条,收到留言104条,信息浏览230万次。",
            {"disclosure.weibo": 620, "response.messages_answered": 104},
        ),
        ("通过各种媒体、网站和其他方式公开329条信息。", {}),
        ("云溪市财政局信息公开工作共主动公开信息95条。", {"disclosure.total": 95}),
        ("主动公开规章3件,行政规范性文件60件。", {"disclosure.normative_documents": 60}),
        ("加大政务新媒体公开力度,微博云溪环境发布信息160条。", {"disclosure.weibo": 160}),
    ],
)
def test_what_was_published(text: str, found: dict[str, int]) -> None:
    assert values(f"一、总体情况\n{text}", 2023) == found


@pytest.mark.parametrize("office", ["信访局", "行政审批局", "住房公积金管理中心"])
def test_an_office_that_is_named_for_its_field_takes_requests(office: str) -> None:
    text = f"2023年,云溪市{office}共受理政府信息公开申请4件。"
    assert values(f"二、依申请公开\n{text}", 2023) == {"request.received": 4}


def test_a_joint_number_is_read_only_where_it_is_none() -> None:
    heading = "四、行政复议、行政诉讼情况\n"
    none = scan(f"{heading}因政府信息公开申请行政复议、提起行政诉讼0件。", 2023).statements
    assert {(s.indicator, s.state) for s in none} == {
        ("review.total", State.REPORTED),
        ("litigation.total", State.REPORTED),
    }
    assert values(f"{heading}因政府信息公开申请行政复议、提起行政诉讼3件。", 2023) == {}


def test_what_was_done_with_some_says_nothing_of_all() -> None:
    text = "共收到12件信息依申请公开,其中10件已经按时按规完成答复,剩余2件结转下年度办理。"
    found = {s.indicator for s in scan(f"二、依申请公开\n{text}", 2023).statements}
    assert found == {"request.received", "request.carried_out"}
