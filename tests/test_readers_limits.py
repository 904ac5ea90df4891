"""Every file has a limit of time and memory; small and plain ones need no process of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from _office import archive, p, tbl, tc, word
from conftest import Cli

from llm_extract import readers
from llm_extract.errors import DocumentError, ReaderMissing
from llm_extract.readers import _apart, _archive, _bounds, _page_weight, _sheets

PAGE = (
    "<title>云溪市2017年政府信息公开工作年度报告</title><p>全年收到申请36件。</p>"
    "<table><tr><td rowspan=2>指标<td>数量<tr><td>36</table>"
).encode()
WORD = word(p("全年收到申请36件。") + tbl(tc("指标") + tc("数量"), tc("收到申请数") + tc("36")))
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: str, strings: str = "", listed: int = 1, merged: str = "") -> bytes:
    """An .xlsx whose sheets are all the same part, listed so many times."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheets = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, listed + 1))
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">'
            f"<sheets>{sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
            f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
            "xl/sharedStrings.xml": f'<sst xmlns="{SPREADSHEET}">{strings}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPREADSHEET}">'
            f"<sheetData>{rows}</sheetData>{merged}</worksheet>",
        }
    )


EXCEL = workbook('<row><c t="s"><v>0</v></c><c><v>36</v></c></row>', "<si><t>申请</t></si>")
SMALL = {"a.html": PAGE, "a.docx": WORD, "a.xlsx": EXCEL}


@pytest.fixture
def nothing_is_light(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(_page_weight, "_TAGS", 0)
    monkeypatch.setattr(_archive, "LIGHT", 0)
    yield


@pytest.mark.parametrize("name", SMALL)
def test_a_small_file_is_read_without_a_process(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_apart, "CHILD", "no.such.module")
    assert "36" in readers.read(SMALL[name], name).text


@pytest.mark.parametrize("name", SMALL)
def test_a_large_file_read_apart_is_the_same_document(
    name: str, request: pytest.FixtureRequest
) -> None:
    at_home = readers.read(SMALL[name], name)
    request.getfixturevalue("nothing_is_light")
    assert readers.read(SMALL[name], name) == at_home


@pytest.mark.usefixtures("nothing_is_light")
@pytest.mark.parametrize("name", SMALL)
def test_the_time_of_every_file_is_bounded(
    name: str, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_apart, "SECONDS", 0.001)
    (tmp_path / name).write_bytes(SMALL[name])
    ran = cli("extract", str(tmp_path / name))
    assert ran.returncode == 3
    assert f"{name}: the file took more than 0.001 seconds to read" in ran.stderr.decode()
    assert "save the report alone" in ran.stderr.decode()


@pytest.mark.usefixtures("nothing_is_light")
def test_what_is_wrong_with_a_large_file_is_told_all_the_same() -> None:
    with pytest.raises(DocumentError, match=r"a\.html: the page holds no text"):
        readers.read(b"<html><body></body></html>", "a.html")


@pytest.mark.usefixtures("nothing_is_light")
def test_a_package_that_a_large_file_lacks_is_missing_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docx.py").write_text("raise ImportError", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ReaderMissing, match=r"a\.docx: .* pip install 'llm-extract\[docx\]'"):
        readers.read(WORD, "a.docx")


def unclosed(tags: int, paragraphs: int) -> str:
    return "<p>" + "".join(f"<b id={n}>" for n in range(tags)) + "</p>" + "<p>公开</p>" * paragraphs


def test_tags_that_would_be_repeated_in_every_paragraph_make_a_page_heavy() -> None:
    assert not _page_weight.is_light(unclosed(1500, 1500))
    assert _page_weight.is_light(unclosed(5, 1500))


@pytest.mark.parametrize(
    "page",
    [
        "<body " + " ".join(f"a{n}" for n in range(30_000)) + ">",
        "".join(f"<body a{n}/b{n}>" for n in range(12_000)),
        '<p x=">" ' + " ".join(f"a{n}" for n in range(30_000)) + ">",
        "<div>" * 21_000,
        "公" * 1_000_001,
    ],
)
def test_what_costs_the_parser_much_makes_a_page_heavy(page: str) -> None:
    assert not _page_weight.is_light(page)


@pytest.mark.parametrize(
    "quoted", ['<b x=">{n}">', "<b x='>{n}'>", '<b x==">{n}">', '<b x="<{n}">']
)
def test_tags_are_told_apart_by_what_stands_in_quotes_too(quoted: str) -> None:
    page = "<p>" + "".join(quoted.replace("{n}", str(n)) for n in range(1500)) + "</p>"
    assert not _page_weight.is_light(page + "<p>公开</p>" * 3000)


def test_a_text_that_many_cells_repeat_is_stopped_from_outside() -> None:
    cells = '<c t="s"><v>0</v></c>' * 9000
    raw = workbook(f"<row>{cells}</row>", f"<si><t>{'公' * 600_000}</t></si>")
    with pytest.raises(DocumentError, match=r"damaged or cut short|memory"):
        readers.read(raw)


def test_a_sheet_listed_many_times_is_no_light_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = workbook("<row><c><v>3</v></c></row>" * 4000, listed=50)
    assert _archive.weight(raw) < _archive.LIGHT
    monkeypatch.setattr(_apart, "SECONDS", 0.001)
    with pytest.raises(DocumentError, match="took more than"):
        readers.read(raw)


def test_merged_ranges_that_cross_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sheets, "_STEPS", 1000)
    rows = ("<row>" + "<c><v>1</v></c>" * 20 + "</row>") * 20
    equal = '<mergeCell ref="A1:T1"/>' * 500
    assert readers.read(workbook(rows, merged=f"<mergeCells>{equal}</mergeCells>")).tables
    crossing = "".join(f'<mergeCell ref="A{n}:T{n}"/>' for n in range(1, 21)) * 9
    upright = '<mergeCell ref="T1:T20"/>'
    with pytest.raises(DocumentError, match="merged cells"):
        readers.read(workbook(rows, merged=f"<mergeCells>{upright}{crossing}</mergeCells>"))


def test_a_file_larger_than_any_report_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_bounds, "_LARGEST", 1000)
    (tmp_path / "a.txt").write_bytes(b"36" * 600)
    with pytest.raises(DocumentError, match=r"a\.txt: 1,200 bytes, more than the 1,000"):
        readers.read_path(tmp_path / "a.txt")
