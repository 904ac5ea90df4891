"""Folding changes the spelling and never an offset."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from llm_extract import script
from llm_extract.records import Script, Span
from llm_extract.script import _vocabulary

ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates and astral planes too
WORDS = st.lists(
    st.sampled_from(
        [
            w
            for word in (*_vocabulary.SPELLING, *_vocabulary.TAIWAN)
            for w in (word.word, *word.word)
        ]
        + [
            "檔案",
            "網際網路",
            "規範性",
            "館",
            "歸",
            "薴",
            "乾",
            "瞭",
            "著",
            "4個",
            "\r",
            "\n",
            "訪談",
        ]
    )
).map("".join)


@given(ANY | WORDS)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(script.fold(text)) == len(text)


@example("覆資訊公開")
@given(ANY | WORDS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = script.fold(text)
    assert script.fold(once) == once


@given(ANY | WORDS)
def test_every_changed_span_maps_back_to_its_source(text: str) -> None:
    folded = script.fold(text)
    rebuilt, position = "", 0
    for span in script.changes(text, folded):
        assert text[span.start : span.end] != folded[span.start : span.end]
        rebuilt += folded[position : span.start] + text[span.start : span.end]
        position = span.end
    assert rebuilt + folded[position:] == text


def test_changes_names_the_stretches_that_were_rewritten() -> None:
    text = "收到網際網路申請3件"
    assert script.changes(text, script.fold(text)) == (Span(2, 6), Span(7, 8))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("主動公開政府信息14.5萬條", "主动公开政府信息14.5万条"),
        ("１２，３４５（件）；９８％：", "12,345(件);98%:"),
        ("−3、5–6、7—8、０１２～９", "-3、5-6、7—8、012~9"),
        ("甲\u3000乙\u00a0丙\u2009丁", "甲 乙 丙 丁"),
        ("《條例》“公開”〔2017〕。", "《条例》“公开”〔2017〕。"),
        ("「公開」﹙一﹚", "“公开”(一)"),
        ("⾏政⺠⻔", "行政民门"),
        ("\uf967予公開", "不予公开"),
        ("二〇一〇年、二○一○年", "二〇一〇年、二○一○年"),
        ("衞生、諮詢、谘詢、方麵、關係、佔比", "卫生、咨询、咨询、方面、关系、占比"),
        ("複議、復議、答覆、答復、回覆", "复议、复议、答复、答复、回复"),
        ("①㎡m²Ⅱ", "①㎡m²Ⅱ"),
        ("政\u200b府", "政\u200b府"),
        ("一\r\n二\r三\u2028四", "一 \n二\n三\n四"),
        ("件\ud800", "件\ufffd"),
    ],
)
def test_look_alikes_become_one_spelling(written: str, folded: str) -> None:
    assert script.fold(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("其中公開規範性檔案數1770條次", "其中公开规范性文件数1770条次"),
        ("規範性檔案,附屬檔案", "规范性文件,附属文件"),
        ("網際網路+政務服務", "互联网络+政务服务"),
        ("政府入口網站、線上訪談20次", "政府门户网站、在线访谈20次"),
        ("政府資訊公開,主動公開資訊3條", "政府信息公开,主动公开信息3条"),
        ("人民民眾、硬體、服務視窗", "人民群众、硬件、服务窗口"),
        ("巨觀政策、業務水準、工作計畫", "宏观政策、业务水平、工作计划"),
        ("網際網路,下發了專門檔案4個", "互联网络,下发了专门文件4个"),
        ("網際網路,國家、省檔案規定的", "互联网络,国家、省文件规定的"),
    ],
)
def test_taiwan_words_become_mainland_words(written: str, folded: str) -> None:
    assert script.fold(written) == folded


@pytest.mark.parametrize(
    "archive", ["檔案館", "檔案局", "信息檔案室", "各環節歸檔", "信用檔案", "檔案管理"]
)
def test_an_archive_stays_an_archive_among_taiwan_words(archive: str) -> None:
    assert "文件" not in script.fold(f"網際網路、規範性檔案,{archive}")[9:]


@pytest.mark.parametrize(
    "text",
    [
        "市保密、档案、文化部门,查阅政策档案3件,市档案馆",
        "让民众满意,提升服务品质,保障机制运作,联络员2名,热线上下联动",
        "设定目标,套用模板,燃气管道,数位专家",
        "产品质量、官网路径、物联网路灯、公文程式",
    ],
)
def test_mainland_text_keeps_its_words(text: str) -> None:
    assert script.fold(text) == text


def test_products_keep_their_quality_among_taiwan_words() -> None:
    assert script.fold("網際網路,產品質量,高品質") == "互联网络,产品质量,高质量"


def test_no_mainland_word_completes_another_taiwan_word() -> None:
    guarded = {"视窗", "品质", "线上"}  # their contexts forbid what the pair would form
    words = [word for word in _vocabulary.TAIWAN if word.word not in guarded]
    for written, other in product(_vocabulary.TAIWAN, words):
        for cut in range(1, len(other.word)):
            assert not written.mainland.endswith(other.word[:cut]), (written.mainland, other.word)
            assert not written.mainland.startswith(other.word[cut:]), (written.mainland, other.word)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收到政府信息公開申請36件,對于復雜的,并征求意見", Script.TRADITIONAL),
        ("收到政府信息公开申请36件", Script.SIMPLIFIED),
        ("主动公开政府信息,办理答覆36件,发布于網站", Script.SIMPLIFIED),
        ("主動公開政府信息,辦理答复36件", Script.TRADITIONAL),
        ("36", Script.SIMPLIFIED),
        ("", Script.SIMPLIFIED),
    ],
)
def test_the_script_is_that_of_most_characters(text: str, found: Script) -> None:
    assert script.detect(text) is found


@given(ANY)
def test_any_text_has_a_script(text: str) -> None:
    assert script.detect(text) in Script
