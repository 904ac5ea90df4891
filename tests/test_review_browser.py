"""The review page in a real browser: looking, correcting, exporting, and coming to no harm."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _reviewing import AXE, HOSTILE, TEXT, WITHHELD, browser, crowd, saved, sheet, value
from conftest import Cli

from llm_extract.evaluation.labels import Labels

SESSIONS = "举办各类培训班数"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all tests of the file."""
    with browser() as opened:
        yield opened


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page with nothing stored; what goes wrong in it, or leaves it, fails the test."""
    context = chromium.new_context(locale="en-GB", accept_downloads=True)
    context.set_default_timeout(5000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: re.match("file|blob|data", sent.url) or faults.append(sent.url))
    yield page
    context.close()
    assert faults == []


def opened(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def exported(page: Any, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.click(button)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def row(page: Any, label: str) -> Any:
    return page.locator(".row", has=page.locator(f".label:text-is('{label}')")).first


def choose_text(page: Any, words: str) -> None:
    """Select words of the report as a hand would."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.getElementById("text"), 4);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error(`${words} is not in one piece`);
        }""",
        words,
    )


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


def test_a_review_by_keyboard(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    for key in ("j", "a", "d", "u", "k"):
        page.keyboard.press(key)
    shown = page.locator(".row .verdict").all_inner_texts()
    assert shown[0] == "✓ accepted" and "reviewer" not in shown[1]
    assert page.locator("#count").inner_text().startswith("1 of")


def test_a_correction_outlives_the_page(page: Any, tmp_path: Path) -> None:
    address = saved(tmp_path, sheet())
    opened(page, address)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator(".row .verdict").first.inner_text() == "✓ accepted"


def edited(page: Any) -> None:
    """12 becomes 14, as the table has it; 8次 is added as meetings; training is not stated."""
    page.locator("#text .mark", has_text="12件").click()
    page.keyboard.press("e")
    page.fill("form.editor input[name=value]", "14")
    choose_text(page, "14")
    page.click("[data-act=useSelection]")
    page.click("form.editor [data-act=save]")
    choose_text(page, "8次")
    page.click("#add")
    page.fill("form.editor input[name=indicator]", "training.meetings")
    page.click("form.editor [data-act=save]")
    row(page, SESSIONS).click()
    page.click(".item.chosen [data-act=withdraw]")


def test_a_round_trip_changes_what_was_corrected_and_nothing_else(
    page: Any, cli: Cli, tmp_path: Path
) -> None:
    before = sheet()
    opened(page, saved(tmp_path, before))
    page.fill("#who", "审核员")
    edited(page)
    exported(page, "#save", tmp_path)
    (tmp_path / "result.json").write_text(json.dumps(before.tree), "utf-8")
    ran = cli("review", "result.json", "--apply", "corrections.json")
    assert (ran.returncode, ran.stderr) == (0, b"")
    after = json.loads(ran.stdout)
    touched = {"request.received", "training.meetings", "training.sessions"}
    rest = [v for v in after["values"] if v["indicator"] not in touched]
    assert rest == [v for v in before.tree["values"] if v["indicator"] not in touched]
    assert {each["indicator"] for each in after["corrections"]} == touched
    assert {each["who"] for each in after["corrections"]} == {"审核员"}
    corrected = value(after, "request.received")
    told = (corrected["value"], corrected["quote"], corrected["verdict"])
    assert told == (14, "14", "supported")
    assert value(after, "training.meetings")["value"] == 8
    for key in ("document", "report", "findings", "run", "schema_version"):
        assert after[key] == before.tree[key]


def test_exported_corrections_load_again(page: Any, tmp_path: Path) -> None:
    address = saved(tmp_path, sheet())
    opened(page, address)
    edited(page)
    first = json.loads(exported(page, "#save", tmp_path).read_text("utf-8"))
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator("#count").inner_text().startswith("0 of")
    page.set_input_files("#load", tmp_path / "corrections.json")
    page.locator("#notice", has_text="3").wait_for(state="attached")
    assert json.loads(exported(page, "#save", tmp_path).read_text("utf-8")) == first


def test_exported_labels_are_labels_of_the_evaluation(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    edited(page)
    text = exported(page, "#labels", tmp_path).read_text("utf-8")
    labels = Labels.model_validate(tomllib.loads(text))
    told = {(o.indicator, int(o.value)) for o in labels.observation if o.value is not None}
    assert {("request.received", 14), ("training.meetings", 8)} <= told
    assert all(each.is_coherent and each.quote in TEXT for each in labels.observation)
    assert len(labels.not_zero) == 1


def test_the_evaluation_takes_exported_labels(page: Any, cli: Cli, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    edited(page)
    folder = tmp_path / "mine" / "one"
    folder.mkdir(parents=True)
    exported(page, "#labels", folder)
    (folder / "云溪.txt").write_text(TEXT, "utf-8", newline="")
    ran = cli("eval", "--labels", "mine", "--provider", "rules", "--format", "json")
    assert ran.returncode == 0, ran.stderr
    kinds = {o["kind"] for o in json.loads(ran.stdout)["providers"][0]["outcomes"]}
    assert {"correct", "wrong", "missed", "invented"} <= kinds


def test_an_edit_keeps_its_note_and_a_negation_is_zero(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    page.locator("#text .mark", has_text="12件").click()
    page.keyboard.press("e")
    page.fill("form.editor input[name=note]", "见附表")
    page.select_option("form.editor select[name=state]", "zero_by_negation")
    assert page.locator("form.editor input[name=value]").is_disabled()
    page.click("form.editor [data-act=save]")
    page.keyboard.press("e")
    fields = [page.locator(f"form.editor input[name={name}]") for name in ("value", "note")]
    assert [field.input_value() for field in fields] == ["0", "见附表"]


def test_undoing_an_added_value_leaves_no_trace(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet()))
    count = page.locator(".row").count()
    choose_text(page, "8次")
    page.click("#add")
    page.fill("form.editor input[name=indicator]", "training.meetings")
    page.click("form.editor [data-act=save]")
    assert page.locator(".row").count() == count + 1
    page.keyboard.press("u")
    assert page.locator(".row").count() == count


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


def test_the_index_leads_to_a_report_and_back(page: Any, tmp_path: Path) -> None:
    opened(page, saved(tmp_path, sheet(), sheet(TEXT.replace("2017", "2016"))))
    page.locator("table.index a").first.click()
    page.wait_for_selector("#items .row")
    page.click("#back")
    page.wait_for_selector("#index:not([hidden])")
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
