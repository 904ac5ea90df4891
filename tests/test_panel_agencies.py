"""Whose report it is: prints of one agency, and names that are nobody's in particular."""

from pathlib import Path

import pytest
from _panels import Tree, old, stored
from conftest import Cli
from test_panel import tables

from llm_extract.panel.agencies import is_anywhere, same_name

PLACES = ((12, "墨山"), (15, "云溪"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("硯池區人民政府", "砚池区人民政府"),
        ("砚池区人民政府", "砚池区"),
        ("砚池区政府", "砚池区人民政府"),
        ("湖南省砚池市教育局", "砚池市教育局"),
        ("砚池区 教育局(体育局)", "砚池区教育局（体育局）"),
        ("砚池区高新区管委会", "砚池区高新区管理委员会"),
        ("墨山街道办事处", "墨山街道办"),
    ],
)
def test_two_prints_of_one_agency_are_one(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("砚池区人民政府", "砚池区人民政府办公室"),
        ("湖南省住房和城市建设厅", "湖北省住房和城市建设厅"),
        ("湖南省市场监督管理局", "湖北省市场监督管理局"),
        ("湖南省人民政府", "湖北省人民政府"),
        ("砚池区", "砚池市"),
    ],
)
def test_two_agencies_stay_two(one: str, other: str) -> None:
    assert same_name(one) != same_name(other)


@pytest.mark.parametrize("name", ["区统计局", "文教局", "县政府", "市市场监督管理局"])
def test_an_office_that_every_county_has_is_none_in_particular(name: str) -> None:
    assert is_anywhere(same_name(name))


@pytest.mark.parametrize("name", ["市北区教育局", "镇海区统计局", "自然资源部", "凌港海关"])
def test_a_name_with_a_place_or_of_the_country_is_one_in_particular(name: str) -> None:
    assert not is_anywhere(same_name(name))


def test_offices_that_are_none_in_particular_are_not_taken_for_one(
    cli: Cli, tmp_path: Path
) -> None:
    trees = [old(2016, "区统计局", received, f"{place}.txt") for received, place in PLACES]
    stored(tmp_path, *trees)
    made = tables(cli, tmp_path)
    assert ([row["agency_key"] for row in made["wide"]], made["duplicates"]) == (["", ""], [])
    assert [r["message"] for r in made["findings"] if r["check"] == "owner"] == [
        "区统计局 may be of any place; name agency or region in a manifest"
    ] * 2
    manifests: list[Tree] = [{"region": "墨山区"}, {"agency": "云溪区统计局"}]
    told = [tree | {"manifest": m} for tree, m in zip(trees, manifests, strict=True)]
    stored(tmp_path, *told)
    made = tables(cli, tmp_path)
    keys = [(row["agency_key"], row["agency_from"]) for row in made["wide"]]
    assert sorted(keys) == [("云溪区统计局", "manifest"), ("墨山区统计局", "report")]
    assert not any(row["check"] == "manifest" for row in made["findings"])
