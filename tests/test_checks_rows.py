"""A row that no table of ours owns is no free place: its own words must name what is claimed."""

import pytest
from _testimony import Put, Said, heard, model, said

from llm_extract import readers
from llm_extract.records import Report, Verdict

HEAD = "2016年政府信息公开工作年度报告\n一、概述\n本报告由云溪县档案局编制。\n"


def report(text: str, *statements: Said) -> Report:
    def speak(put: Put) -> list[Said]:
        return [s for s in statements if s["indicator"] in put.offered]

    return heard(readers.read((HEAD + text).encode()), model(speak))[0]


def verdicts(read: Report) -> dict[str, Verdict]:
    return {v.indicator: v.verdict for v in read.values}


def test_a_row_of_an_unknown_table_is_nobody_elses() -> None:
    claim = said("fee.notices", "果树栽培 | 12", "12")
    read = report("项目 | 数量\n果树栽培 | 12\n桥梁维修 | 7\n", claim)
    assert verdicts(read).get("fee.notices") is not Verdict.SUPPORTED
    assert any("names it" in f.message for f in read.findings if "fee.notices" in f.indicators)


def test_the_words_of_its_own_cell_name_a_number() -> None:
    row = "全年举办信访接待日活动9次 | 发出收费通知4件"
    mine = report(f"{row}\n", said("fee.notices", "发出收费通知4件", "4件"))
    others = report(f"{row}\n", said("fee.notices", "全年举办信访接待日活动9次", "9次"))
    assert verdicts(mine)["fee.notices"] is Verdict.SUPPORTED
    assert verdicts(others).get("fee.notices") is not Verdict.SUPPORTED


def test_which_of_a_rows_numbers_is_meant_must_be_said() -> None:
    one = report("发出收费通知件数 | 4\n", said("fee.notices", "发出收费通知件数 | 4", "4"))
    two = report("发出收费通知件数 | 4 | 9\n", said("fee.notices", "发出收费通知件数 | 4 | 9", "9"))
    assert verdicts(one)["fee.notices"] is Verdict.SUPPORTED
    assert verdicts(two).get("fee.notices") is not Verdict.SUPPORTED


@pytest.mark.parametrize("state", ["blank", "not_applicable"])
def test_an_empty_cell_of_another_row_says_nothing_of_an_indicator(state: str) -> None:
    form = (
        "附表 政府信息公开情况统计表\n指标名称 | 单位 | 2016年\n"
        "一、主动公开情况 | — |\n（一）主动公开政府信息数 | 条 | 120\n"
        "三、依申请公开情况 | — |\n（一）收到申请数 | 件 | 6\n1.当面申请数 | 件 | /\n"
        "2.传真申请数 | 件 |\n"
    )
    quote = "2.传真申请数 | 件 |" if state == "blank" else "1.当面申请数 | 件 | /"
    read = report(form, said("training.sessions", quote, state=state))
    assert verdicts(read).get("training.sessions") not in (Verdict.SUPPORTED, Verdict.CONFIRMED)


def test_a_wrong_blank_leaves_the_number_that_the_rules_read_in_peace() -> None:
    form = (
        "附表 政府信息公开情况统计表\n指标名称 | 单位 | 2016年\n"
        "三、依申请公开情况 | — |\n（一）收到申请数 | 件 | 6\n1.当面申请数 | 件 | 2\n"
        "2.传真申请数 | 件 |\n"
    )
    alone = report(form)
    read = report(form, said("request.in_person", "2.传真申请数 | 件 |", state="blank"))
    assert verdicts(read)["request.in_person"] is verdicts(alone)["request.in_person"]
    (value,) = (v for v in read.values if v.indicator == "request.in_person")
    assert [s.state for s in value.statements] == ["reported"]


def test_the_number_of_a_rows_label_counts_nothing() -> None:
    row = "3.收费通知件数 | 9"
    listed = report(f"{row}\n", said("fee.notices", "3", "3"))
    meant = report(f"{row}\n", said("fee.notices", row, "9"))
    assert verdicts(listed).get("fee.notices") is not Verdict.SUPPORTED
    assert verdicts(meant)["fee.notices"] is Verdict.SUPPORTED
