"""The labelled reports keep the promises that a scorer relies on."""

import html
import json
import re
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path, PurePath
from typing import Any

import pytest
from _sums import failed_sums, table_values
from _testimony import read

from llm_extract.evaluation import agreement, yardstick
from llm_extract.evaluation.labels import load

ROOT = Path(__file__).parents[1]
DOMAIN = ROOT.parent / "shared" / "domain"
FOLDERS = sorted(path.parent for path in (ROOT / "fixtures").glob("*/labels.toml"))
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")
VALUELESS = {"blank", "not_applicable", "unrecoverable"}
STATES = {"reported", "zero_by_negation", "derived"} | VALUELESS
HAN_DIGITS = {han: value for value, han in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "兩": 2,
}
POWERS = {"万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8, "": 1}
HAN_TENS = re.compile(r"([二三四五六七八九]?)十([一二三四五六七八九]?)")
HAN_WRITTEN = re.compile(r"([一二两兩三四五六七八九十])[余餘多]?([万萬亿億])")
WRITTEN = re.compile(r"(\d[\d,]*(?:\.\d+)?)[余餘多]?([万萬亿億]?)")
SAME = {
    "applications.new_received.total": "request.received",
    "applications.carried_in.total": "request.carried_in",
    "applications.carried_out.total": "request.carried_out",
    "applications.results_total.total": "reply.total",
    "applications.granted.total": "reply.granted",
    "applications.partial.total": "reply.partially_granted",
}
each_fixture = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def labels_of(folder: Path) -> dict[str, Any]:
    """The labels as TOML gives them."""
    return tomllib.loads((folder / "labels.toml").read_text("utf-8"))


def squeezed(text: str) -> str:
    """The text without white space and bars, which table rows of web pages do not fix."""
    return re.sub(r"[\s|]", "", text)


def quotes_of(labels: dict[str, Any]) -> list[str]:
    """Every quote that the labels hold."""
    single = [entry["quote"] for name in ("observation", "trap") for entry in labels.get(name, [])]
    return single + [quote for entry in labels.get("conflict", []) for quote in entry["quotes"]]


def slips_of(folder: Path) -> list[dict[str, Any]]:
    """The observations of a contradicted indicator, whose stray 万 stands as written."""
    labels = labels_of(folder)
    names = {name for entry in labels.get("conflict", []) for name in entry["indicators"]}
    return [seen for seen in labels["observation"] if seen["indicator"] in names]


def missing_quotes(folder: Path) -> list[str]:
    """The quotes that do not stand in the report, under the encoding that loses fewest."""
    labels = labels_of(folder)
    if not labels["meta"]["source"].endswith((".txt", ".html")):
        text = squeezed(read(folder / labels["meta"]["source"]).text)
        return [quote for quote in quotes_of(labels) if squeezed(quote) not in text]
    raw = (folder / labels["meta"]["source"]).read_bytes()
    is_page = labels["meta"]["source"].endswith(".html")
    readings = []
    for encoding in ENCODINGS:
        text = raw.decode(encoding, errors="replace")
        if is_page:
            text = squeezed(html.unescape(re.sub(r"<[^>]*>", "", text)))
        wanted = ((quote, squeezed(quote) if is_page else quote) for quote in quotes_of(labels))
        readings.append([quote for quote, form in wanted if form not in text])
    return min(readings, key=len)


def numbers_in(quote: str, *, money: bool = False) -> set[float]:
    """Every value that a number in the quote may stand for; money also in units of 10,000."""
    found = {float(HAN_DIGITS[sign]) for sign in quote if sign in HAN_DIGITS}
    found |= {float(HAN_DIGITS[sign] * POWERS[power]) for sign, power in HAN_WRITTEN.findall(quote)}
    for tens, ones in HAN_TENS.findall(quote):
        found.add(float(HAN_DIGITS.get(tens, 1) * 10 + HAN_DIGITS.get(ones, 0)))
    for digits, power in WRITTEN.findall(quote):
        found.add(round(float(digits.replace(",", "")) * POWERS[power], 4))
    return found | ({value / 10_000 for value in found} if money else set())


def catalogue() -> dict[str, set[str]]:
    """The units of every indicator of the catalogues; the test is skipped where they are absent."""
    if not DOMAIN.is_dir():
        pytest.skip(f"no catalogues at {DOMAIN}")
    units: defaultdict[str, set[str]] = defaultdict(set)
    for entry in json.loads((DOMAIN / "narrative.json").read_text("utf-8"))["indicators"]:
        units[entry["id"]].update(entry["units"])
    for entry in json.loads((DOMAIN / "form_2014.json").read_text("utf-8"))["indicators"]:
        if entry["has_value"]:
            units[entry["id"]].add(entry["unit"])
    later = json.loads((DOMAIN / "form_2019_2021.json").read_text("utf-8"))
    for entry in later["section2"] + later["section4"] + later["section6"]:
        units[entry["id"]].update(re.findall(r"万?元|件|项", entry["unit"]))
    for row in later["section3"]["rows"]:
        for column in later["section3"]["columns"]:
            units[f"applications.{row['id']}.{column['id']}"].add("件")
    units["year_on_year_change"].add("%")
    return dict(units)


@each_fixture
def test_identifiers_and_units_are_those_of_the_catalogues(folder: Path) -> None:
    known, labels = catalogue(), labels_of(folder)
    for seen in labels["observation"]:
        assert seen["unit"] in known.get(seen["indicator"], set()), seen
    named = {other for seen in labels["observation"] for other in seen.get("accept_indicator", [])}
    named |= {trap["must_not_be"] for trap in labels.get("trap", [])} | set(labels["not_zero"])
    for conflict in labels.get("conflict", []):
        named |= set(conflict["indicators"])
    assert named <= known.keys()


@each_fixture
def test_every_quote_stands_in_the_report(folder: Path) -> None:
    assert missing_quotes(folder) == []


@each_fixture
def test_a_reported_value_stands_in_its_quote(folder: Path) -> None:
    for seen in labels_of(folder)["observation"]:
        if seen["state"] == "reported":
            money = seen["unit"] in {"元", "万元"}
            wanted = {abs(float(value)) for value in [seen["value"], *seen.get("accept", [])]}
            assert wanted & numbers_in(seen["quote"], money=money), seen


@each_fixture
def test_a_value_stands_where_its_state_has_one(folder: Path) -> None:
    for seen in labels_of(folder)["observation"]:
        assert seen["state"] in STATES
        assert ("value" in seen) == (seen["state"] not in VALUELESS), seen
        assert seen["state"] != "zero_by_negation" or seen["value"] == 0, seen


@each_fixture
def test_a_number_rounded_to_ten_thousands_is_about(folder: Path) -> None:
    for seen in labels_of(folder)["observation"]:
        if seen["approximation"] == "exact" and seen["unit"] not in {"元", "万元", "%"}:
            value = seen.get("value")
            rounded = {
                round(float(digits.replace(",", "")) * POWERS[power], 4)
                for digits, power in WRITTEN.findall(seen["quote"])
                if power and len(re.sub(r"\D", "", digits)) < len(str(value))
            }
            assert value not in rounded or seen in slips_of(folder), seen


@each_fixture
def test_a_trap_holds_its_number_and_is_no_observation(folder: Path) -> None:
    labels = labels_of(folder)
    seen = {(entry["indicator"], entry["quote"]) for entry in labels["observation"]}
    for trap in labels.get("trap", []):
        assert trap["number"] in trap["quote"], trap
        assert (trap["must_not_be"], trap["quote"]) not in seen, trap


@each_fixture
def test_the_report_is_silent_where_the_labels_say_so(folder: Path) -> None:
    labels = labels_of(folder)
    said = {entry["indicator"] for entry in labels["observation"]}
    assert labels["not_zero"]
    assert said.isdisjoint(labels["not_zero"])


@each_fixture
def test_places_that_differ_are_declared_and_no_others(folder: Path) -> None:
    labels = labels_of(folder)
    values: defaultdict[str, list[set[float]]] = defaultdict(list)
    for seen in labels["observation"]:
        exact = seen["approximation"] == "exact" and not seen.get("optional", False)
        if exact and "value" in seen:
            name = SAME.get(seen["indicator"], seen["indicator"])
            values[name].append({seen["value"], *seen.get("accept", [])})
    differing = {name for name, said in values.items() if not set.intersection(*said)}
    declared = {
        SAME.get(name, name) for entry in labels.get("conflict", []) for name in entry["indicators"]
    }
    assert differing == declared


@each_fixture
def test_sums_fail_only_where_the_labels_say_so(folder: Path) -> None:
    labels = labels_of(folder)
    declared = {
        (entry["identity"], entry.get("where", "")) for entry in labels.get("identity_failed", [])
    }
    assert failed_sums(labels) == declared


@each_fixture
def test_a_form_is_labelled_cell_by_cell(folder: Path) -> None:
    labels = labels_of(folder)
    cells = {"2014": 58, "2019": 22 + 23 * 7 + 15, "2021": 10 + 25 * 7 + 15}
    if labels["meta"]["form"]:
        assert len(table_values(labels)) == cells[labels["meta"]["form"]]


@each_fixture
def test_the_period_lies_in_the_year(folder: Path) -> None:
    meta = labels_of(folder)["meta"]
    start, end = (date.fromisoformat(day) for day in meta["period"])
    assert start < end
    assert start.year == end.year == meta["year"]
    assert meta["agency"]


@each_fixture
def test_a_note_says_in_a_few_lines_what_the_report_shows(folder: Path) -> None:
    assert 2 <= len((folder / "notes.md").read_text("utf-8").splitlines()) <= 5


def test_the_published_agreement_is_that_of_the_readings() -> None:
    published = (ROOT / "fixtures" / "AGREEMENT.md").read_text("utf-8")
    assert agreement.table(agreement.agreements(ROOT / "fixtures")) in published
    assert yardstick.table(yardstick.held(ROOT / "fixtures")) in published


def test_quotes_of_both_readings_stand_in_the_report() -> None:
    for file in (agreement.FIRST, agreement.SECOND):
        for fixture in load(ROOT / "fixtures", file=file):
            text = squeezed(read(fixture.source).text)
            quotes = [seen.quote for seen in fixture.labels.observation]
            assert [quote for quote in quotes if squeezed(quote) not in text] == [], fixture.name


def test_every_file_format_that_is_read_is_labelled_in_both_halves() -> None:
    halves: defaultdict[str, set[str]] = defaultdict(set)
    for folder in FOLDERS:
        meta = labels_of(folder)["meta"]
        halves[meta["split"]].add(PurePath(meta["source"]).suffix)
    wanted = {".doc", ".docx", ".html", ".pdf", ".txt", ".xls", ".xlsx"}
    assert halves == {"dev": wanted, "test": wanted}


def test_the_unseen_reports_are_of_every_era() -> None:
    halves: defaultdict[str, list[str]] = defaultdict(list)
    for folder in FOLDERS:
        meta = labels_of(folder)["meta"]
        halves[meta["split"]].append("c" if meta["year"] > 2018 else "ab"[meta["year"] > 2013])
    assert set(halves) == {"dev", "test"}
    for era in "abc":
        assert halves["dev"].count(era) >= halves["test"].count(era) >= 3
