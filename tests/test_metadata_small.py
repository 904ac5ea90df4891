"""How small offices and mirrors name the agency, the year and the period."""

from datetime import date

import pytest

from tests.test_metadata import described


@pytest.mark.parametrize(
    ("text", "agency", "region"),
    [
        ("本报告由云溪市东山县白水镇编制。", "云溪市东山县白水镇", "云溪市东山县白水镇"),
        ("现公布东山县水利局2016年政府信息公开工作年度报告。", "东山县水利局", "东山县"),
        ("特向社会公布2014年度东山县水利局政府信息公开年度报告。", "东山县水利局", "东山县"),
        ("市水利局编制了年度报告。如有疑问,请与云溪市水利局联系。", "云溪市水利局", "云溪市"),
        ("如有疑问,请与白水镇人民政府办公室联系(电话:1)。", "白水镇人民政府", "白水镇"),
        ("现将东山县人民政府2024年政府信息公开工作年度报告予以公开。", "东山县人民政府", "东山县"),
        ("现发布《东山县白水镇2022年政府信息公开工作年度报告》。", "东山县白水镇", "东山县白水镇"),
        ("特向社会公布白水街道2021年度信息公开年度报告。", "白水街道", "白水街道"),
        ("云溪市东山区水利局特向社会公布2021年度报告。", "云溪市东山区水利局", "云溪市东山区"),
        ("如需咨询,请与东山区水利局综合科联系(地址:云溪市)。", "东山区水利局", "东山区"),
        (
            "云溪市东山区白水街道特编制2023年年度报告。",
            "云溪市东山区白水街道",
            "云溪市东山区白水街道",
        ),
        ("由云溪市水利局(以下简称“水利局”)编制。", "云溪市水利局", "云溪市"),
        ("特向社会公布2022年东山区水利局信息公开情况。", "东山区水利局", "东山区"),
        ("如有疑问,请与云溪市水利局(地址:红旗路6号)联系。", "云溪市水利局", "云溪市"),
        ("结合云溪市水利局(以下简称“水利局”)有关数据撰写。", "云溪市水利局", "云溪市"),
        ("年度报告\n  • 发布机构: 云溪省水利厅\n一、总体情况", "云溪省水利厅", "云溪省"),
        ("云溪海关2015年海关政府信息公开年度报告", "云溪海关", None),
        ("云溪市税务局发布2012年政府信息公开工作年度报告", "云溪市税务局", "云溪市"),
        (
            "1、 云溪市墨山街道办事处 2016年度政府信息公开工作年度报告\n",
            "云溪市墨山街道办事处",
            "云溪市墨山街道",
        ),
        ("  • 名称: 云溪省民政厅2014年政府信息公开工作年度报告\n", "云溪省民政厅", "云溪省"),
        ("2009年度白水鎮(zhèn)政府信息公開年度報(bào)告 |\n", "白水鎮", "白水鎮"),
    ],
)
def test_small_offices_and_mirrors_name_the_agency_too(
    text: str, agency: str, region: str | None
) -> None:
    found = described(text)
    assert (found.agency, found.region) == (agency, region)


@pytest.mark.parametrize(
    "text",
    [
        "本报告由市区编制。",
        "请与云溪市人民政府信息公开领导小组办公室联系。",
        "公布2016年本单位政府信息公开工作年度报告。",
    ],
)
def test_what_names_nobody_in_particular_is_no_agency(text: str) -> None:
    assert described(text).agency is None


def test_a_period_whose_days_lost_their_signs_is_read() -> None:
    for text in ("统计期限自 201111起至 20111231止。", "统计期限自 201111日起 20111231止。"):
        found = described(text)
        assert (found.period_start, found.period_end) == (date(2011, 1, 1), date(2011, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "现将2023年区水利局政府信息公开工作报告如下:",
        "主要从六个方面汇报我镇2023年政府信息公开工作。",
        "截止2023年12月31日我局通过官方网站发布信息34条。",
    ],
)
def test_a_report_without_title_says_its_year_in_passing(text: str) -> None:
    assert described(text).year == 2023
