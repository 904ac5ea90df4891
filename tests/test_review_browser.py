"""The review page in a real browser: looking, printing, and coming to no harm."""

import json
from pathlib import Path
from typing import Any

import pytest
from _reviewing import (
    AXE,
    HOSTILE,
    SESSIONS,
    TEXT,
    WITHHELD,
    crowd,
    opened,
    row,
    saved,
    sheet,
)
from conftest import Cli


def test_clicking_a_value_lights_its_place(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    row(page, SESSIONS).click()
    assert "培训班3次" in "".join(page.locator("#text .lit").all_inner_texts())


def test_clicking_a_number_opens_its_value(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.locator("#text .mark", has_text="12件").click()
    assert page.locator(".item.chosen dd").first.inner_text() == "request.received"


def test_clicking_a_statement_moves_the_light(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.locator("#text .mark", has_text="12件").click()
    page.locator(".item.chosen .place", has_text="narrative").click()
    assert "12件" in "".join(page.locator("#text .lit").all_inner_texts())


def test_a_finding_lights_both_sides(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.click("[data-filter=findings]")
    page.locator(".row", has_text="request.received").first.click()
    assert page.locator("#text .lit").count() and page.locator("#text .lit2").count()


def test_a_number_nobody_claims_is_dotted(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    mark = page.locator("#text .mark.unclaimed", has_text="8次")
    assert "dotted" in mark.evaluate("each => getComputedStyle(each).textDecorationStyle")


def test_table_rows_are_a_table(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    texts = page.locator("#text td").all_inner_texts()
    assert [text.strip() for text in texts[:3]] == ["统计指标", "单位", "统计数"]


def test_filters_and_search_narrow_the_list(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.click("[data-filter=disputed]")
    assert set(page.locator(".row .verdict").all_inner_texts()) == {"disputed"}
    page.click("[data-filter=all]")
    page.fill("#search", "training")
    assert [*page.locator(".row .label").all_inner_texts()] == [SESSIONS]


def test_what_was_withheld_is_listed_as_unsupported(page: Any, tmp_path: Path) -> None:
    made = sheet()
    made.tree["findings"].append(WITHHELD)
    opened(page, saved(tmp_path, made))
    page.click("[data-filter=unsupported]")
    assert page.locator(".row .label").all_inner_texts() == [WITHHELD["message"]]


def test_an_unclaimed_number_shows_its_words_and_its_subject(page: Any, tmp_path: Path) -> None:
    made = sheet()
    for number in made.tree["numbers"]["unclaimed"]:
        number["subject"] = "inspections"
    opened(page, saved(tmp_path, made))
    page.locator("#text .mark.unclaimed", has_text="8次").click()
    chosen = page.locator(".item.chosen")
    assert chosen.locator(".label").inner_text().endswith("视察8次。")
    assert "speaks of: inspections" in chosen.inner_text()


def test_an_unclaimed_number_without_a_subject_says_no_more(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.locator("#text .mark.unclaimed", has_text="8次").click()
    assert "undefined" not in page.locator(".item.chosen").inner_text()


def test_on_paper_stand_contradictions_and_unclaimed_numbers_too(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print", color_scheme="dark")
    told = page.locator("#paper").inner_text()
    assert "request.received: the table says 14" in told and "视察8次" in told
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"


def test_on_paper_every_value_is_there(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, crowd(3000)))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".row").count() == 3000


def test_a_hostile_report_stays_text(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet(HOSTILE)))
    for key in "jjaed":
        page.keyboard.press(key)
    assert page.evaluate("window.broken") is None
    assert "<img src=x" in page.locator("#text").inner_text()
    assert page.locator("#text img, #text script").count() == 0


def test_offsets_hold_behind_a_wide_character(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet("𠮷𠮷" + TEXT)))
    row(page, SESSIONS).click()
    assert "".join(page.locator("#text .lit").all_inner_texts()).endswith("培训班3次")


def test_a_large_report_is_built_only_where_it_is_seen(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, crowd(5000)))
    assert page.locator("#text [data-at]").count() < 5000
    page.fill("#search", "made.up4999")
    page.locator(".row").first.click()
    assert "4999件" in "".join(page.locator("#text .lit").all_inner_texts())
    box = page.locator("#text .lit").first.bounding_box()
    assert box and 0 < box["y"] < 720


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
def test_nothing_is_wider_than_the_screen(page: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    opened(page, saved(tmp_path, sheet()))
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_interface_speaks_chinese_too(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.click("#language")
    assert page.locator("[data-filter=disputed]").inner_text().startswith("有争议")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_the_index_speaks_chinese_too(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet(), sheet(TEXT.replace("2017", "2016"))))
    page.click("#language")
    assert page.locator("#name").inner_text() == "2 份报告"


def test_two_indicators_of_one_label_are_told_apart(page: Any, tmp_path: Path) -> None:
    made = sheet()
    for each in made.tree["values"]:
        each["label"] = "维持"
    opened(page, saved(tmp_path, made))
    labels = page.locator(".row .label").all_inner_texts()
    assert len(labels) == len(set(labels))


def test_the_index_leads_to_a_report_and_back(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet(), sheet(TEXT.replace("2017", "2016"))))
    page.locator("table.index a").first.click()
    page.wait_for_selector("#items .row")
    page.click("#back")
    page.wait_for_selector("#index:not([hidden])")
    assert page.locator("#review").is_hidden()


def test_a_folder_of_pages_has_an_index_that_leads_there_and_back(
    page: Any, cli: Cli, tmp_path: Path
) -> None:
    trees = [sheet(TEXT.replace("2017", str(year))).tree for year in (2015, 2016, 2017)]
    lines = (json.dumps(tree, ensure_ascii=False) + "\n" for tree in trees)
    (tmp_path / "out.jsonl").write_text("".join(lines), "utf-8")
    ran = cli("review", "out.jsonl", "-o", "pages/")
    assert (ran.returncode, len([*(tmp_path / "pages").iterdir()])) == (0, 4)
    opened(page, (tmp_path / "pages/index.html").as_uri())
    page.locator("table.index a", has_text="云溪市").nth(1).click()
    page.wait_for_selector("#items .row")
    page.click("#back")
    page.wait_for_selector("table.index")
    assert page.locator("#review").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("many", [False, True])
def test_axe_finds_nothing(page: Any, tmp_path: Path, scheme: Any, many: bool) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: make axe")
    page.emulate_media(color_scheme=scheme)
    opened(page, saved(tmp_path, *[sheet()] * (2 if many else 1)))
    if not many:
        page.locator("#text .mark", has_text="12件").click()
        page.keyboard.press("e")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    told = [(each["id"], each["nodes"][0]["html"][:120]) for each in found["violations"]]
    assert told == []
