"""Workbooks and Parquet files: what stands in their cells, and how the command writes them."""

import os
import pty
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyarrow.parquet
import pytest
import xlsxwriter
from conftest import Cli, Program
from python_calamine import CalamineWorkbook

from llm_extract.errors import ConfigError
from llm_extract.records import Quantity, Report, State
from llm_extract.rendering import Options, encoded, render
from llm_extract.tabulating.sheets import Sheets

REPORT = "云溪市2017年政府信息公开工作年度报告\n2017年,全市共收到政府信息公开申请12件。\n"
BINARY = ["parquet", "xlsx"]

Row = dict[str, Any]


def written(format: str, *reports: Report) -> bytes:
    return b"".join(encoded(format, reports, Options()))


def table(book: bytes, name: str) -> list[Row]:
    """The rows of one sheet under the names of its header; a blank cell is ''."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_name(name)
    header, *rows = sheet.to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def markup(book: bytes, part: str) -> str:
    with ZipFile(BytesIO(book)) as archive:
        return archive.read(part).decode()


def frame(file: bytes) -> list[Row]:
    found: list[Row] = pyarrow.parquet.read_table(BytesIO(file)).to_pylist()
    return found


def entitled(report: Report, title: str) -> Report:
    return replace(report, metadata=replace(report.metadata, title=title))


def stating(report: Report, quantity: Quantity | None, state: State) -> Report:
    first = replace(report.values[0].statements[0], quantity=quantity, state=state)
    return replace(report, values=(replace(report.values[0], statements=(first,)),))


def test_a_workbook_has_its_five_sheets_in_order(report: Report) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(written("xlsx", report)))
    assert book.sheet_names == ["values", "statements", "findings", "documents", "codebook"]


def test_the_values_sheet_has_the_columns_of_csv(report: Report) -> None:
    header = next(render("csv", [], Options())).removeprefix("\ufeff").strip().split(",")
    assert list(table(written("xlsx", report), "values")[0]) == header


def test_numbers_are_numbers_in_a_workbook(report: Report) -> None:
    rows = table(written("xlsx", report), "values")
    assert [(row["indicator"], row["value"]) for row in rows] == [
        ("request.received", 12.0),
        ("disclosure.gazette_copies", 105000.0),
    ]


def test_dates_are_dates_in_a_workbook(report: Report) -> None:
    row = table(written("xlsx", report), "documents")[0]
    assert (row["year"], row["period_start"], row["published"]) == (2017.0, date(2017, 1, 1), "")


def test_a_date_that_excel_cannot_count_stays_text(report: Report) -> None:
    early = replace(report, metadata=replace(report.metadata, published=date(1899, 5, 1)))
    assert table(written("xlsx", early), "documents")[0]["published"] == "1899-05-01"


def test_a_whole_number_that_excel_would_round_stays_text(report: Report) -> None:
    large = stating(report, Quantity(Decimal("1234567890123456789"), "件"), State.REPORTED)
    assert table(written("xlsx", large), "values")[0]["value"] == "1234567890123456789"


@pytest.mark.parametrize("format", BINARY)
def test_a_blank_cell_stays_blank(format: str, report: Report) -> None:
    file = written(format, stating(report, None, State.BLANK))
    row = table(file, "values")[0] if format == "xlsx" else frame(file)[0]
    assert (row["state"], row["value"]) == ("blank", "" if format == "xlsx" else None)


def test_every_statement_and_finding_has_a_row(report: Report) -> None:
    book = written("xlsx", report)
    assert [row["quote"] for row in table(book, "statements")] == [
        "收到申请12件",
        "发放资料近10.5万份",
    ]
    finding = table(book, "findings")[0]
    assert (finding["id"], finding["left"], finding["spans"]) == ("F1", 12.0, "27-30")


def test_a_document_without_values_has_its_row(report: Report) -> None:
    row = table(written("xlsx", replace(report, values=())), "documents")[0]
    assert (row["source"], row["values"]) == ("reports/云溪.txt", 0.0)


def test_the_codebook_tells_label_unit_and_kind(report: Report) -> None:
    rows = {row["indicator"]: row for row in table(written("xlsx", report), "codebook")}
    assert rows["fee.collected"] == {
        **{"indicator": "fee.collected", "label": "依申请公开信息收取的费用"},
        **{"unit": "万元", "kind": "money"},
    }


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "{=A1}", "https://example.org/", "12"])
def test_text_in_a_workbook_is_no_formula_link_or_number(title: str, report: Report) -> None:
    book = written("xlsx", entitled(report, title))
    assert table(book, "values")[0]["title"] == title
    sheet = markup(book, "xl/worksheets/sheet1.xml")
    assert ("<f>" in sheet, "hyperlink" in sheet) == (False, False)


@pytest.mark.parametrize("odd", ["报告\x0b\x1b", "报告\ufffe", "报告\udcff", "_x0041_"])
def test_odd_characters_leave_a_workbook_readable(odd: str, report: Report) -> None:
    told = table(written("xlsx", entitled(report, odd)), "values")[0]["title"]
    assert told[:2] == odd[:2]


def test_half_a_surrogate_pair_is_written_in_parquet_as_in_json(report: Report) -> None:
    assert frame(written("parquet", entitled(report, "报告\udcff")))[0]["title"] == "报告\\udcff"


@pytest.mark.parametrize("letter", ["甲", "𠮷"])
def test_text_longer_than_a_cell_is_cut_and_says_so(letter: str, report: Report) -> None:
    told = table(written("xlsx", entitled(report, letter * 40_000)), "values")[0]["title"]
    assert (told[0], told[-1]) == (letter, "…")
    assert 32_000 < len(told.encode("utf-16-le")) / 2 <= 32_767


def test_the_header_stays_in_sight_and_filters(report: Report) -> None:
    sheet = markup(written("xlsx", report), "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1"' in sheet
    assert '<autoFilter ref="A1:T3"/>' in sheet


def test_a_chinese_column_is_twice_as_wide_as_its_characters(report: Report) -> None:
    sheet = markup(written("xlsx", entitled(report, "云溪市报告")), "xl/worksheets/sheet1.xml")
    assert '<col min="2" max="2" width="12.7109375"' in sheet  # 5 × 2, a margin, Excel's own


def test_a_full_sheet_goes_on_in_a_further_one(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": True}) as book:
        sheets = Sheets(book, "values", ("name",), rows=3)
        sheets.extend({"name": name} for name in "甲乙丙丁戊")
        sheets.finish()
    file = (tmp_path / "a.xlsx").read_bytes()
    parts = {name: [row["name"] for row in table(file, name)] for name in ("values", "values 2")}
    assert parts == {"values": ["甲", "乙"], "values 2": ["丙", "丁"]}
    assert [row["name"] for row in table(file, "values 3")] == ["戊"]


def test_parquet_has_types(report: Report) -> None:
    schema = pyarrow.parquet.read_schema(BytesIO(written("parquet", report)))
    kinds = {name: str(schema.field(name).type) for name in ("value", "year", "period_start")}
    assert kinds == {"value": "double", "year": "int64", "period_start": "date32[day]"}
    assert schema.metadata[b"schema_version"] == b"1"


def test_parquet_nests_statements_and_findings(report: Report) -> None:
    row = frame(written("parquet", report))[0]
    assert (row["value"], row["witnesses"]) == (12.0, ["scanner"])
    assert [each["quote"] for each in row["statements"]] == ["收到申请12件"]
    assert [(each["id"], each["severity"]) for each in row["findings"]] == [("F1", "error")]


def test_parquet_without_a_report_still_has_its_columns() -> None:
    schema = pyarrow.parquet.read_schema(BytesIO(written("parquet")))
    assert ("indicator" in schema.names, frame(written("parquet"))) == (True, [])


@pytest.mark.parametrize("format", BINARY)
def test_a_failure_in_between_leaves_nothing_behind(
    format: str, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reports() -> Iterator[Report]:
        yield report
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        b"".join(encoded(format, reports(), Options()))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("format", "package"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_package_is_told_before_a_report_is_asked_for(
    format: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reports() -> Iterator[Report]:
        raise AssertionError("a report was asked for")
        yield

    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigError, match=rf"llm-extract\[{format}\]"):
        next(encoded(format, reports(), Options()))


@pytest.mark.parametrize("format", BINARY)
def test_a_binary_format_is_not_rendered_as_text(format: str, report: Report) -> None:
    with pytest.raises(ConfigError, match="no text"):
        render(format, [report], Options())


@pytest.mark.parametrize("format", BINARY)
def test_the_format_follows_the_name(cli: Cli, format: str, tmp_path: Path) -> None:
    ran = cli("extract", "-", "-o", f"out.{format}", stdin=REPORT.encode())
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    file = (tmp_path / f"out.{format}").read_bytes()
    rows = table(file, "values") if format == "xlsx" else frame(file)
    assert [(row["indicator"], row["value"]) for row in rows] == [("request.received", 12)]


@pytest.mark.parametrize("format", BINARY)
def test_a_pipe_takes_the_bytes(program: Program, format: str) -> None:
    ran = program("extract", "-", "--format", format, stdin=REPORT.encode())
    assert ran.returncode == 0
    assert ran.stdout[:4] == {"xlsx": b"PK\x03\x04", "parquet": b"PAR1"}[format]


@pytest.mark.parametrize("format", BINARY)
def test_a_terminal_is_spared_the_bytes(format: str, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "llm_extract", "extract", "none.txt", "--format", format],
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert (ran.returncode, f"-o results.{format}".encode() in ran.stderr) == (2, True)


@pytest.mark.parametrize("format", BINARY)
def test_what_failed_leaves_the_old_file(cli: Cli, format: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / f"out.{format}").write_bytes(b"old")
    assert cli("extract", "empty.txt", "-o", f"out.{format}").returncode == 3
    assert (tmp_path / f"out.{format}").read_bytes() == b"old"
