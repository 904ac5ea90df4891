"""Prose of reports since 2019, in the words in which small offices write it."""

from decimal import Decimal

import pytest

from llm_extract import metadata, script
from llm_extract.records import Document
from tests._scanning import refused, scan, values


def read(text: str) -> dict[str, Decimal | None]:
    return values(text, year=2022)


def test_a_website_beside_another_channel_is_not_all_that_was_published() -> None:
    text = "通过网站主动公开政府信息共81条。通过政务微信公众号“云溪发布”公开108条信息。"
    assert read(text) == {"disclosure.website": 81, "disclosure.wechat": 108}
    assert read("全年通过网站主动公开政府信息共81条。") == {"disclosure.total": 81}


def test_a_main_channel_is_where_the_total_stands() -> None:
    text = "以县政府网站为主渠道,全年主动公开各类政府信息203条。微信公众号推送318篇。"
    assert read(text) == {"disclosure.total": 203, "disclosure.wechat": 318}


def test_what_two_channels_published_together_is_neither_s() -> None:
    text = "全年在网站和微信平台公布信息202条,其中网站公布194条,微信公众号公布8条。"
    assert read(text) == {
        "disclosure.total": 202,
        "disclosure.website": 194,
        "disclosure.wechat": 8,
    }
    assert read("依托县政府门户网站、“云溪发布”政务微博共发布政务动态2394条。") == {}


@pytest.mark.parametrize(
    "text",
    [
        "依法、及时向社会公开政务要闻、政府文件、便民服务等政府信息共计489条。",
        "云溪街道主动公开涉及疫情防控、社会救助、养老服务等方面信息489条。",
        "通过区政府网、云溪公众号等方式主动向社会公开政策文件、行政处罚等信息489条。",
        "2022年我县主动公开各类政务信息489份。",
    ],
)
def test_a_total_behind_a_list_of_what_was_published(text: str) -> None:
    assert read(text) == {"disclosure.total": 489}


def test_a_number_that_was_lost_is_not_the_next_one() -> None:
    text = "全年在政府网上共主动公开条,其中信息公开指南0条,机构职能1条。"
    assert "disclosure.website" not in read(text)


def test_a_column_named_for_publishing_is_no_notice_board() -> None:
    text = "通过其他形式公开信息600条,政务要闻公开栏目发布995条。"
    assert read(text) == {"disclosure.other_channels": 600}


def test_requests_by_channel_with_their_sum_behind() -> None:
    text = "二、依申请公开\n全年共收到群众网上申请105件,快递17件,合计122件。"
    assert read(text)["request.received"] == 122
    assert "request.received" in refused(text, 2022)
    carried = "二、依申请公开\n全年收到申请50件,加上上年结转2件,共计52件。"
    assert read(carried) == {"request.received": 50, "request.carried_in": 2}


def test_published_online_is_no_request_online() -> None:
    text = "一、总体情况\n云溪镇累计主动公开政府信息21条,依申请公开0件,网上公开了21件。"
    assert "request.online" not in read(text)


def test_requests_dealt_with_beside_new_ones() -> None:
    text = "二、依申请公开\n全年新收政府信息公开申请154件,共办理政府信息公开申请152件。"
    assert read(text) == {"request.received": 154, "reply.total": 152}


def test_a_request_that_is_not_granted() -> None:
    text = "二、依申请公开\n共收到政府信息公开申请5件,对其中3件予以公开,1件部分公开,1件不公开。"
    assert read(text) == {
        "request.received": 5,
        "reply.granted": 3,
        "reply.partially_granted": 1,
        "reply.refused": 1,
    }


def test_a_risk_that_was_ruled_out_is_no_zero_of_answers() -> None:
    assert read("严格审查,确保发出的信息无负面舆情风险。") == {}
    assert read("全年未发生重大政务舆情。") == {"response.total": 0}


def test_a_collection_of_answers_is_no_consultation() -> None:
    assert "response.consultations" not in read("县政府网站“政策咨询问答库”发布97条。")


def test_the_parts_of_a_total_confirm_it_only_in_scope() -> None:
    found = scan("通过网站主动公开政府信息81条,其中工作动态50条,通知公告31条。", 2022)
    assert [s.indicator for s in found.statements] == ["disclosure.total"]


def described(text: str) -> metadata.Metadata:
    return metadata.describe(Document(text, "txt", ""), script.fold(text), ())


def test_the_organs_of_a_county_report_under_a_title_of_two_lines() -> None:
    found = described("云溪县人民政府机关\n2022年政府信息公开工作年度报告\n一、总体情况\n")
    assert found.title == "云溪县人民政府机关2022年政府信息公开工作年度报告"
    assert found.agency == "云溪县人民政府机关"


