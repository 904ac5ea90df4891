"""Corrections in a real browser: made by hand and keyboard, exported, loaded, applied."""

import json
import tomllib
from pathlib import Path
from typing import Any

from _reviewing import SESSIONS, TEXT, choose_text, exported, opened, row, saved, sheet, value
from conftest import Cli

from llm_extract.evaluation.labels import Labels


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
