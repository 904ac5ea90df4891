"""Panels: whose report, which of several stands, one name over eras, and what is never merged."""

import json
from pathlib import Path

import pytest
from _panels import AGENCY, Tree, new, old, read, stored, table, value
from conftest import Cli
from opencc import OpenCC

from llm_extract.panel.entries import whose
from llm_extract.panel.series import Cell, Series, cells, stated
from llm_extract.schemas.crosswalk import Likeness

NUMBER = "applications.new_received.total"


def tables(cli: Cli, folder: Path, *flags: str) -> dict[str, list[dict[str, str]]]:
    """All tables of a panel of out.jsonl."""
    ran = cli("panel", "out.jsonl", "-o", "all/", "--quiet", *flags)
    assert ran.returncode == 0, ran.stderr
    return {path.stem: table(path) for path in (folder / "all").glob("*.csv")}


def test_the_report_speaks_before_the_manifest_and_their_difference_is_told() -> None:
    tree = old(2016) | {
        "manifest": {"agency": "墨山区人民政府", "year": 2015, "url": "https://e.cn"}
    }
    found = whose(tree)
    assert (found.agency, found.year, found.agency_from) == (AGENCY, 2016, "report")
    assert found.url == "https://e.cn" and len(found.doubts) == 2


def test_what_the_text_does_not_say_comes_from_the_manifest() -> None:
    tree = read("本年收到申请3件。", "a.txt") | {"manifest": {"agency": AGENCY, "year": "2015"}}
    found = whose(tree)
    assert (found.agency, found.agency_from) == (AGENCY, "manifest")
    assert (found.year, found.year_from) == (2015, "manifest")


@pytest.mark.parametrize(
    ("source", "year"),
    [
        ("reports/墨山区_2015.txt", 2015),
        ("reports/2015/墨山区.txt", 2015),
        ("reports/2016-03-01.txt", None),
        ("reports/a20151234.txt", None),
        ("reports/2014-2015.txt", None),
    ],
)
def test_the_file_may_name_the_year(source: str, year: int | None) -> None:
    found = whose(read("本年收到申请3件。", source))
    assert (found.year, found.agency, found.agency_from) == (year, source, "source")


def test_a_year_that_nobody_names_stays_empty_and_is_told(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, read("本年收到申请3件。", "a.txt"), read("本年收到申请4件。", "b.txt"))
    made = tables(cli, tmp_path)
    assert [row["year"] for row in made["wide"]] == ["", ""]
    assert made["duplicates"] == []
    assert {row["check"] for row in made["findings"] if row["level"] == "panel"} == {"owner"}


def test_missing_is_not_zero_in_the_wide_form(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016), read(f"{AGENCY}2017年政府信息公开年度报告\n无。", "b.txt"))
    first, second = tables(cli, tmp_path)["wide"]
    shown = {name: (first[f"request.{name}"], first[f"request.{name}.state"]) for name in
             ("fax", "online", "letter")}  # fmt: skip
    assert shown == {
        "fax": ("", "blank"),
        "online": ("0", "reported"),
        "letter": ("", "not_applicable"),
    }
    assert (second["request.online"], second["request.online.state"]) == ("", "not_mentioned")


def test_a_disputed_value_is_kept_and_marked_or_left_out_when_asked(
    cli: Cli, tmp_path: Path
) -> None:
    stored(tmp_path, old(2016, received=14))
    row = tables(cli, tmp_path)["wide"][0]
    assert (row["request.received"], row["request.received.verdict"]) == ("14", "disputed")
    made = tables(cli, tmp_path, "--verdicts", "confirmed,supported")
    row = made["wide"][0]
    assert (row["request.received"], row["request.received.verdict"]) == ("", "disputed")
    assert row["series.request.received"] == ""
    assert "request.received" not in {each["indicator"] for each in made["long"]}


def test_a_withheld_value_is_unsupported_without_a_state(cli: Cli, tmp_path: Path) -> None:
    tree = old(2016)
    gone = value(tree, "request.received")
    tree["values"].remove(gone)
    about = {"indicators": ["request.received"], "left": None, "right": None, "delta": None}
    tree["findings"].append(
        {
            "id": "F9",
            "check": "grounding",
            "severity": "error",
            "message": "no",
            "spans": [],
            **about,
        }
    )
    stored(tmp_path, tree, old(2017))
    row = tables(cli, tmp_path)["wide"][0]
    marks = [row[f"request.received{part}"] for part in ("", ".state", ".verdict")]
    assert marks == ["", "", "unsupported"]


def test_one_name_runs_over_the_eras(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016), new(2022, 3))
    first, second = tables(cli, tmp_path)["wide"]
    assert first["series.request.received.from"] == "request.received"
    assert second["series.request.received.from"] == NUMBER
    assert second["series.request.received"] == second[NUMBER] != ""


SUM = Series("litigation.upheld", ("a", "b"), Likeness.COMPARABLE)


def test_the_verdict_of_a_sum_is_the_worst_of_its_parts() -> None:
    said = {"a": Cell(1, "件", "reported", "confirmed"), "b": Cell(2, "件", "reported", "disputed")}
    found = stated(SUM, said)
    assert (found.value, found.verdict, found.whence) == (3, "disputed", "a + b")


def test_a_sum_with_a_blank_part_is_none() -> None:
    said = {
        "a": Cell(1, "件", "reported", "confirmed"),
        "b": Cell(None, "件", "blank", "supported"),
    }
    found = stated(SUM, said)
    assert (found.value, found.state) == (None, "")