def test_a_verb_before_a_name_is_no_part_of_it() -> None:
    found = described("根据《条例》规定,现公布区统计局2022年政府信息公开工作年度报告。\n")
    assert found.agency == "区统计局"


def test_a_period_that_says_from_with_another_word() -> None:
    found = described("数据统计期限自2022年1月1日始至2022年12月31日止。\n")
    assert str(found.period_start) == "2022-01-01"


@pytest.mark.parametrize(
    "text",
    [
        "通过市政府门户网、农业信息网、“云溪三农”微信公众号等平台主动公开各类政府信息共计660条。",
        "通过云溪政务网、云溪公安微信等网络渠道主动发布信息660条。",
        "全年通过政务网以及云溪开发区管理委员会公众号主动公开各类信息共660条。",
    ],
)
def test_what_several_channels_published_is_the_total(text: str) -> None:
    assert read(text) == {"disclosure.total": 660}


@pytest.mark.parametrize(
    "text",
    [
        "充分利用爱云溪APP主动公开信息102条。",
        "全年通过执法公示平台公开信息38095条。",
        "通过县政府网站农业农村局子站,主动公开预算决算3条、政策文件28条。",
        "通过政府网站及时发布各医疗卫生部门的财政预决算,其中预算公开15条。",
        "截至2022年12月31日,累计主动公开政府规章0件。",
        "设置政府信息公开指南、依申请公开等4个板块。",
        "未接到关于不予公开政府信息的电话咨询。",
    ],
)
def test_numbers_and_words_that_are_none_of_ours(text: str) -> None:
    assert read(text) == {}


def test_categories_of_what_a_website_published_are_no_total() -> None:
    text = (
        "全年在市政府信息公开网上主动公开信息513条,其中主动公开涉农补贴信息26条,"
        "主动公开乡村振兴领域信息192条,政策法规13条,主动公开建议提案办理40条,"
        "主动公开机构设置32条,主动公开行政权力信息160条。主动公开重点栏目信息283条。"
    )
    assert read(text)["disclosure.total"] == 513
    also = read(text + "微信公众号“云溪三农”发布96条。")
    assert also["disclosure.website"] == 513
    assert "disclosure.total" not in also


def test_a_department_that_is_named_between_title_marks() -> None:
    found = described(
        "根据《条例》规定,现公布《云溪省农业农村厅2022年政府信息公开工作年度报告》。\n"
    )
    assert found.agency == "云溪省农业农村厅"


@pytest.mark.parametrize(
    "behind", ["根据《条例》编制。", "是根据《条例》编制的。", " 一、总体情况 2022年,"]
)
def test_a_title_from_which_the_text_runs_on(behind: str) -> None:
    found = described(f"云溪街道2022年政府信息公开工作年度报告{behind}\n")
    assert found.title == "云溪街道2022年政府信息公开工作年度报告"
    assert (found.agency, found.year) == ("云溪街道", 2022)


def test_a_blank_in_the_year_is_no_matter() -> None:
    assert described("2022 年,本厅门户网站新增信息141条。\n").year == 2022


def test_a_list_that_ends_with_interpretations_counts_none_of_them() -> None:
    text = "依托“云溪”公众号公开发布各类宣传信息、政策解读等共计259条。"
    assert "response.policy_interpretations" not in read(text)
    mixed = "全年主动公开政府信息44条,其中政府文件和解读信息21条,其他23条。"
    assert "response.policy_interpretations" not in read(mixed)


@pytest.mark.parametrize(
    "text", ["“云溪”南方号公开信息815篇。", "通过电视台等主流媒体公开信息121篇。"]
)
def test_accounts_and_media_are_no_total(text: str) -> None:
    assert "disclosure.total" not in read(text)


def test_who_compiles_by_the_regulations_reports() -> None:
    found = described(
        "本报告由云溪市交通运输局办公室根据《中华人民共和国政府信息公开条例》编制。\n"
    )
    assert found.agency == "云溪市交通运输局办公室"


def test_items_of_one_kind_are_not_all_of_a_website() -> None:
    assert read("通过网站共发布工作动态97篇,政务信息53条,通知公告26条。") == {}


def test_a_street_named_for_a_town_is_a_street() -> None:
    assert described("云镇街道2022年政府信息公开工作年度报告\n").region == "云镇街道"


def test_decisions_in_the_words_of_the_form() -> None:
    text = "行政许可处理决定数量324宗;行政处罚处理决定数量31宗、行政强制处理决定数量0宗。"
    assert read(text) == {"decision.licences": 324, "decision.penalties": 31}
