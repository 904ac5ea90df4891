"""Which part of a report is asked for what, and what is left when only the gaps are asked."""

from itertools import pairwise

import pytest
from _testimony import FORM

from llm_extract import offering, pipeline
from llm_extract.offering import Question
from llm_extract.records import Document
from llm_extract.schemas import Kind, indicators

NARRATIVE = "云溪市2017年度报告\n一、概述\n{}\n二、依申请公开情况\n{}\n三、存在的主要问题\n{}\n"
PROBLEM = "一是人员不足；二是公开不够及时，群众不够满意。"


def asked(text: str, strategy: str = "full") -> list[tuple[str, Question]]:
    document = Document(text, "txt", "")
    put = pipeline.questions(pipeline.prepare(document), strategy)
    return [(text[q.span.start : q.span.end], q) for q in put]


def test_prose_is_asked_for_the_indicators_of_prose_and_the_words() -> None:
    [(text, question)] = asked("云溪市2017年度报告\n全年收到申请12件。\n")
    assert text == "云溪市2017年度报告\n全年收到申请12件。\n"
    assert question.offered == offering.narrative()
    assert {"text.problems", "text.measures"} < set(question.offered)


def test_a_table_is_asked_for_its_own_cells_alone() -> None:
    prose = "全年收到申请12件，均已办结，群众满意。\n" * 3
    found = asked(prose + FORM)
    tables = [(text, q) for text, q in found if q.offered != offering.narrative()]
    assert len(tables) == 1
    assert "政府网站公开政府信息数" in tables[0][0]
    assert "收到申请12件" not in tables[0][0]
    assert "disclosure.website" in tables[0][1].offered
    assert not any(indicators()[name].kind is Kind.TEXT for name in tables[0][1].offered)


def test_the_questions_cover_the_text_once() -> None:
    text = "全年收到申请12件，均已办结。\n" + FORM + "存在的问题：人员不足，公开不够及时。\n"
    spans = [question.span for _, question in asked(text)]
    assert all(left.end == right.start for left, right in pairwise(spans))
    assert (spans[0].start, spans[-1].end) == (0, len(text))


def test_a_heading_over_a_table_goes_with_it() -> None:
    found = asked(FORM)
    assert len(found) == 1
    assert found[0][0].startswith("云溪市2017年度报告\n附表\n")


def test_of_settled_prose_the_gaps_are_the_words_alone() -> None:
    text = NARRATIVE.format("2017年,工作有序开展。", "全年收到申请12件。", PROBLEM)
    [(gap, _)] = asked(text, "gaps")
    assert PROBLEM in gap
    assert "申请12件" not in gap


@pytest.mark.parametrize(
    ("overview", "requests"),
    [
        ("全年开展活动37场。", "全年收到申请12件。"),  # a number that nobody claims
        ("全年收到申请15件。", "全年收到申请12件。"),  # two places that differ
    ],
)
def test_a_number_left_over_and_a_contradiction_are_asked_about(
    overview: str, requests: str
) -> None:
    [(gap, _)] = asked(NARRATIVE.format(overview, requests, PROBLEM), "gaps")
    assert overview in gap


def test_a_section_on_a_topic_in_which_the_scanner_found_nothing_is_asked_about() -> None:
    text = NARRATIVE.format("工作有序开展。", "申请均得到及时答复，申请人满意。", PROBLEM)
    [(gap, _)] = asked(text, "gaps")
    assert "申请均得到" in gap
    assert "有序开展" not in gap


def test_what_is_asked_of_a_gap_is_what_belongs_to_its_topic() -> None:
    text = NARRATIVE.format("2017年,工作有序开展。", "全年收到申请12件。", PROBLEM)
    [(_, question)] = asked(text, "gaps")
    assert question.offered == ("text.problems", "text.measures")


def test_of_an_overview_everything_is_asked() -> None:
    text = NARRATIVE.format("全年开展活动37场。", "全年收到申请12件。", PROBLEM)
    [(_, question)] = asked(text, "gaps")
    assert question.offered == offering.narrative()


def test_a_section_that_can_state_nothing_is_no_gap() -> None:
    text = NARRATIVE.format("工作有序开展。", "申请渠道保持畅通,服务持续优化。", PROBLEM)
    [(gap, _)] = asked(text, "gaps")
    assert "渠道" not in gap


@pytest.mark.parametrize(
    ("prose", "cell", "asked_about"),
    [
        ("主动公开政府信息120条。", "120", (False, False)),
        ("主动公开政府信息121条。", "120", (True, False)),  # prose is in doubt, not the cell
        ("工作有序开展。", "12O", (False, True)),  # a cell that nobody can read
    ],
)
def test_a_form_is_asked_about_for_what_is_wrong_in_it(
    prose: str, cell: str, asked_about: tuple[bool, bool]
) -> None:
    form = FORM.partition("\n")[2].replace("条 | 120", f"条 | {cell}")
    text = f"云溪市2017年度报告\n一、主动公开情况\n{prose}\n{form}"
    found = asked(text, "gaps")
    assert tuple(any(q.cells is cells for _, q in found) for cells in (False, True)) == asked_about
