"""`check A.json B.json`: what one year carries over is what the next begins with."""

import json
from pathlib import Path
from typing import Any

from conftest import Cli
from matrix_layouts import bars
from matrix_report import invent

AGENCY = "云溪县民政局"


def extracted(cli: Cli, folder: Path, year: int, seed: int) -> str:
    """The name of a stored result of an invented report on the form of 2021."""
    text = f"{AGENCY}{year}年政府信息公开工作年度报告\n{bars(invent('2021', seed, blanks=False))}"
    (folder / f"{year}.txt").write_text(text, "utf-8")
    ran = cli("extract", f"{year}.txt", "--with-text", "-o", f"{year}.json")
    assert ran.returncode == 0, ran.stderr
    return f"{year}.json"


def years(ran_stdout: bytes, index: int) -> list[dict[str, Any]]:
    return [f for f in json.loads(ran_stdout)[index]["findings"] if f["check"] == "years"]


def test_two_years_that_do_not_fit_are_told_with_both_sides(cli: Cli, tmp_path: Path) -> None:
    names = [extracted(cli, tmp_path, 2022, 1), extracted(cli, tmp_path, 2023, 2)]
    ran = cli("check", *names)
    assert ran.returncode == 0
    failed = [f for f in years(ran.stdout, 1) if f["severity"] == "error"]
    assert failed and all(f["left"] != f["right"] and f["delta"] for f in failed)
    assert years(ran.stdout, 0) == []


def test_the_order_of_the_files_does_not_matter(cli: Cli, tmp_path: Path) -> None:
    names = [extracted(cli, tmp_path, 2022, 1), extracted(cli, tmp_path, 2023, 2)]
    forth, back = cli("check", *names).stdout, cli("check", *reversed(names)).stdout
    assert years(forth, 1) == years(back, 0)


def test_years_that_do_not_follow_one_another_are_not_compared(cli: Cli, tmp_path: Path) -> None:
    names = [extracted(cli, tmp_path, 2021, 1), extracted(cli, tmp_path, 2023, 2)]
    ran = cli("check", *names)
    assert years(ran.stdout, 0) == years(ran.stdout, 1) == []


def test_a_finding_over_years_is_named_at_its_value(cli: Cli, tmp_path: Path) -> None:
    names = [extracted(cli, tmp_path, 2022, 1), extracted(cli, tmp_path, 2023, 2)]
    later = json.loads(cli("check", *names).stdout)[1]
    finding = next(f for f in later["findings"] if f["check"] == "years")
    concerned = [v for v in later["values"] if v["indicator"] in finding["indicators"]]
    assert concerned and all(finding["id"] in value["findings"] for value in concerned)
