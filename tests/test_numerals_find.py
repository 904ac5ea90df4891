"""Where the numbers of a text stand, and of what kind they are."""

import pytest

from llm_extract.numerals import find
from llm_extract.records import Number, NumberKind, Remark


def quantities(text: str) -> list[tuple[object, str]]:
    return [(n.quantity.value, n.quantity.unit) for n in find(text) if n.quantity is not None]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[n.span.start : n.span.end], n.kind.value) for n in find(text)]


def only(text: str) -> Number:
    (number,) = find(text)
    return number


def test_the_span_takes_in_approximator_and_unit() -> None:
    number = only("免费发放近10万份。")
    assert (number.span.start, number.span.end) == (4, 9)


def test_the_digits_take_in_their_myriad() -> None:
    number = only("免费发放近10万份。")
    assert (number.digits.start, number.digits.end) == (5, 8)


def test_the_unit_has_a_place_of_its_own() -> None:
    text = "公开12 批。"
    unit = only(text).unit
    assert unit is not None
    assert text[unit.start : unit.end] == "批"


def test_a_unit_before_its_number_belongs_to_it() -> None:
    text = "查阅人次达1.5万。"
    number = only(text)
    assert text[number.span.start : number.span.end] == "人次达1.5万"


def test_a_unit_cell_gives_the_number_cell_its_unit() -> None:
    text = "专项经费 | 万元 | 8 |"
    assert quantities(text) == [(80000, "元")]
    assert text[only(text).span.start : only(text).span.end] == "8"


def test_adjacent_quantities_are_two() -> None:
    assert quantities("63期共4205人次") == [(63, "期"), (4205, "人次")]


def test_a_clause_comma_is_no_thousands_separator() -> None:
    assert quantities("件10,20件") == [(10, ""), (20, "件")]


def test_a_heading_number_does_not_swallow_the_year() -> None:
    assert kinds("1.2016年,我委") == [("1.", "list"), ("2016年", "date")]


def test_a_list_number_may_stick_to_the_item_before() -> None:
    assert kinds("公开12件2.申请3件") == [("12件", "quantity"), ("2.", "list"), ("3件", "quantity")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("国办发〔2017〕24号", NumberKind.DOCUMENT),
        ("国务院令第711号", NumberKind.DOCUMENT),
        ("2017年1月1日", NumberKind.DATE),
        ("二○○八年", NumberKind.DATE),
        ("元月12日", NumberKind.DATE),
        ("202111日起", NumberKind.DATE),
        ("2020.02.15", NumberKind.DATE),
        ("24小时", NumberKind.DURATION),
        ("每半月", NumberKind.DURATION),
        ("改革开放40周年", NumberKind.DURATION),
        ("第二十条第(一)项", NumberKind.ARTICLE),
        ("第9条至12条", NumberKind.ARTICLE),
        ("十九届五中全会", NumberKind.ORDINAL),
        ("全国第四", NumberKind.ORDINAL),
        ("进入全国前20名", NumberKind.ORDINAL),
        ("(一)", NumberKind.LIST),
        ("一是", NumberKind.LIST),
        ("0523-86839755", NumberKind.PHONE),
        ("手机应用安装用户2.4万", NumberKind.QUANTITY),
        ("邮编225300", NumberKind.CODE),
        ("12345政府服务热线", NumberKind.CODE),
        ("A4纸", NumberKind.CODE),
        ("“15证合一”", NumberKind.NAME),
        ("“民营经济32条”", NumberKind.NAME),
        ("《政策30条解读》", NumberKind.NAME),
        ("被阅读1259次", NumberKind.FURNITURE),
        ("若干", NumberKind.VAGUE),
        ("1259次", NumberKind.QUANTITY),
        ("98%", NumberKind.RATIO),
        ("下降5.6个百分点", NumberKind.RATIO),
    ],
)
def test_a_number_is_of_the_kind_its_surroundings_say(text: str, kind: NumberKind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "统一",
        "一些",
        "十分",
        "第三方面",
        "一把手",
        "进一步",
        "百姓",
        "一张网",
        "一次性告知",
        "万元",
    ],
)
def test_a_numeral_inside_a_word_counts_nothing(text: str) -> None:
    assert quantities(text) == []


def test_page_views_in_the_body_are_counts() -> None:
    assert quantities("网站访问量达21240人次") == [(21240, "人次")]


def test_nearby_is_no_approximation() -> None:
    assert quantities("附近5家") == [(5, "家")]
    assert only("附近5家").span.start == 2


def test_a_change_from_one_to_another_is_no_range() -> None:
    assert quantities("由12件至15件") == [(12, "件"), (15, "件")]


def test_the_number_of_a_hotline_may_also_be_a_count() -> None:
    assert quantities("收到12345件") == [(12345, "件")]


def test_a_percentage_range_is_one_number() -> None:
    number = only("20%-30%")
    assert number.quantity is not None
    assert number.quantity.remark is Remark.RANGE


def test_a_very_long_line_of_digits_is_one_code() -> None:
    assert only("7" * 100_000).kind is NumberKind.CODE
