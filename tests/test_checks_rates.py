"""Percentages, growth rates and multiples against the numbers beside them."""

import pytest
from _evidence import evidence, only, stated

from llm_extract.checks import rates
from llm_extract.records import Finding, Severity, Verdict


def findings(text: str) -> list[Finding]:
    return list(rates.check(evidence(text)))


HOLDING = [
    "业务受理总量为1225224件,日均业务受理量4921件。其中,即办件为781445件,即办率为63.78%。",
    "共征缴税费5.93亿元,较去年同期增加1.56亿元,同比增长35.7%。",
    "共收3.49亿元,较去年增长0.59亿元,同比增长20.3%。",
    "受理复议22件,比上年(31件)下降29%。",
    "收到申请789件,比2011年的600件增长31.5%。",
    "公开信息12650条,其中网站10539条,较上年增加1000条,增长8.6%。",
    "公开信息606条,业务动态类554条,占总数的91.42%。",
    "公开信息1692条,是2016年(1128条)的1.5倍。",
    "共收到申请268件,办结268件,办结率100%。",
]


@pytest.mark.parametrize("text", HOLDING)
def test_a_rate_that_follows_is_told(text: str) -> None:
    finding = only(findings(text))
    assert (finding.severity, finding.bearing) == (Severity.INFO, None)


FAILING = [
    ("受理复议22件,比上年(31件)下降39%。", Verdict.DISPUTED),
    ("共收到税费5.93亿元,较去年同期增加1.56亿元,同比增长45.7%。", Verdict.DISPUTED),
    ("公开信息2401条,是2016年(1128条)的1.5倍。", Verdict.DISPUTED),
    ("共公开信息606条,业务动态类554条,占总数的81.42%。", None),
    ("共收到申请268件,办结200件,办结率100%。", None),
]


@pytest.mark.parametrize(("text", "bearing"), FAILING)
def test_a_rate_that_does_not_follow_is_a_warning(text: str, bearing: Verdict | None) -> None:
    finding = only(findings(text))
    assert (finding.severity, finding.bearing) == (Severity.WARNING, bearing)
    assert finding.left is not None and finding.right is not None and finding.delta


UNTIED = [
    "公开信息253条,更新258条,其中全文电子化率达98%。",
    "满意率93%以上,接通率保持在95%以上。",
    "整体提速42.3%(其中,办理提速83.2%)。",
    "收到申请268件,满意率达100%。",
    "共收到申请268件,同比增长20%。",
    "公开信息20条,召开会议3次,同比增长12%。",
]


@pytest.mark.parametrize("text", UNTIED)
def test_a_rate_whose_numbers_are_not_given_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_a_failed_growth_disputes_the_indicator_it_speaks_of() -> None:
    text = "受理复议22件,比上年(31件)下降39%。"
    said = stated(text, "review.total", "受理复议22件", "22件", "22")
    finding = only(list(rates.check(evidence(text, said))))
    assert finding.indicators == ("review.total",)
    assert finding.message == "“下降39%” does not follow from “22件” and “31件”, which give -29 %"


def test_a_rate_above_all_is_a_warning() -> None:
    finding = only(findings("按时办结率达120%。"))
    assert (finding.severity, finding.delta) == (Severity.WARNING, finding.left - 1)


@pytest.mark.parametrize("text", ["访问量增长率达120%。", "任务完成率达120%。"])
def test_growth_and_plans_may_exceed_all(text: str) -> None:
    assert findings(text) == []


def test_growth_of_a_total_or_of_its_part_disputes_neither() -> None:
    finding = only(findings("公开信息12650条,其中网站10539条,较上年增加1000条,增长30%。"))
    assert (finding.severity, finding.bearing) == (Severity.WARNING, None)
