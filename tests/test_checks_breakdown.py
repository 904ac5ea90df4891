"""A total and its parts in prose: found where they are meant, left alone where they are not."""

from decimal import Decimal
from pathlib import Path

import pytest
from _evidence import evidence, only, stated
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract import numerals, script
from llm_extract.checks import breakdown
from llm_extract.records import Document, Evidence, Finding, Metadata, Severity, Verdict

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"


def findings(text: str) -> list[Finding]:
    return list(breakdown.check(evidence(text)))


HOLDING = [
    "工作人员610名,其中,市本级129人,县市区481人。",
    "信息12650条,其中,区政府门户网站发布信息10539条,其他渠道发布信息2111条。",
    "回应关切达1540次,其中,政策解读891篇次,新闻发布会53次,访谈20次,微信、微博及其它576次。",
    "共支出经费608.25万元。其中,市直部门列支104.25万元;县(市、区)列支经费504万元。",
    "诉讼7件,其中维持或者驳回原告诉讼请求4件,依法纠错2件,其他情形1件。",
    "惠民生信息150条(金融市场信息8条,房地产市场信息62条,生产安全36条,棚改信息44条)。",
    "网站公开信息253条,其中电子化率达98%。\n在网站公开的信息中,职能类信息30条;"
    "法规类信息3条;业务动态类信息194条;公告类信息10条,其他类信息16条。",
    "收到申请1,200件,同比增长20%,其中:网上申请1,000件,信函申请200件,办结1,190件。",
    "主动公开信息606条,机构职能类12条,占1.98%,法规类40条,业务动态类554条,占91.42%。",
    "收到申请1件,其中网上申请1件,信函申请0件。",
    "培训3次,参训200人,其中第一次80人,第二次70人,第三次50人。",
    "新收申请148件,办结148件,结转6件。办结的申请中,公开93件、不予公开28件(其中涉密2件)、"
    "无法提供27件。",
    "公开信息100条(上年为90条),出台文件18件。其中,网站80条,广播、公开栏等渠道20条。",
]


@pytest.mark.parametrize("text", HOLDING)
def test_parts_that_make_the_total_are_told(text: str) -> None:
    finding = only(findings(text))
    assert (finding.severity, finding.delta) == (Severity.INFO, 0)
    assert finding.message.endswith("the parts add up")


UNRELATED = [
    "受理总量为1225224件,日均业务受理量4921件。其中,即办件为781445件,即办率为63.78%。",
    "受理来电12.5万个,其中有效来电9.5万个。",
    "主动公开信息454942条,其中公开规范性文件1770条。",
    "缴税费5.93亿元,较去年增加1.56亿元,其中一票制收费共收3.49亿元,较去年增长0.59亿元。",
    "召开会议2次,座谈会20次,上门点评10次,培训700人次。",
    "收到申请30件,办结28件,结转5件。",
    "发布信息251条,关注量38229个,覆盖10个区、74个街道、645个社区。",
    "进驻部门35个,事项1444项,其中许可事项556项。",
    "收到申请0件,其中网上0件,信函0件。",
    "通知公告10条、工作动态108条、业务统计数据10条。",
    "政府公报 | 条 | 5条 | 其中:网站 | 条 | 3条 | 微博 | 条 | 2条",
]


@pytest.mark.parametrize("text", UNRELATED)
def test_neighbouring_numbers_are_no_breakdown(text: str) -> None:
    assert findings(text) == []


def test_parts_beyond_the_total_are_a_warning() -> None:
    finding = only(findings("公开信息160条,其中,机构类100条,业务类60条,其他类10条。"))
    assert (finding.severity, finding.bearing) == (Severity.WARNING, None)
    assert (finding.left, finding.right, finding.delta) == (160, 170, -10)


def test_parts_listed_as_all_must_make_the_total() -> None:
    text = "收到申请10件,分别为网上申请5件,信函申请4件。"
    said = stated(text, "request.received", "收到申请10件", "10件", "10")
    finding = only(list(breakdown.check(evidence(text, said))))
    assert (finding.severity, finding.bearing) == (Severity.ERROR, Verdict.DISPUTED)
    assert finding.indicators == ("request.received",)


