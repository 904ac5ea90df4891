"""Slips of unit, scale, day and year; and the scope decisions that are shown beside them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from _evidence import evidence, found, only, stated

from llm_extract.checks import plausibility, scope
from llm_extract.records import (
    Metadata,
    Quantity,
    Refusal,
    Remark,
    Severity,
    State,
    Statement,
    Verdict,
)


def said(name: str, value: str, unit: str = "件") -> Statement:
    return stated(f"{value}{unit}", name, f"{value}{unit}", "", value, unit=unit)


def bearings(*statements: Statement, text: str = "") -> list[Verdict | None]:
    return [f.bearing for f in plausibility.check(evidence(text, *statements))]


def test_a_year_of_seventeen_hundred_days_disputes_the_yearly_total() -> None:
    text = "共受理群众来电137万多件,日均受理800余件,来电15秒接通率95%。"
    calls = stated(text, "response.hotline_calls", "来电137万多件", "137万多件", "1370000")
    finding = only(list(plausibility.check(evidence(text, calls))))
    assert (finding.severity, finding.bearing) == (Severity.WARNING, Verdict.DISPUTED)
    assert finding.indicators == ("response.hotline_calls",)
    assert (finding.left, finding.right) == (1370000, 292000)


@pytest.mark.parametrize(
    "text",
    [
        "业务受理总量为1225224件,日均业务受理量4921件。",  # 249 working days
        "受理来电36500件,日均受理100件。",
        "办理案件825件,政务中心日均接电话近1000件。",  # another subject
        "截至年底累计受理99999件,日均受理3件。",
        "受理99999件。日均受理3件。",
    ],
)
def test_a_day_that_fits_the_year_or_another_subject_is_left_alone(text: str) -> None:
    assert bearings(text=text) == []


def test_half_a_request_is_disputed() -> None:
    assert bearings(said("request.received", "12.5")) == [Verdict.DISPUTED]


def test_half_a_yuan_is_not() -> None:
    assert bearings(said("capacity.funding", "12.5", "万元")) == []


def test_more_than_any_report_counts_is_disputed() -> None:
    assert bearings(said("disclosure.total", "1737690000", "条")) == [Verdict.DISPUTED]
    assert bearings(said("disclosure.website_visits", "1790000000", "次")) == []


def test_a_damaged_number_is_disputed() -> None:
    damaged = Quantity(Decimal(12), "件", remark=Remark.SUSPECT)
    assert bearings(replace(said("request.received", "12"), quantity=damaged)) == [Verdict.DISPUTED]


def test_funding_beyond_a_hundred_million_is_disputed() -> None:
    assert bearings(said("capacity.funding", "23600", "万元")) == [Verdict.DISPUTED]
    assert bearings(said("capacity.funding", "608.25", "万元")) == []


def test_more_full_time_staff_than_staff_disputes_both() -> None:
    staff = said("capacity.staff", "3", "人")
    finding = only(
        list(plausibility.check(evidence("", staff, said("capacity.staff_full_time", "4", "人"))))
    )
    assert finding.indicators == ("capacity.staff_full_time", "capacity.staff")
    assert finding.bearing is Verdict.DISPUTED


def test_replies_without_requests_are_worth_a_look() -> None:
    none = replace(said("request.received", "0"), state=State.ZERO_BY_NEGATION)
    assert bearings(none, said("reply.total", "3")) == [None]
    assert bearings(said("request.received", "2"), said("reply.total", "3")) == []


def test_a_period_of_another_year_than_the_title_is_a_warning() -> None:
    other = Metadata(title="2017年政府信息公开工作年度报告", period_start=date(2016, 1, 1))
    finding = only(list(plausibility.check(evidence("", metadata=other))))
    assert (finding.severity, finding.left, finding.right) == (Severity.WARNING, 2017, 2016)
    same = replace(other, period_start=date(2017, 1, 1))
    assert list(plausibility.check(evidence("", metadata=same))) == []


def test_what_the_scan_left_out_is_shown_with_its_reason() -> None:
    text = "收到12345工单56件。"
    refusal = Refusal("request.received", "a look-alike: 12345 工单", found(text, "工单56件"))
    finding = only(list(scope.check(evidence(text, refusals=(refusal,)))))
    assert finding.severity is Severity.INFO
    assert finding.message == (
        "request.received: “工单56件” was not taken: a look-alike: 12345 工单"
    )
    assert (finding.indicators, finding.spans) == (("request.received",), (refusal.span,))
