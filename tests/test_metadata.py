"""Whose report it is, which year it covers, when it was published."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract import metadata, script, splitting
from llm_extract.records import Document, Metadata

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"


def described(text: str, title: str = "") -> Metadata:
    folded = script.fold(text)
    document = Document(text, "txt", "", title=title)
    return metadata.describe(document, folded, splitting.split(document, folded))


# head, title, agency, region, year
HEADS = [
    ("云溪市2008年政府信息公开工作年度报告\n一、概述\n好。", "", "云溪市", "云溪市", 2008),
    ("二○一○年云溪县政府信息公开年度报告\n", "", "云溪县", "云溪县", 2010),
    ("云溪市财政局二〇一二年政府信息公开工作年报\n", "", "云溪市财政局", "云溪市", 2012),
    (
        "云溪市环境保护局\n2013年政府信息公开工作年度报告\n",
        "云溪市环境保护局2013年政府信息公开工作年度报告",
        "云溪市环境保护局",
        "云溪市",
        2013,
    ),
    (
        "云溪市林业局2014年政府信息公开\n工作年度报告\n",
        "云溪市林业局2014年政府信息公开工作年度报告",
        "云溪市林业局",
        "云溪市",
        2014,
    ),
    (
        "首页 > 政府信息公开年报\n2015年度云溪区政府信息公开年度报告\n",
        "2015年度云溪区政府信息公开年度报告",
        "云溪区",
        "云溪区",
        2015,
    ),
    ("云溪省自然资源厅2019年政府信息公开工作年度报告\n", "", "云溪省自然资源厅", "云溪省", 2019),
    (
        "云溪市云湖区东山街道办事处2020年政府信息公开工作年度报告",
        "",
        "云溪市云湖区东山街道办事处",
        "云溪市云湖区东山街道",
        2020,
    ),
    (
        "东山县白水镇人民政府2021年政府信息公开工作年度报告\n",
        "",
        "东山县白水镇人民政府",
        "东山县白水镇",
        2021,
    ),
    (
        "东山县市场监督管理局2022年政府信息公开工作年度报告",
        "",
        "东山县市场监督管理局",
        "东山县",
        2022,
    ),
    (
        "东山县住房和城乡建设局2022年政府信息公开工作年度报告",
        "",
        "东山县住房和城乡建设局",
        "东山县",
        2022,
    ),
    (
        "云溪市市场监督管理局政府信息公开工作年度报告(2023年度)\n",
        "",
        "云溪市市场监督管理局",
        "云溪市",
        2023,
    ),
    ("云溪市人民政府信息公开工作2024年度报告\n", "", "云溪市人民政府", "云溪市", 2024),
    ("云溪市人民政府政府信息公开工作年度报告（2016年）\n", "", "云溪市人民政府", "云溪市", 2016),
    ("关于云溪市审计局2011年政府信息公开工作情况的报告\n", "", "云溪市审计局", "云溪市", 2011),
    (
        "標題：2017年雲溪市政府信息公開工作年度報告\n",
        "2017年雲溪市政府信息公開工作年度報告",
        "雲溪市",
        "雲溪市",
        2017,
    ),
    (
        "2009年度青山鎮政府信息公開年度報告 |\n",
        "2009年度青山鎮政府信息公開年度報告",
        "青山鎮",
        "青山鎮",
        2009,
    ),
    ("景德镇市2018年政务公开工作年度报告\n", "", "景德镇市", "景德镇市", 2018),
    ("云溪自治州商务局2018年政务公开年度报告", "", "云溪自治州商务局", "云溪自治州", 2018),
    (
        "广西壮族自治区云溪市云湖县2010年政府信息公开工作年度报告",
        "",
        "广西壮族自治区云溪市云湖县",
        "广西壮族自治区云溪市云湖县",
        2010,
    ),
    (
        "市 审 计 局\n2012年政府信息公开年度报告\n",
        "市 审 计 局2012年政府信息公开年度报告",
        "市审计局",
        None,
        2012,
    ),
    ("云溪市教育局 2016 年政府信息公开工作年度报告\n", "", "云溪市教育局", "云溪市", 2016),
    ("云溪新区管委会2019年政府信息公开工作年度报告\n", "", "云溪新区管委会", "云溪新区", 2019),
    (
        "2016年云溪旗政府信息公开工作年度报告 发布时间:2017-03-01 来源:旗政府办\n",
        "2016年云溪旗政府信息公开工作年度报告",
        "云溪旗",
        "云溪旗",
        2016,
    ),
]


@pytest.mark.parametrize(("head", "title", "agency", "region", "year"), HEADS)
def test_a_head_tells_title_agency_region_and_year(
    head: str, title: str, agency: str, region: str | None, year: int
) -> None:
    found = described(head)
    expected = (title or head.split("\n")[0], agency, region, year)
    assert (found.title, found.agency, found.region, found.year) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("统计期限自2016年1月1日起至2016年12月31日止。", (2016, 1, 1), (2016, 12, 31)),
        ("数据的统计期限从2017年1月1日到12月31日。", (2017, 1, 1), (2017, 12, 31)),
        ("統計期限為二○一○年一月一日至二○一○年十二月三十一日", (2010, 1, 1), (2010, 12, 31)),
        ("所列数据统计时限:2008年5月1日—2008年12月31日。", (2008, 5, 1), (2008, 12, 31)),
        ("数据统计期限为2019.1.1-2019.12.31", (2019, 1, 1), (2019, 12, 31)),
        ("统计时段为2018-01-01至2018-12-31", (2018, 1, 1), (2018, 12, 31)),
        ("统计期限为2020年1-12月。", (2020, 1, 1), (2020, 12, 31)),
        ("统计期限为2015年1月至6月。", (2015, 1, 1), (2015, 6, 30)),
        ("统计期限为202011日至20201231日。", (2020, 1, 1), (2020, 12, 31)),
        ("统计期限为2018年11日至2018年1231日止", (2018, 1, 1), (2018, 12, 31)),
        ("自2014年1月1日起，至2014年12月31日止，我局公开信息3条", (2014, 1, 1), (2014, 12, 31)),
    ],
)
def test_a_period_is_read(
    text: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    found = described(text)
    assert (found.period_start, found.period_end) == (date(*start), date(*end))


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为2020111日至20201231日。",
        "统计期限为2020年2月30日至2020年12月31日。",
        "统计期限为2020年12月31日至2020年1月1日。",
        "2017年3月5日至2017年3月9日举办培训。",
        "统计期限为2017年度。",
    ],
)
def test_a_period_that_cannot_be_read_for_certain_is_left_out(text: str) -> None:
    found = described(text)
    assert (found.period_start, found.period_end) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "2018年云溪市政府信息公开年度报告\n来源:市政府办,被阅读12次,日期:2019-03-04【打印】\n",
        "索引号:123 更新时间:2021-01-01 发布日期: 2019/3/4\n",
        "发布时间 | 2019年3月4日 |\n",
        "云溪市财政局\n(2019年3月4日)\n一、概述\n好。",
        "成文日期：二〇一九年三月四日\n",
        "一、概述\n好。\n云溪市财政局\n二〇一九年三月四日",
        "一、概述\n好。\n云溪市财政局 2019年3月4日\n",
        "發布時間:2019-03-04 10:21 字體:[ ]\n",
    ],
)
def test_the_day_of_publication_is_read(text: str) -> None:
    assert described(text).published == date(2019, 3, 4)


def test_a_month_is_no_day_of_publication() -> None:
    assert described("一、概述\n好。\n云溪市财政局\n二〇一七年三月").published is None


def test_the_year_of_publication_does_not_win_over_the_period() -> None:
    text = "云溪市财政局\n(2017年3月3日)\n统计期限自2016年1月1日起至2016年12月31日止。"
    assert described(text).year == 2016


def test_the_about_of_a_title_is_no_part_of_the_name() -> None:
    found = described("青石坎乡人民政府关于2010年度政府信息公开工作的报告\n一、概述\n好。")
    assert found.agency == "青石坎乡人民政府"


def test_a_period_with_last_years_dates_is_outvoted_by_what_the_report_calls_itself() -> None:
    slip = "统计期限自2015年1月1日起至2015年12月31日止。"
    text = f"云溪市财政局编制了2016年政府信息公开年度报告。{slip}\n一、概述\n2016年,我局好。"
    assert described(text).year == 2016
    assert described(f"根据2016年的要求编制。{slip}\n一、概述\n2016年,我局好。").year == 2015


def test_without_title_and_period_the_year_is_the_one_most_sentences_begin_with() -> None:
    past = "一、概述\n2016年,我局好。2015年,差。2016年,收到3件。\n"
    text = past + "二、下一步打算\n2017年,好。2017年,好。2017年,好。"
    assert described(text).year == 2016


def test_the_longest_printed_name_is_the_agency() -> None:
    text = "荆溪市沙湾区人民政府\n政务公开年度报告\n\n2018年沙湾区政府信息公开年度工作报告\n"
    found = described(text)
    assert (found.title, found.agency) == (
        "2018年沙湾区政府信息公开年度工作报告",
        "荆溪市沙湾区人民政府",
    )


def test_the_signature_names_the_agency_in_full() -> None:
    text = (
        "2018年建新镇政府信息公开工作年度报告\n一、概述\n好。\n东山县建新镇人民政府\n2018年12月31日"
    )
    found = described(text)
    assert (found.agency, found.region) == ("东山县建新镇人民政府", "东山县建新镇")


@pytest.mark.parametrize(
    "text",
    [
        "根据《条例》(以下简称《条例》),云溪市水利局(以下简称市水利局)总结工作。",
        "本报告由云溪市水利局编制。",
        "云溪市水利局根据《中华人民共和国政府信息公开条例》的规定,编制本报告。",
        "市水利局\n一、概述\n方便群众与云溪市水利局联系。",
    ],
)
def test_without_a_title_the_text_names_the_agency(text: str) -> None:
    assert described(text).agency == "云溪市水利局"


def test_a_page_title_serves_where_the_text_has_none() -> None:
    found = described(
        "一、概述\n好。", "云溪市2017年政府信息公开工作年度报告-云溪市人民政府门户网站"
    )
    assert (found.title, found.agency) == ("云溪市2017年政府信息公开工作年度报告", "云溪市")


def test_nothing_is_guessed() -> None:
    assert described("一、概述\n公开工作好。") == Metadata()


@given(st.text())
def test_any_text_can_be_described(text: str) -> None:
    assert isinstance(described(text), Metadata)


REAL = {
    "000": ("岳陽市", "岳陽市", 2017, None),
    "001": ("沙市区", "荆州市沙市区", 2018, date(2019, 3, 4)),
    "002": ("市国资委", "衡阳市", 2016, date(2017, 3, 3)),
    "003": ("南通市", "南通市", 2012, date(2013, 3, 27)),
    "004": ("深圳市政务服务管理办公室", "深圳市", 2017, None),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_report_is_described(name: str) -> None:
    path = next(DOCUMENTS.glob(f"{name}_*.txt"), None)
    if path is None:
        pytest.skip(f"no real reports at {DOCUMENTS}")
    found = described(path.read_text(encoding="utf-8-sig"))
    agency, *expected = REAL[name]
    assert agency in (found.agency or "")
    assert [found.region, found.year, found.published] == expected
