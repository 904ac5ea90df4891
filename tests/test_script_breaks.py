"""Line breaks that end nothing are read over; those that end a line are kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract import pipeline, script
from llm_extract.records import Document

PARAGRAPH = (
    "2016年,我局按照县政府的统一部署,进一步加大工作力度,主动公开政府信息1234条,"
    "其中通过门户网站发布信息800条,政务微博发布信息300条,收到政府信息公开申请12件,均已按期答复,"
    "未发生因政府信息公开申请行政复议、提起行政诉讼的情况,未收取任何费用。"
    "我局认真贯彻落实条例和上级文件精神,完善制度,明确责任,规范流程,强化督查,各项工作取得了新的进展。"
)


def _wrapped(size: int) -> str:
    return "\n".join(PARAGRAPH[at : at + size] for at in range(0, len(PARAGRAPH), size))


def _values(text: str) -> dict[str, object]:
    report = pipeline.extract(Document(text, "txt", ""))
    said = [statement for value in report.values for statement in value.statements]
    assert all(text[one.span.start : one.span.end] == one.quote for one in said)
    return {one.indicator: one.quantity and one.quantity.value for one in said}


@pytest.mark.parametrize("size", [24, 27, 31])
def test_a_wrapped_paragraph_gives_the_values_of_its_text(size: int) -> None:
    assert _values(_wrapped(size)) == _values(PARAGRAPH)


def test_a_number_cut_in_two_gives_no_wrong_number() -> None:
    cut = PARAGRAPH.index("1234") + 1
    found = _values("\n".join(PARAGRAPH[at : at + cut] for at in range(0, len(PARAGRAPH), cut)))
    assert "disclosure.total" not in found


def test_numbers_on_lines_of_their_own_belong_to_their_sentence() -> None:
    text = "本区主动公开政府信息\n2110\n条,全文电子化率达\n90.3%\n,配备了\n132名专、兼职工作人员。"
    found = _values(f"二、主动公开政府信息情况\n{text}")
    assert (found["disclosure.total"], found["disclosure.full_text_rate"]) == (
        2110,
        Decimal("90.3"),
    )


@pytest.mark.parametrize("gap", ["\n\t\n", "\n \n\t\n\n", " \n\t \n"])
def test_tabs_on_lines_of_their_own_part_cells(gap: str) -> None:
    text = f"规章{gap}3{gap}{gap}74\n\n行政规范性文件{gap}5{gap}\n\n三、申请情况"
    cells = [[c.strip() for c in line.split("\t")] for line in script.unwrap(text).split("\n")]
    assert [line for line in cells if any(line)] == [
        ["规章", "3", "", "74"],
        ["行政规范性文件", "5", ""],
        ["三、申请情况"],
    ]


def test_tabs_between_paragraphs_join_nothing() -> None:
    text = "本年公开12条。\n\t\n二、主动公开情况\n\t\n公开栏两处。"
    assert script.unwrap(text) == script.fold(text)


def test_what_markdown_prints_bold_is_read_as_it_is_seen() -> None:
    assert _values("三、依申请公开情况\n**全年收到申请**:**12**件。")["request.received"] == 12


@pytest.mark.parametrize(
    "text",
    [
        "一、概述\n好。\n二、主动公开情况\n公开信息30条。",
        "统计指标\n单位\n统计数\n主动公开政府信息数\n条\n46\n制发规范性文件总数\n件\n2",
        "主动公开政府信息数\n46\n条\n制发规范性文件总数\n2\n件",
        "云溪市财政局\n2016年政府信息公开工作年度报告\n(2017年3月1日)\n本年公开12条。",
    ],
)
def test_breaks_that_end_something_stay(text: str) -> None:
    assert script.unwrap(text) == script.fold(text)


@given(st.text(alphabet="政府信息公开,。、|12 \n\r条件", max_size=400))
def test_no_offset_moves(text: str) -> None:
    assert len(script.unwrap(text)) == len(text)


def test_a_line_that_runs_over_the_margin_leaves_it_one() -> None:
    title = "关于印发云溪市人民政府办公室二〇一六年政府信息公开工作年度报告编制办法的通知"
    text = f"{title}\n{_wrapped(27)}"
    assert _values(text) == _values(f"{title}\n{PARAGRAPH}")
