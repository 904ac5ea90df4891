"""A report is cut where a reader would turn the page."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from llm_extract import chunking, splitting
from llm_extract.chunking import Chunk
from llm_extract.records import Document, Number, NumberKind, Span

PIECES = st.sampled_from(
    [
        "公开信息",
        "收到申请12650件",
        "一、概述",
        "\n",
        "\r\n",
        "。",
        ",",
        " ",
        "(一)主动公开数 | 条 | 258 |",
        "3.14",
        "”",
    ]
)
TEXTS = st.lists(PIECES, max_size=120).map("".join)
LIMITS = st.integers(min_value=1, max_value=80)


def numbers(text: str) -> tuple[Number, ...]:
    places = [Span(*match.span()) for match in re.finditer(r"\d[\d.]*", text)]
    return tuple(Number(NumberKind.QUANTITY, place, place, None) for place in places)


def chunks(text: str, limit: int) -> tuple[Chunk, ...]:
    document = Document(text, "txt", "")
    sections = splitting.split(document, text)
    return chunking.chunk(document, text, sections, numbers(text), limit)


@given(TEXTS | st.text(), LIMITS)
def test_every_character_is_in_exactly_one_chunk(text: str, limit: int) -> None:
    cut = chunks(text, limit)
    assert "".join(piece.text for piece in cut) == text
    assert all(before.span.end == after.span.start for before, after in pairwise(cut))
    assert all(piece.text for piece in cut)


@given(TEXTS, LIMITS)
def test_no_number_is_cut(text: str, limit: int) -> None:
    cuts = [piece.span.end for piece in chunks(text, limit)]
    for number in numbers(text):
        assert not any(number.span.start < cut < number.span.end for cut in cuts)


@given(TEXTS, LIMITS)
def test_a_chunk_grows_beyond_the_limit_only_to_keep_a_sentence_or_a_number(
    text: str, limit: int
) -> None:
    longest = max((n.span.end - n.span.start for n in numbers(text)), default=0)
    for piece in chunks(text, limit):
        assert len(piece.text) <= max(4 * limit, limit + longest)


def test_a_sentence_is_never_cut() -> None:
    text = "全市共公开政府信息,内容包括规划、预算、决算等各类。" * 20
    for piece in chunks(text, 60):
        assert piece.text.endswith("。")


def test_a_chunk_ends_before_a_heading_when_it_is_well_filled() -> None:
    text = "一、概述\n公开工作好。公开工作好。\n二、主动公开情况\n公开5条。公开工作好。公开工作好。"
    assert [piece.text[:2] for piece in chunks(text, 36)] == ["一、", "二、"]


def test_a_chunk_ends_at_a_paragraph_rather_than_at_a_sentence() -> None:
    text = "第一句话在这里。第二句话在这里。\n第三句话在这里。第四句话在这里。\n"
    assert chunks(text, 28)[0].text == "第一句话在这里。第二句话在这里。\n"


def test_a_table_row_stays_whole() -> None:
    row = "(一)收到申请数。见说明。见说明。见说明 | 件 | 258 |\n"
    assert [piece.text for piece in chunks(row * 3, 20)] == [row] * 3


def test_a_row_is_known_by_a_bar_behind_the_window() -> None:
    row = "收到申请数。见说明。见说明。见说明见说明见说明 | 258\n"
    assert [piece.text for piece in chunks(row * 2, 16)] == [row] * 2


def test_a_sentence_wrapped_over_two_lines_stays_whole() -> None:
    text = "我局共收到信息公开\n申请三件。\n我局共办结信息公开\n申请三件。\n"
    pieces = [piece.text for piece in chunks(text, 17)]
    assert pieces == ["我局共收到信息公开\n申请三件。\n", "我局共办结信息公开\n申请三件。\n"]


def test_a_sentence_longer_than_the_limit_stays_whole() -> None:
    text = "公开信息," * 7 + "好。" + "公开好。"
    assert [len(piece.text) for piece in chunks(text, 12)] == [37, 4]


def test_a_sentence_of_more_than_four_limits_is_cut_at_a_clause() -> None:
    text = "公开信息," * 40
    assert all(piece.text.endswith(",") for piece in chunks(text, 12))


def test_a_text_within_the_limit_is_one_chunk() -> None:
    assert [piece.text for piece in chunks("一、概述\n好。\n二、不足\n有。", 2400)] == [
        "一、概述\n好。\n二、不足\n有。"
    ]


def test_an_empty_text_has_no_chunks() -> None:
    assert chunks("", 100) == ()


def test_a_chunk_knows_the_section_it_begins_in() -> None:
    text = "一、概述\n" + "公开工作好。" * 10 + "\n二、主动公开情况\n" + "公开工作好。" * 10
    assert {piece.section.title for piece in chunks(text, 40)} == {"概述", "主动公开情况"}