def test_the_states_of_all_parts_alike_are_that_of_the_sum() -> None:
    said = {name: Cell(None, "件", "blank", "supported") for name in "ab"}
    assert stated(SUM, said).state == "blank"


def test_what_is_counted_in_another_unit_is_no_part_of_a_series() -> None:
    said = {"litigation.upheld": Cell(5, "人次", "reported", "supported")}
    assert stated(SUM, said).value is None


def test_cells_of_a_result_know_what_was_withheld() -> None:
    assert cells({"values": []}, frozenset({"a"}))["a"].verdict == "unsupported"


def mirror(tree: Tree) -> Tree:
    """The same report as a mirror in traditional script has it."""
    text = "\n".join(v["quote"] for v in tree["values"])
    return read(
        OpenCC("s2t").convert(f"{AGENCY}2016年政府信息公开工作年度报告\n{text}"), "mirror.txt"
    )


def test_a_mirror_in_the_other_script_is_compared_and_not_merged(cli: Cli, tmp_path: Path) -> None:
    first = old(2016)
    stored(tmp_path, mirror(first), first)
    made = tables(cli, tmp_path)
    assert [row["source"] for row in made["wide"]] == [first["document"]["source"]]
    assert made["wide"][0]["documents"] == "2"
    assert {row["source"] for row in made["long"]} == {first["document"]["source"], "mirror.txt"}
    told = {row["source"]: row["representative"] for row in made["duplicates"]}
    assert told == {first["document"]["source"]: "true", "mirror.txt": "false"}


def test_differences_between_two_reports_of_one_year_are_listed(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016), old(2016, received=21, source="later.txt"))
    made = tables(cli, tmp_path)
    shown = [(d["indicator"], d["representative_digits"], d["duplicate_digits"])
             for d in made["differences"]]  # fmt: skip
    assert shown == [("request.received", "12", "21")]
    found = [row for row in made["findings"] if row["check"] == "duplicates"]
    assert [(row["severity"], row["indicators"]) for row in found] == [
        ("warning", "request.received")
    ]


def test_years_that_do_not_fit_are_told(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, new(2023, 2), new(2022, 1))
    found = [row for row in tables(cli, tmp_path)["findings"] if row["check"] == "years"]
    assert found and all(row["year"] == "2023" and row["left"] != row["right"] for row in found)


def test_of_two_lines_of_one_document_the_last_counts(cli: Cli, tmp_path: Path) -> None:
    lines = (old(2016), old(2016, received=99))
    stored(tmp_path, *(each | {"settings_digest": "of one run"} for each in lines))
    made = tables(cli, tmp_path)
    assert [row["request.received"] for row in made["wide"]] == ["99"]
    assert len(made["documents"]) == 1


def test_reports_of_one_path_from_two_runs_both_stand(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016, source="a.txt"), old(2017, source="a.txt"))
    assert [row["year"] for row in tables(cli, tmp_path)["wide"]] == ["2016", "2017"]


def test_one_result_in_two_files_counts_once(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016))
    stored(tmp_path, old(2016), name="more.jsonl")
    ran = cli("panel", "out.jsonl", "more.jsonl", "-o", "long.csv")
    assert b"1 documents" in ran.stderr


def test_a_torn_last_line_is_told_of_and_left_out(cli: Cli, tmp_path: Path) -> None:
    path = stored(tmp_path, old(2016), old(2017))
    path.write_bytes(path.read_bytes()[:-200])
    ran = cli("panel", "out.jsonl", "-o", "wide.csv", "--shape", "wide")
    assert ran.returncode == 3 and b"out.jsonl:2: the line is torn" in ran.stderr
    assert [row["year"] for row in table(tmp_path / "wide.csv")] == ["2016"]


def test_arrays_and_folders_of_results_are_read_too(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    (tmp_path / "many/a.json").write_text(json.dumps([old(2016), old(2017)]), "utf-8")
    (tmp_path / "many/b.json").write_text(json.dumps(old(2018), indent=1), "utf-8")
    (tmp_path / "many/b.json.corrections.json").write_text("{}", "utf-8")
    ran = cli("panel", "many", "-o", "wide.csv", "--shape", "wide")
    assert ran.returncode == 0, ran.stderr
    assert [row["year"] for row in table(tmp_path / "wide.csv")] == ["2016", "2017", "2018"]


def test_a_file_that_is_no_result_is_told_of_and_the_others_are_read(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "many").mkdir()
    (tmp_path / "many/settings.json").write_text('{"a": 1}', "utf-8")
    (tmp_path / "many/b.json").write_text(json.dumps(old(2018)), "utf-8")
    ran = cli("panel", "many", "-o", "wide.csv", "--shape", "wide")
    assert ran.returncode == 3 and b"settings.json" in ran.stderr
    assert [row["year"] for row in table(tmp_path / "wide.csv")] == ["2018"]


def test_only_some_indicators(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016))
    made = tables(cli, tmp_path, "--only", "request.online")
    assert {row["indicator"] for row in made["long"]} == {"request.online"}
    assert "request.received" not in made["wide"][0]


def test_the_codebook_says_how_far_names_may_be_compared(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016), new(2022, 1))
    book = {row["identifier"]: row for row in tables(cli, tmp_path)["codebook"]}
    assert book["series.request.received"]["comparability"] == "comparable"
    assert book["series.reply.not_exist"]["comparability"] == "weakly_comparable"
    assert book[NUMBER]["forms"] == "2019 2021"
    assert {"blank", "disputed", "representative", "long.digits"} <= book.keys()
