"""What single written forms state: value, unit, approximation, bounds."""

from decimal import Decimal

import pytest

from llm_extract.numerals import parse
from llm_extract.records import Approximation, Quantity, Remark


def stated(surface: str) -> Quantity:
    quantity = parse(surface)
    assert quantity is not None
    return quantity


def bounds(surface: str) -> tuple[object, object]:
    quantity = stated(surface)
    return quantity.low, quantity.high


@pytest.mark.parametrize(
    ("surface", "value", "unit"),
    [
        ("454942條", 454942, "条"),
        ("1770條次", 1770, "条次"),
        ("268起", 268, "件"),
        ("610名", 610, "人"),
        ("1720平米", 1720, "m²"),
        ("１２３４５６条", 123456, "条"),
        ("12，650条", 12650, "条"),
        ("12 650条", 12650, "条"),
        ("1,234.50元", Decimal("1234.5"), "元"),
        ("103.3879万元", 1033879, "元"),
        ("人民币壹仟元", 1000, "元"),
        ("3亿5000万元", 350000000, "元"),
        ("一百零五条", 105, "条"),
        ("廿六人", 26, "人"),
        ("兩次", 2, "次"),
        ("〇件", 0, "件"),
        ("双(10)项", 10, "项"),
        ("1)16件", 16, "件"),
        ("80人(次)", 80, "人次"),
        ("附表 万元 8", 80000, "元"),
        ("人次達1.5萬", 15000, "人次"),
        ("98%", Decimal("0.98"), "ratio"),
        ("25.73‰", Decimal("0.02573"), "ratio"),
        ("百分之九十五点五", Decimal("0.955"), "ratio"),
        ("百分之百", 1, "ratio"),
        ("九成以上", Decimal("0.9"), "ratio"),
        ("同比增長35.7%", Decimal("0.357"), "yoy"),
        ("下降12.3%", Decimal("-0.123"), "yoy"),
        ("比2022年(31起)下降29%", Decimal("-0.29"), "yoy"),
        ("1.5倍", Decimal("1.5"), "multiple"),
    ],
)
def test_a_form_states_its_value_in_its_canonical_unit(
    surface: str, value: Decimal, unit: str
) -> None:
    assert (stated(surface).value, stated(surface).unit) == (value, unit)


@pytest.mark.parametrize(
    ("surface", "low", "high"),
    [
        ("1200多個", 1201, 1299),
        ("一万余份", 10001, 19999),
        ("600多萬元", 6000001, 6999999),
        ("137萬多件", 1370001, 1379999),
        ("1.3万余条", 13001, 13999),
        ("十余次", 11, 19),
        ("近10萬份", None, 99999),
        ("超過700人次", 701, None),
        ("不少于20次", 20, None),
        ("上万人次", 10000, None),
        ("不超过30件", None, 30),
        ("14.5万条", 144500, 145500),
        ("20—30件", 20, 30),
        ("3-5万元", 30000, 50000),
        ("两三次", 2, 3),
        ("93%以上", Decimal("0.93"), None),
    ],
)
def test_an_approximation_has_bounds(surface: str, low: int | None, high: int | None) -> None:
    assert bounds(surface) == (low, high)


@pytest.mark.parametrize(
    ("surface", "approximation"),
    [
        ("达1540次", Approximation.EXACT),
        ("504萬元", Approximation.EXACT),
        ("5.93億元", Approximation.ABOUT),
        ("269万", Approximation.ABOUT),
        ("约44条", Approximation.ABOUT),
        ("30余件左右", Approximation.ABOUT),
        ("2541余条", Approximation.AT_LEAST),
        ("100余万次", Approximation.AT_LEAST),
        ("突破1万人次", Approximation.AT_LEAST),
        ("近2万本", Approximation.AT_MOST),
    ],
)
def test_words_beside_a_number_say_how_exact_it_is(
    surface: str, approximation: Approximation
) -> None:
    assert stated(surface).approximation is approximation


@pytest.mark.parametrize("surface", ["O件", "l2件", "1 0 条", "13172.条", "100%%", "--253"])
def test_a_slip_of_the_pen_is_read_and_marked_suspect(surface: str) -> None:
    quantity = stated(surface)
    assert quantity.remark is Remark.SUSPECT
    assert quantity.value is not None


def test_a_count_of_more_than_ten_thousand_myriads_has_no_value() -> None:
    assert stated("173769万条") == Quantity(None, "条", remark=Remark.SUSPECT)


def test_an_amount_of_more_than_ten_thousand_myriads_is_suspect_but_read() -> None:
    assert stated("23600万元") == Quantity(Decimal(236000000), "元", remark=Remark.SUSPECT)


def test_an_amount_without_unit_has_no_value() -> None:
    assert stated("6944.93") == Quantity(None, "", remark=Remark.UNIT_MISSING)


def test_a_count_that_lost_its_unit_keeps_its_value() -> None:
    assert stated("受理政府信息公开申请0") == Quantity(Decimal(0), "", remark=Remark.UNIT_MISSING)


def test_hundreds_without_a_number_are_vague() -> None:
    assert stated("数百条").value is None
    assert stated("数百条").remark is Remark.VAGUE


def test_a_third_is_rounded_to_four_decimals() -> None:
    assert stated("三分之一").value == Decimal("0.3333")
    assert stated("三分之一").remark is Remark.ROUNDED


def test_a_half_is_exact() -> None:
    assert stated("二分之一") == Quantity(Decimal("0.5"), "ratio")


@pytest.mark.parametrize(
    "surface",
    [
        "國辦發〔2017〕24號",
        "〔202130",
        "2018年11日至2018年1231日",
        "201011日起 20101231止",
        "12345政府服務熱線",
        "電話0523-86839755",
        "20个工作日以内",
        "第二十條第(一)項",
        "“15證合一”",
        "“7788条”“民营经济32条”",
        "36個要素 / 27個部門事項進廳63項",
        "先锋898电台",
        "被阅读1259次",
        "索引号 014416330/2018-04736",
        "《条例》第9条至12条",
        "十一部分组成",
        "+22(填在“上一年项目数量”栏)",
        "一些 一定 统一 十分 千方百计",
        "",
    ],
)
def test_what_is_no_single_quantity_is_refused(surface: str) -> None:
    assert parse(surface) is None
