"""Which part of a report is asked for what, and what is left when only the gaps are asked."""

from itertools import pairwise

import pytest
from _testimony import FORM, labelled, read

from llm_extract import asking, offering, pipeline
from llm_extract.evaluation.labels import Fixture
from llm_extract.evaluation.locating import squeeze
from llm_extract.offering import Question, _gaps
from llm_extract.outline import Outline
from llm_extract.records import Document, NumberKind, Span, Topic
from llm_extract.schemas import Kind, indicators

NARRATIVE = "云溪市2017年度报告\n一、概述\n{}\n二、依申请公开情况\n{}\n三、存在的主要问题\n{}\n"
PROBLEM = "一是人员不足；二是公开不够及时，群众不够满意。"


def asked(text: str, strategy: str = "full") -> list[tuple[str, Question]]:
    prepared = pipeline.prepare(Document(text, "txt", ""))
    put = pipeline.questions(prepared, strategy)
    return [
        (asking.composed(prepared, q).user[len("<report>\n") : -len("\n</report>")], q) for q in put
    ]


def test_prose_is_asked_for_the_indicators_of_prose_and_the_words() -> None:
    [(text, question)] = asked("云溪市2017年度报告\n全年收到申请12件。\n")
    assert text == "云溪市2017年度报告\n全年收到申请12件。\n"
    assert question.offered == offering.narrative()
    assert {"text.problems", "text.measures"} < set(question.offered)


def test_a_table_is_asked_for_its_own_cells_alone() -> None:
    prose, cells = asked(read(*[f.source for f in labelled("yunzhang_county_2022")]).text)
    assert "本年度全县共发出收费通知1件" in prose[0]
    assert prose[1].offered == offering.narrative()
    assert cells[1].cells
    assert "本年新收政府信息公开申请数量" in cells[0]
    assert "本年新收政府信息公开申请数量" not in prose[0]
    assert "applications.granted.total" in cells[1].offered
    assert "request.received" not in cells[1].offered
    assert not any(indicators()[name].kind is Kind.TEXT for name in cells[1].offered)


def test_a_table_is_asked_with_the_prose_where_both_have_the_same_identifiers() -> None:
    prose = "全年收到申请12件，均已办结，群众满意。\n" * 3
    [(text, question)] = asked(prose + FORM)
    assert text == prose + FORM
    assert question.offered == offering.narrative()


def test_a_table_that_stands_alone_is_asked_for_its_cells() -> None:
    [(text, question)] = asked(FORM)
    assert text == FORM
    assert question.cells
    assert "disclosure.website" in question.offered
    assert "request.received" not in question.offered


def test_the_questions_cover_the_text_once() -> None:
    text = read(*[f.source for f in labelled("yunzhang_county_2022")]).text
    spans = sorted(span for _, question in asked(text) for span in question.passages)
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


def test_a_sentence_is_asked_for_what_it_has_words_and_a_number_for() -> None:
    text = NARRATIVE.format("门户网站、微博推送37条。", "全年收到申请12件。", "略")
    [(_, question)] = asked(text, "gaps")
    assert {"disclosure.website", "disclosure.weibo"} < set(question.offered)
    assert not {"fee.collected", "disclosure.website_visits"} & set(question.offered)


def test_a_number_without_a_known_word_is_asked_for_what_its_unit_counts() -> None:
    text = NARRATIVE.format("全年开展活动37场。", "全年收到申请12件。", "略")
    [(gap, question)] = asked(text, "gaps")
    assert "37场" in gap
    assert "response.press_conferences" in question.offered
    assert "request.received" not in question.offered


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


def test_of_a_table_in_doubt_the_head_and_the_open_rows_are_asked() -> None:
    form = FORM.partition("\n")[2].replace("条 | 100", "条 | 1OO")
    [(gap, question)] = asked(
        f"云溪市2017年度报告\n一、主动公开情况\n工作有序开展。\n{form}", "gaps"
    )
    assert "指标名称 | 单位 | 2017年" in gap
    assert "政府网站公开政府信息数 | 条 | 1OO" in gap
    assert "专项经费" not in gap
    assert "disclosure.website" in question.offered
    assert "capacity.funding" not in question.offered


def test_a_table_whose_cells_have_lines_of_their_own_is_asked_whole() -> None:
    text = read(*[f.source for f in labelled("liulinpu_town_2019")]).text
    [open_] = [question for _, question in asked(text, "gaps") if question.cells]
    [table] = open_.passages
    assert text[table.start : table.end].count("\n") > 150
    assert any(table in question.passages for _, question in asked(text) if question.cells)


def test_passages_far_apart_are_one_question() -> None:
    text = NARRATIVE.format(
        "全年开展活动37场。", "申请均得到及时答复。" + "渠道畅通。" * 20, PROBLEM
    )
    [(gap, question)] = asked(text, "gaps")
    assert gap.count("\n……\n") == len(question.passages) - 1 > 0
    assert "渠道畅通" not in gap


@pytest.mark.parametrize("fixture", labelled(), ids=lambda fixture: fixture.name)
def test_what_prose_states_is_offered_where_its_number_is_left_over(fixture: Fixture) -> None:
    prepared = pipeline.prepare(read(fixture.source))
    text = prepared.document.text
    outline = Outline(prepared.sections)
    stated = [
        (seen.indicator, place)
        for seen in fixture.labels.observation
        for place in squeeze(text).spans(seen.quote)[:1]
        if seen.indicator in offering.narrative()
        and not any(region.overlaps(place) for region in prepared.scan.regions)
        and not any(n.kind is NumberKind.PHONE and place.contains(n.span) for n in prepared.numbers)
        and Topic.PROBLEMS not in outline.topics(place.start)
    ]
    own = _gaps.owned(prepared.sections, len(text))
    prose = _gaps.Prose(prepared, own, sorted(place.start for _, place in stated), ())
    open_ = list(prose.opened(Question((Span(0, len(text)),), offering.narrative())))
    for indicator, place in stated:
        [question] = [q for q in open_ if q.holds(Span(place.start, place.start + 1))]
        assert indicator in question.offered, text[place.start : place.end]
