"""The review page without a browser: one file, nothing outside, nothing that runs but its own."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from _reviewing import HOSTILE, TEXT, WITHHELD, crowd, sheet, value
from conftest import Cli
from matrix_layouts import bars
from matrix_report import invent

from llm_extract.rendering import label_studio, web_annotation
from llm_extract.rendering.review import queue, write
from llm_extract.rendering.review._multiples import Point, Years, outliers
from llm_extract.rendering.review._payload import payload


def page(*texts: str) -> str:
    return "".join(write([sheet(text) for text in texts or (TEXT,)]))


def data(page: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("text", [TEXT, bars(invent("2019", 1)), bars(invent("2021", 1))])
def test_the_page_of_a_report_is_small(text: str) -> None:
    assert len(page(text).encode()) < 300_000


def test_the_page_names_no_address_outside() -> None:
    outside = set(re.findall(r"(?:https?:)?//[\w.]+", page())) - {"//www.w3.org"}
    assert not [each for each in outside if "." in each]


def test_the_policy_allows_this_very_script_and_style_alone() -> None:
    text = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    script = re.search(r"<script>(.*?)</script>", text, re.S)
    assert policy and script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1] and "unsafe" not in policy[1]
    assert "connect-src 'none'" in policy[1]


def test_no_markup_is_ever_made_of_text() -> None:
    script = page().rpartition("<script>")[2]
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in script


def test_a_report_cannot_end_the_element_that_holds_it() -> None:
    text = page(HOSTILE)
    assert "broken" in data(text, "data-0")["text"]
    assert data(text, "data-0")["text"] == HOSTILE
    assert "<img" not in text and text.count("<script") == 4  # settings, catalogue, data, script


def test_the_index_escapes_what_reports_call_themselves() -> None:
    assert "<script>window" not in page(HOSTILE, TEXT)


def test_each_mark_is_the_number_and_not_the_quote() -> None:
    made = payload(sheet())
    values = [v["indicator"] for v in made["values"]]
    places = made["marks"][values.index("disclosure.total")]
    assert {made["text"][start:end] for start, end in places} <= {"1250条", "1250"}


def test_the_index_has_the_disputed_report_first() -> None:
    calm = sheet("云溪市2016年政府信息公开工作年度报告\n全年主动公开政府信息20条。\n")
    entries = queue([calm.tree, sheet().tree])
    assert [entry.number for entry in entries] == [1, 0]


def test_a_begun_report_comes_after_those_not_begun() -> None:
    entries = queue([sheet().tree, sheet().tree], {0: 3})
    assert [entry.number for entry in entries] == [1, 0]


def test_the_value_far_from_all_others_is_an_outlier() -> None:
    points = [Point(n, "", 2010 + n, 100 + n) for n in range(8)] + [Point(9, "", 2018, 1_000_000)]
    assert [point.report for point in outliers(points) if point.outlying] == [9]


def test_where_most_have_none_a_few_that_have_some_are_usual() -> None:
    points = [Point(n, "", 2010 + n, 0) for n in range(9)] + [Point(9, "", 2019, 4)]
    assert not any(point.outlying for point in outliers(points))


def test_a_withheld_value_counts_as_a_need() -> None:
    tree = sheet().tree
    tree["findings"] = [WITHHELD]
    assert queue([tree])[0].withheld == 1


def test_label_studio_counts_utf16_units() -> None:
    made = sheet("𠮷溪市2017年政府信息公开工作年度报告\n全年收到政府信息公开申请12件。\n")
    task = json.loads("".join(label_studio.write([(made.tree, made.document.text)])))[0]
    entry = value(made.tree, "request.received")
    region = next(
        each["value"]
        for each in task["predictions"][0]["result"]
        if each["value"].get("labels") == ["request.received"]
    )
    assert region["start"] == entry["start"] + 1
    units = task["data"]["text"].encode("utf-16-le")
    assert units[2 * region["start"] : 2 * region["end"]].decode("utf-16-le") == entry["quote"]


def test_a_web_annotation_selects_its_quote_twice() -> None:
    made = sheet()
    text = made.document.text
    collection = json.loads("".join(web_annotation.write([(made.tree, text)])))
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > 0
    for item in items:
        position, quote = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]


@pytest.mark.parametrize("format", ["html", "label-studio", "web-annotation"])
def test_the_command_writes_each_format(cli: Cli, tmp_path: Path, format: str) -> None:
    (tmp_path / "result.json").write_text(json.dumps(sheet().tree), "utf-8")
    ran = cli("review", "result.json", "--format", format, "-o", "out")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert "云溪市" in (tmp_path / "out").read_text("utf-8")


def test_very_many_usual_dots_are_thinned_and_outliers_stay() -> None:
    years = Years()
    for number in range(1000):
        tree = sheet_of(number, 10**9 if number == 999 else 12)
        years.add(number, tree)
    (chart,) = years.charts("#{}")
    assert chart.count('class="usual"') <= 400 and chart.count('class="outlying"') == 1


def sheet_of(number: int, amount: int) -> dict[str, Any]:
    """As much of a result as a chart needs."""
    value = {"indicator": "request.received", "label": "收到申请数", "unit": "件", "value": amount}
    report = {"agency": f"第{number}局", "year": 2010 + number % 5}
    return {"values": [value], "report": report, "document": {"source": ""}}


def test_a_result_whose_text_is_gone_is_told(cli: Cli, tmp_path: Path) -> None:
    tree = sheet().tree
    del tree["document"]["text"]
    (tmp_path / "result.json").write_text(json.dumps(tree), "utf-8")
    ran = cli("review", "result.json")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"document.text" in ran.stderr


def test_json_lines_become_one_page_with_an_index(cli: Cli, tmp_path: Path) -> None:
    lines = [json.dumps(sheet(text).tree, ensure_ascii=False) for text in (TEXT, HOSTILE)]
    (tmp_path / "out.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    written = cli("review", "out.jsonl").stdout.decode()
    assert 'href="#report-0"' in written and data(written, "data-1")["text"] == HOSTILE


def test_extract_writes_the_page_at_once(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    assert b"<!doctype html>" in cli("extract", "report.txt", "--format", "review").stdout


def test_thousands_of_values_make_a_page() -> None:
    assert len(data("".join(write([crowd(500)])), "data-0")["values"]) == 500