def test_a_short_list_leaves_something_out_and_is_no_contradiction() -> None:
    finding = only(findings("公开信息100条,其中网站20条,微博10条。"))
    assert (finding.severity, finding.bearing) == (Severity.INFO, None)


def test_how_requests_ended_is_no_part_of_how_they_came() -> None:
    finding = only(findings("收到申请300件,其中网上200件,信函40件,答复280件,满意250件。"))
    assert (finding.severity, finding.right) == (Severity.INFO, 240)


def test_one_item_may_go_out_on_several_channels() -> None:
    finding = only(findings("公开信息964条。其中,网站公开871条,微信公众号342条,其他57条。"))
    assert (finding.severity, finding.delta) == (Severity.INFO, -306)


def test_a_short_list_that_ends_with_the_rest_is_a_warning() -> None:
    finding = only(findings("公开信息100条,其中网站20条,其他渠道10条。"))
    assert finding.severity is Severity.WARNING


def test_a_list_that_says_it_is_open_is_not_summed() -> None:
    assert findings("公开信息100条,其中主要有网站90条,微博20条。") == []
    assert findings("收到申请100件,其中当面90件,传真20件等。") == []


def test_an_item_without_its_number_leaves_the_sum_unassessed() -> None:
    assert findings("公开信息100条,其中网站90条,微信若干,微博20条。") == []


def test_a_sum_that_holds_confirms_the_indicators_it_names() -> None:
    text = "工作人员610名,其中,专职129人,兼职481人。"
    staff = stated(text, "capacity.staff", "工作人员610名", "610名", "610", unit="人")
    part = stated(text, "capacity.staff_full_time", "专职129人", "129人", "129", unit="人")
    finding, open_part = breakdown.check(evidence(text, staff, part))
    assert open_part.message.endswith("no value claims “481人”")
    assert finding.indicators == ("capacity.staff", "capacity.staff_full_time")
    assert finding.bearing is Verdict.CONFIRMED


def test_a_sum_of_rounded_numbers_confirms_nothing() -> None:
    text = "公开信息3.5万条,其中网站3万余条,微博0.5万条。"
    said = stated(text, "disclosure.total", "公开信息3.5万条", "3.5万条", "35000", unit="条")
    assert only(list(breakdown.check(evidence(text, said)))).bearing is None


def test_parts_that_fill_sentences_of_their_own_are_found_with_their_own_parts() -> None:
    text = (
        "公开要点信息60条。其中,助力改革信息30条(放管服10条,国企20条)。\n"
        "助力民生信息20条(扶贫5条,环保15条)。\n公开制度化信息10条(政策法规3条,考核7条)。\n"
    )
    totals = [finding.left for finding in findings(text)]
    assert totals == [60, 30, 20, 10]


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**5), min_size=2, max_size=8), st.integers(1, 50))
def test_any_list_that_adds_up_is_told_and_one_too_much_is_a_warning(
    parts: list[int], extra: int
) -> None:
    listed = ",".join(f"第{'甲乙丙丁戊己庚辛'[n]}类{part}条" for n, part in enumerate(parts))
    right = only(findings(f"公开信息{sum(parts)}条,其中,{listed}。"))
    assert right.delta == 0
    short = sum(parts) - extra
    wrong = [f for f in findings(f"公开信息{short}条,其中,{listed}。") if f.left == short]
    accidental = any(sum(parts[:n]) == short for n in range(len(parts)))
    if short >= max(parts) and not accidental:
        assert (only(wrong).severity, only(wrong).delta) == (Severity.WARNING, Decimal(-extra))


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        ("000", {9360, 6417, 1037, 198, 1536, 150, 22, 610, 1540, 7, 6082500}),
        ("001", {12650}),
        ("002", {253}),
        ("003", set()),
        ("004", set()),
    ],
)
def test_the_breakdowns_of_a_real_report_hold(name: str, totals: set[int]) -> None:
    paths = list(DOCUMENTS.glob(f"{name}_*.txt"))
    if not paths:
        pytest.skip(f"{DOCUMENTS} has no document {name}")
    text = paths[0].read_text(encoding="utf-8")
    folded = script.fold(text)
    read = Evidence(Document(text, "txt", ""), folded, (), numerals.find(folded), Metadata(), ())
    found = list(breakdown.check(read))
    assert {finding.left for finding in found} == totals
    assert {finding.delta for finding in found} <= {Decimal(0)}
