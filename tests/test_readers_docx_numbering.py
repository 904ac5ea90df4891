"""Word's automatic numbers stand in no text; they are written out as Word shows them."""

import pytest
from _office import p, word

from llm_extract import readers, splitting
from llm_extract.readers._word_numerals import written
from llm_extract.script import fold


def level(depth: int, style: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, instances: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{instances}'
    )


def listed(text: str, depth: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def lines(markup: str, numbers: str, **others: str) -> list[str]:
    return readers.read(word(markup, numbering=numbers, **others)).text.split("\n")


CHINESE = numbering(
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


def test_chinese_headings_are_counted_level_by_level() -> None:
    markup = listed("概述") + listed("公开", 1) + listed("依申请", 1) + listed("收费")
    assert lines(markup + listed("减免", 1), CHINESE) == [
        "一、概述",
        "（一）公开",
        "（二）依申请",
        "二、收费",
        "（一）减免",
    ]


def test_a_number_does_not_run_into_the_number_behind_it() -> None:
    assert lines(listed("2017年概述", 2), CHINESE) == ["1. 2017年概述"]


def test_numbered_headings_make_sections() -> None:
    markup = listed("主动公开情况") + p("公开12条。") + listed("收费情况") + p("未收费。")
    document = readers.read(word(markup, numbering=CHINESE))
    sections = splitting.split(document, fold(document.text))
    assert [s.title for s in sections if s.level] == ["主动公开情况", "收费情况"]


def test_a_style_carries_its_numbering_to_its_paragraphs() -> None:
    styles = (
        '<w:style w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    markup = p("甲", '<w:pStyle w:val="a"/>') + p("乙", '<w:pStyle w:val="b"/>')
    assert lines(markup, CHINESE, styles=styles) == ["一、甲", "二、乙"]


def test_a_level_may_name_the_style_that_counts_in_it() -> None:
    styles = (
        '<w:style w:styleId="b"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbers = numbering(
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2、", '<w:pStyle w:val="b"/>'),
    )
    assert lines(p("乙", '<w:pStyle w:val="b"/>'), numbers, styles=styles) == ["1.1、乙"]


def test_a_paragraph_may_leave_the_list_of_its_style() -> None:
    styles = (
        '<w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    markup = p("甲", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(markup, CHINESE, styles=styles) == ["甲"]


def test_a_second_list_starts_where_it_says() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbers = numbering(level(0, "decimal", "(%1)"), instances=again)
    markup = listed("甲") + listed("乙") + listed("丙", 0, 2) + listed("丁", 0, 2)
    assert lines(markup, numbers) == ["(1)甲", "(2)乙", "(1)丙", "(2)丁"]


def test_a_second_list_of_the_same_kind_counts_on() -> None:
    more = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    numbers = numbering(level(0, "decimal", "(%1)"), instances=more)
    assert lines(listed("甲") + listed("乙", 0, 2), numbers) == ["(1)甲", "(2)乙"]


def test_a_legal_level_counts_in_digits() -> None:
    numbers = numbering(
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    )
    assert lines(listed("总则") + listed("范围", 1), numbers) == ["第一章 总则", "1.1 范围"]


def test_bullets_are_not_numbers() -> None:
    assert lines(listed("甲"), numbering(level(0, "bullet", "\uf06c"))) == ["甲"]


def test_an_empty_paragraph_counts_but_shows_no_number() -> None:
    assert lines(listed("甲") + listed("") + listed("丙"), CHINESE) == ["一、甲", "三、丙"]


def test_a_list_that_is_not_there_numbers_nothing() -> None:
    assert lines(listed("甲", 0, 7), CHINESE) == ["甲"]


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 101, "一百〇一"),
        ("ideographTraditional", 3, "丙"),
        ("ideographDigital", 12, "一二"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("somethingNew", 7, "7"),
        ("chineseCounting", 123456, "123456"),
    ],
)
def test_numbers_are_written_as_word_writes_them(style: str, number: int, shown: str) -> None:
    assert written(number, style) == shown
