"""The tree of headings, with missing, doubled and odd levels."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_extract import script, splitting
from llm_extract.outline import Outline
from llm_extract.records import Cell, Document, Section, Span, Table, Topic
from llm_extract.schemas.headings import topic

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"


def sections(text: str, *tables: Table) -> tuple[Section, ...]:
    return splitting.split(Document(text, "txt", "", tables=tables), script.fold(text))


def tree(text: str) -> list[tuple[int, str]]:
    return [(section.level, section.numbering + section.title) for section in sections(text)[1:]]


def topics(text: str) -> list[Topic]:
    return [section.topic for section in sections(text)[1:]]


def test_a_text_without_headings_is_one_section() -> None:
    assert sections("我局公开信息5条。") == (Section("", 0, Span(0, 0), Span(0, 9), Topic.OTHER),)


def test_the_levels_follow_the_numbering() -> None:
    text = "一、概述\n(一)制度\n1.培训\n(1)专题。\n①内容。\n二、不足\n有。"
    assert [level for level, _ in tree(text)] == [1, 2, 3, 4, 5, 1]


def test_a_section_includes_its_subsections() -> None:
    text = "序言。\n一、概述\n(一)制度。好。\n二、不足\n有。"
    preface, overview, system, problems = sections(text)
    assert preface.span == Span(0, overview.span.start)
    assert overview.span == Span(text.index("一、"), text.index("二、"))
    assert system.span == Span(text.index("(一)"), text.index("二、"))
    assert problems.span.end == len(text)


def test_a_heading_may_share_its_line_with_its_text() -> None:
    assert tree("(一)主动公开。2017年,全市共公开5条。") == [(1, "(一)主动公开")]
    assert tree("(一)公开的主要内容:主要是动态。") == [(1, "(一)公开的主要内容")]
    assert tree("一、概述 2017年,我局认真工作,取得成效。") == [(1, "一、概述")]


def test_a_long_sentence_lends_its_first_clause_as_title() -> None:
    text = (
        "(二)我委配备的信息公开工作人员少,办公条件不够完善,下一步要增加工作人员、改善专用办公设备。"
    )
    assert tree(text) == [(1, "(二)我委配备的信息公开工作人员少")]


def test_brackets_may_come_before_any_han_number() -> None:
    text = "2017年,好。\n(一)加强领导。好。\n1.制度。好。\n(二)机制。好。\n二、主动公开情况\n5条。"
    assert [level for level, _ in tree(text)] == [1, 2, 1, 1]


def test_doubled_and_restarted_numbers_are_sections_of_their_own() -> None:
    text = "一、概述\n好。\n三、主动公开\n好。\n三、收费情况\n无。\n一、不足\n有。"
    assert [title for _, title in tree(text)] == [
        "一、概述",
        "三、主动公开",
        "三、收费情况",
        "一、不足",
    ]


def test_brackets_below_arabic_parts_are_nested() -> None:
    text = "1.概述\n(一)领导。强。\n2.主动公开情况\n(一)数量。5条。\n(二)渠道。网。\n3.不足\n有。"
    assert [level for level, _ in tree(text)] == [1, 2, 1, 2, 2, 1]


def test_a_part_stands_above_han_numbers() -> None:
    assert tree("第一部分 概述\n一、制度\n好。") == [(1, "第一部分概述"), (2, "一、制度")]


def test_full_width_and_spaced_numbers_are_headings() -> None:
    text = "（一）主动公开。好。\n１．网站。好。\n二 、 依 申 请 公 开 情 况\n好。"
    assert topics(text) == [Topic.DISCLOSURE, Topic.DISCLOSURE, Topic.REQUEST]


def test_a_title_on_the_line_below_its_number_is_found() -> None:
    assert tree("一、\n概述\n好。") == [(1, "一、概述")]


def test_traditional_titles_are_kept_as_printed() -> None:
    (section,) = sections("四、複議、訴訟和申訴情況\n無。")[1:]
    assert (section.title, section.topic) == ("複議、訴訟和申訴情況", Topic.REVIEW)


def test_an_enumeration_is_a_section_only_at_the_beginning_of_a_line() -> None:
    assert tree("一是加强领导。好。二是加强培训。好。\n三是加强督查。好。") == [
        (1, "一是加强领导"),
        (1, "三是加强督查"),
    ]


def test_headings_without_numbers_are_found() -> None:
    text = "概述\n2016年,好。\n主动公开情况\n公开5条。\n依申请公开情况：\n收到0件。\n附表\n"
    assert topics(text) == [Topic.OVERVIEW, Topic.DISCLOSURE, Topic.REQUEST, Topic.FORM]


def test_the_title_of_the_report_is_no_heading() -> None:
    assert tree("云溪市2016年政府信息公开工作情况\n云溪市2016年政府信息公开年度报告\n好。") == []


def test_a_page_flattened_into_one_line_still_has_its_main_headings() -> None:
    text = (
        "现将年度报告公布如下: 一、主动公开情况 2009年度公开46件,多。 "
        "二、依申请公开和不予公开情况 本年度没有。三、收费和减免情况 无。"
    )
    assert [title for _, title in tree(text)] == [
        "一、主动公开情况",
        "二、依申请公开和不予公开情况",
        "三、收费和减免情况",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "(一)收到申请数 | 件 | 0",
        "1.当面申请数\t件\t0",
        "(一)收到申请数件0",
        "1.当面申请数 件 0",
        "一、主动公开情况 | — |",
        "四、行政复议数量 件",
        "1.当面申请数\n件\n0",
        "四、行政复议数量\n0",
        "1.5万条信息。",
        "2018、2019年,好。",
        "3、4月份,好。",
        "一、二季度,好。",
        "一、概述......1",
        "1.政府信息公开情况统计表.xls",
        "1.",
    ],
)
def test_a_row_or_a_number_is_no_heading(line: str) -> None:
    assert tree(f"2016年,好。\n{line}\n公开工作好。") == []


def test_a_row_of_a_grid_is_no_heading() -> None:
    text = "好。\n一、主动公开情况\n(一)公开数\n二、不足\n有。"
    grid = Span(text.index("一、"), text.index("二、"))
    table = Table(grid, (Cell(0, 0, grid),))
    assert [section.title for section in sections(text, table)[1:]] == ["不足"]


def test_behind_the_heading_of_a_form_numbered_lines_are_rows() -> None:
    text = (
        "六、不足\n有不足。\n附表\n统计指标\n单位\n统计数\n一、主动公开情况\n—\n(一)主动公开政府信息数\n"
        "(二)通过不同渠道和方式公开政府信息的情况\n1.政府公报公开政府信息数\n条\n3\n"
    )
    assert tree(text) == [(1, "六、不足"), (1, "附表")]


def test_prose_behind_a_form_begins_anew() -> None:
    text = "附件\n一、主动公开情况\n(一)公开数\n一、概述\n2016年,收到3件。\n二、收费情况\n未收费。"
    assert [title for _, title in tree(text)] == ["附件", "一、概述", "二、收费情况"]


def test_the_rows_of_the_later_form_are_no_headings() -> None:
    text = (
        "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n5\n0\n"
        "三、本年度办理结果\n(一)予以公开\n3\n(三)不予公开\n1.属于国家秘密\n0\n"
        "四、政府信息公开行政复议、行政诉讼情况\n0\n0\n五、存在的主要问题及改进情况\n有。"
    )
    assert "本年度办理结果" not in str(tree(text))
    assert "予以公开" not in str(tree(text))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("概述", Topic.OVERVIEW),
        ("总体情况", Topic.OVERVIEW),
        ("主动和依申请公开情况", Topic.DISCLOSURE),
        ("主动公开政府信息的情况", Topic.DISCLOSURE),
        ("热点舆情政策解读情况", Topic.RESPONSE),
        ("回应社会关切热点问题情况", Topic.RESPONSE),
        ("依申请公开政府信息情况和不予公开政府信息情况", Topic.REQUEST),
        ("收到和处理政府信息公开申请情况", Topic.REQUEST),
        ("依申请公开政府信息收费及减免情况", Topic.FEE),
        ("政府信息公开支出及收费情况", Topic.FEE),
        ("因政府信息公开申请行政复议、提起行政诉讼的情况", Topic.REVIEW),
        ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", Topic.REVIEW),
        ("咨询处理情况", Topic.CONSULTATION),
        ("投诉协调工作情况", Topic.CONSULTATION),
        ("机构建设和经费保障情况", Topic.CAPACITY),
        ("政府信息公开会议和培训情况", Topic.TRAINING),
        ("政府信息公开工作存在的主要问题及改进情况", Topic.PROBLEMS),
        ("下步打算", Topic.PROBLEMS),
        ("2018年工作计划", Topic.PROBLEMS),
        ("附表", Topic.FORM),
        ("政府信息公开情况统计表", Topic.FORM),
        ("其他需要报告的事项", None),
        ("计划生育信息公开", None),
    ],
)
def test_a_title_names_its_topic(title: str, expected: Topic | None) -> None:
    assert topic(title) == expected


def test_a_subsection_that_says_nothing_has_the_topic_above_it() -> None:
    text = "二、主动公开情况\n(一)加强领导。好。\n(二)依申请公开。无。"
    assert topics(text) == [Topic.DISCLOSURE, Topic.DISCLOSURE, Topic.REQUEST]


def test_what_stands_under_problems_is_a_problem_or_a_plan() -> None:
    text = "七、存在的问题及改进措施\n有。\n(一)加强信息公开培训。今后多办。"
    assert topics(text) == [Topic.PROBLEMS, Topic.PROBLEMS]


def test_a_path_names_all_headings_above() -> None:
    text = "一、概述\n好。\n四、依申请公开\n(一)收到。3件。\n(二)办结。3件。"
    outline = Outline(sections(text))
    assert outline.path(text.index("办结")) == "四、依申请公开 / (二)办结"


def test_the_text_before_the_first_heading_has_no_path() -> None:
    assert Outline(sections("序言。\n一、概述\n好。")).path(1) == ""


def test_a_place_has_the_topics_of_all_headings_above() -> None:
    text = "八、机构建设和经费\n好。\n(一)培训。3次。"
    assert Outline(sections(text)).topics(text.index("3次")) >= {Topic.CAPACITY, Topic.TRAINING}


LINES = st.sampled_from(
    [
        "一、概述",
        "(一)主动公开。好。",
        "1.网站",
        "(1)好。",
        "一是好。",
        "附表",
        "公开5条。",
        "",
        "二、",
        "| 1 |",
    ]
)


@given(st.lists(LINES, max_size=30).map("\n".join) | st.text())
def test_sections_nest_and_cover_the_text(text: str) -> None:
    found = sections(text)
    assert found[0].span.start == 0
    assert max(section.span.end for section in found) == len(text)
    for before, after in pairwise(found):
        assert before.span.contains(after.span) or before.span.end <= after.span.start
        assert before.span.contains(after.span) == (0 < before.level < after.level)


@given(st.lists(LINES, max_size=30).map("\n".join), st.integers(min_value=0, max_value=200))
def test_the_innermost_section_holds_the_place(text: str, place: int) -> None:
    found = sections(text)
    holding = [s for s in found if s.span.start <= place < s.span.end]
    if holding:
        assert Outline(found).at(place) == holding[-1]


@pytest.mark.parametrize(
    ("name", "main"), [("000", 6), ("001", 3), ("002", 11), ("003", 6), ("004", 11)]
)
def test_a_real_report_has_its_main_sections(name: str, main: int) -> None:
    path = next(DOCUMENTS.glob(f"{name}_*.txt"), None)
    if path is None:
        pytest.skip(f"no real reports at {DOCUMENTS}")
    found = sections(path.read_text(encoding="utf-8-sig"))
    assert sum(section.level == 1 for section in found) == main
