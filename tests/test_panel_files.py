"""Files of panels read back by readers of their own: exact numbers, text that stays text."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest
from _panels import Tree, old, stored, table, value
from conftest import Cli
from python_calamine import CalamineWorkbook

TABLES = ["long", "wide", "documents", "duplicates", "differences", "findings", "codebook"]
NAME = "request.received"
FORMULA = '=HYPERLINK("http://e.cn")\n,\u2028"'
HUGE = 10**25


def odd(amount: str, quote: str = FORMULA) -> Tree:
    """A result whose value is this JSON number and whose quote looks like a formula."""
    tree = old(2016)
    value(tree, NAME).update({"quote": quote, "value": "AMOUNT"})
    tree["report"]["published"] = "2017-03-31"
    written: Tree = json.loads(json.dumps(tree))
    return {"line": json.dumps(written, ensure_ascii=False).replace('"AMOUNT"', amount, 1)}


def panel(cli: Cli, folder: Path, tree: Tree, name: str, *flags: str) -> Path:
    """A panel of one result, in a file of this name."""
    (folder / "out.jsonl").write_text(tree["line"] + "\n", "utf-8")
    ran = cli("panel", "out.jsonl", "-o", name, "--quiet", *flags)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return folder / name


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as base:
        return base.execute(query).fetchall()


def of_interest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in rows if row["indicator"] == NAME)


@pytest.mark.parametrize("amount", ["145000.1", "0.123456789012345678", "-3", "0", str(10**19)])
def test_numbers_are_exact_in_every_format(cli: Cli, tmp_path: Path, amount: str) -> None:
    made = odd(amount)
    row = of_interest(table(panel(cli, tmp_path, made, "p.csv")))
    assert (Decimal(row["value"]), row["digits"]) == (Decimal(amount), amount)
    frame = pyarrow.parquet.read_table(panel(cli, tmp_path, made, "p.parquet")).to_pylist()
    assert of_interest(frame)["value"] == Decimal(amount)
    path = panel(cli, tmp_path, made, "p.duckdb")
    found = asked(path, f"SELECT value, digits FROM long WHERE indicator = '{NAME}'")
    assert found == [(Decimal(amount), amount)]
    assert asked(path, f'SELECT "{NAME}" FROM wide') == [(Decimal(amount),)]


@pytest.mark.parametrize("amount", [str(HUGE), "1e-30"])
def test_a_number_that_no_column_holds_stands_in_its_digits_and_is_told(
    cli: Cli, tmp_path: Path, amount: str
) -> None:
    path = panel(cli, tmp_path, odd(amount), "p.duckdb")
    found = asked(path, f"SELECT value, digits, state FROM long WHERE indicator = '{NAME}'")
    assert found == [(None, f"{Decimal(amount):f}", "reported")]
    assert asked(path, "SELECT count(*) FROM findings WHERE \"check\" = 'digits'") == [(1,)]


def test_text_is_never_a_formula(cli: Cli, tmp_path: Path) -> None:
    made = odd("12")
    assert of_interest(table(panel(cli, tmp_path, made, "p.csv")))["quote"] == f"'{FORMULA}"
    row = of_interest(sheet(panel(cli, tmp_path, made, "p.xlsx"), "long"))
    assert (row["quote"], row["value"], row["representative"]) == (FORMULA, 12.0, True)
    frame = pyarrow.parquet.read_table(panel(cli, tmp_path, made, "p.parquet")).to_pylist()
    assert of_interest(frame)["quote"] == FORMULA
    path = panel(cli, tmp_path, made, "p.duckdb")
    assert asked(path, f"SELECT quote FROM long WHERE indicator = '{NAME}'") == [(FORMULA,)]


def test_a_workbook_and_a_database_hold_every_table(cli: Cli, tmp_path: Path) -> None:
    made = odd("12")
    book = CalamineWorkbook.from_path(panel(cli, tmp_path, made, "p.xlsx"))
    assert book.sheet_names == TABLES
    path = panel(cli, tmp_path, made, "p.duckdb")
    assert sorted(name for (name,) in asked(path, "SHOW TABLES")) == sorted(TABLES)


def test_columns_have_types(cli: Cli, tmp_path: Path) -> None:
    made = odd("12")
    path = panel(cli, tmp_path, made, "p.duckdb")
    row = asked(path, "SELECT year, published, representative, url FROM documents")
    assert row == [(2016, date(2017, 3, 31), True, None)]
    folder = panel(cli, tmp_path, made, "all/", "--format", "parquet")
    assert sorted(p.stem for p in folder.iterdir()) == sorted([*TABLES, "summary"])
    schema = pyarrow.parquet.read_schema(folder / "documents.parquet")
    shown = {name: str(schema.field(name).type) for name in ("year", "published", "cost")}
    assert shown == {"year": "int64", "published": "date32[day]", "cost": "decimal128(38, 18)"}


def test_a_long_quote_and_half_a_surrogate_pair_are_written(cli: Cli, tmp_path: Path) -> None:
    made = odd("12", "长" * 3_000_000)
    made["line"] = made["line"].replace('"scanner"', r'"scan\ud800ner"')
    path = panel(cli, tmp_path, made, "p.duckdb")
    found = asked(path, f"SELECT length(quote), witnesses FROM long WHERE indicator = '{NAME}'")
    assert found == [(3_000_000, r"scan\ud800ner")]


def test_without_an_output_the_long_form_goes_to_standard_output(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016))
    ran = cli("panel", "out.jsonl")
    assert ran.returncode == 0 and ran.stdout.startswith(b"\xef\xbb\xbfagency,year,agency_key,")


def test_a_file_that_cannot_be_written_leaves_the_old_one(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016))
    ran = cli("panel", "out.jsonl", "-o", "gone/p.csv")
    assert ran.returncode == 2 and b"no such folder" in ran.stderr
    ran = cli("panel", "out.jsonl", "-o", "p.txt")
    assert ran.returncode == 2 and b"there are csv, duckdb, parquet, xlsx" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_an_unknown_verdict_is_refused(cli: Cli, tmp_path: Path) -> None:
    stored(tmp_path, old(2016))
    ran = cli("panel", "out.jsonl", "--verdicts", "confirmed,sure")
    assert ran.returncode == 2 and b"no 'sure' among values" in ran.stderr


def test_the_summary_is_one_page_that_loads_and_runs_nothing(cli: Cli, tmp_path: Path) -> None:
    hostile = "</td><script>alert(1)</script>区政府"
    tree = old(2017) | {"manifest": {"agency": hostile, "year": 2017}}
    stored(tmp_path, old(2016), old(2016, received=9, source="b.txt"), tree)
    ran = cli("panel", "out.jsonl", "-o", "p.csv", "--summary", "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert ran.returncode == 0 and "default-src 'none'" in page
    assert "<script" not in page and not re.search(r"(?:src|href)=|url\(|style=", page)
    assert "Panel of 2 reports" in page and "1 are further reports" in page
    assert "2017, prose alone: 1 of 1" in page
    assert "2017, disputed: " in page or "2017, supported: " in page
