"""A workbook gives its sheets as they look: tables cell by cell, prose as paragraphs."""

import struct
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
import xlsxwriter
import xlwt
from _office import cells, replaced
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.readers import _ole
from llm_extract.readers._figures import percentage, plain
from llm_extract.records import Document

PROSE = "2019年全市主动公开政府信息253条，收到依申请公开36件，均按期答复。"


def xlsx(*fills: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    saved = BytesIO()
    with xlsxwriter.Workbook(saved, {"in_memory": True}) as book:
        for fill in fills:
            fill(book)
    return saved.getvalue()


def sheet(rows: list[list[object]], name: str = "情况") -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)

    return xlsx(fill)


def xls(rows: list[list[object]], name: str = "情况") -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            page.write(r, c, value)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def worksheet(inside: str) -> bytes:
    """A workbook whose only sheet holds this markup."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    markup = f'<worksheet xmlns="{main}">{inside}</worksheet>'
    return replaced(sheet([], "甲"), "xl/worksheets/sheet1.xml", markup)


@pytest.mark.parametrize(("save", "kind"), [(sheet, "xlsx"), (xls, "xls")])
def test_a_sheet_is_a_table_under_its_name(save: Callable[..., bytes], kind: str) -> None:
    document = readers.read(save([["项目", "件数"], ["新收", 12], ["结转", 8.0]]))
    assert document.text == "情况\n项目 | 件数\n新收 | 12\n结转 | 8"
    assert document.format == kind
    assert cells(document)[0][3] == (1, 1, 1, 1, "12")


def test_a_name_that_nobody_gave_is_not_written() -> None:
    assert readers.read(sheet([["甲", 1]], "Sheet1")).text == "甲 | 1"


def test_merged_ranges_stand_once_and_cover_their_rectangle() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("甲")
        page.merge_range("B2:B3", "申请人")
        page.merge_range("C2:D2", "法人")
        page.write_row("C3", ["企业", "机构"])
        page.write_row("B4", ["新收", 0, "/"])

    document = readers.read(xlsx(fill))
    assert document.text == "甲\n申请人 | 法人\n企业 | 机构\n新收 | 0 | /"
    assert cells(document)[0][:4] == [
        (0, 0, 2, 1, "申请人"),
        (0, 1, 1, 2, "法人"),
        (1, 1, 1, 1, "企业"),
        (1, 2, 1, 1, "机构"),
    ]


def test_merged_ranges_of_an_old_workbook_are_merged_too() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("甲")
    page.write_merge(0, 1, 0, 0, "项目")
    page.write_merge(0, 0, 1, 2, "件数")
    for column, value in enumerate([1, 2], 1):
        page.write(1, column, value)
    saved = BytesIO()
    book.save(saved)
    assert cells(readers.read(saved.getvalue()))[0] == [
        (0, 0, 2, 1, "项目"),
        (0, 1, 1, 2, "件数"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
    ]


def test_blanks_slashes_and_zeros_stay_apart() -> None:
    document = readers.read(sheet([["甲", "乙", "丙", "丁"], [0, "", "/", "—"]]))
    assert document.text == "情况\n甲 | 乙 | 丙 | 丁\n0 |  | / | —"


def test_percentages_and_dates_read_as_they_look() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("甲")
        page.write_row(0, 0, ["答复率", "日期"])
        page.write(1, 0, 0.985, book.add_format({"num_format": "0.0%"}))
        page.write_datetime(1, 1, datetime(2019, 12, 31), book.add_format({"num_format": 14}))

    assert readers.read(xlsx(fill)).text == "甲\n答复率 | 日期\n98.5% | 2019-12-31"


def test_an_old_workbook_shows_percentages_and_dates_too() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("甲")
    page.write(0, 0, "答复率")
    page.write(0, 1, 0.985, xlwt.easyxf(num_format_str="0.0%"))
    page.write(0, 2, 1, xlwt.easyxf(num_format_str="0%"))
    page.write(0, 3, date(2019, 12, 31), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    saved = BytesIO()
    book.save(saved)
    assert readers.read(saved.getvalue()).text == "甲\n答复率 | 98.5% | 100% | 2019-12-31"


def test_formulas_show_their_last_result_and_errors_their_name() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("甲")
        page.write_formula(0, 0, "=4+4", None, 8)
        page.write_formula(0, 1, "=1/0", None, "#DIV/0!")

    assert readers.read(xlsx(fill)).text == "甲\n8 | #DIV/0!"


def test_an_error_of_an_old_workbook_has_its_name() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("甲")
    page.write(0, 0, "合计")
    page.row(0).set_cell_error(1, 0x2A)
    saved = BytesIO()
    book.save(saved)
    assert readers.read(saved.getvalue()).text == "甲\n合计 | #N/A"


def test_a_sheet_of_prose_is_paragraphs() -> None:
    document = readers.read(sheet([["一、概述"], [PROSE], [""], ["二、收费\n未收费。"]]))
    assert document.text == f"情况\n一、概述\n{PROSE}\n二、收费\n未收费。"
    assert document.tables == ()


def test_prose_round_a_table_is_not_in_it() -> None:
    rows = [["统计表"], ["项目", "件数"], ["新收", 12], [PROSE * 2], ["结转", 3], ["其他", ""]]
    document = readers.read(sheet(rows))
    assert document.text == f"情况\n统计表\n项目 | 件数\n新收 | 12\n{PROSE * 2}\n结转 | 3\n其他 | "
    assert [len(table.cells) for table in document.tables] == [4, 4]


def test_hidden_sheets_are_not_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("甲").write_row(0, 0, ["新收", 12])
        hidden = book.add_worksheet("乙")
        hidden.write_row(0, 0, ["旧", 9])
        hidden.hide()

    assert readers.read(xlsx(fill)).text == "甲\n新收 | 12"


def test_columns_that_are_empty_throughout_are_no_cells() -> None:
    document = readers.read(sheet([["新收", None, 12], ["结转", None, 3]]))
    assert document.text == "情况\n新收 | 12\n结转 | 3"


def test_a_workbook_is_known_by_its_content() -> None:
    assert readers.read(sheet([["甲", 1]]), "a.xls").format == "xlsx"
    assert readers.read(xls([["甲", 1]]), "a.xlsx").format == "xls"


def test_a_page_that_calls_itself_xls_is_a_page() -> None:
    page = "<html><table><tr><td>新收<td>12</table>"
    assert readers.read(page.encode(), "a.xls").format == "html"


def test_a_workbook_without_content_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"a\.xlsx: the Excel file shows no text"):
        readers.read(sheet([]), "a.xlsx")


@pytest.mark.parametrize("reference", ["XFD1048576", "ZZZZZZ99999999999", ""])
def test_cells_far_apart_are_refused_before_they_are_laid_out(reference: str) -> None:
    far = f'<row r="1048576"><c r="{reference}"><v>2</v></c><c r="XFD1048576"><v>3</v></c></row>'
    raw = worksheet(f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{far}</sheetData>')
    with pytest.raises(DocumentError, match="lie too far apart"):
        readers.read(raw)


def test_a_format_far_away_is_no_content() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert readers.read(worksheet(f"<sheetData>{row}{far}</sheetData>")).text == "甲\n1 | 2"


def test_merged_ranges_that_overlap_or_leave_the_sheet_are_cut() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    merged = "".join(f'<mergeCell ref="{r}"/>' for r in ("A5:XFD1048576", "B1:B9", "B1:C2"))
    raw = worksheet(f"<sheetData>{row}</sheetData><mergeCells>{merged}</mergeCells>")
    assert cells(readers.read(raw))[0] == [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2")]


@pytest.mark.parametrize(
    ("kind", "offset", "forged"),
    [
        (0x200, 0, b"\0\0\0\0\xff\xff\xff\xff\0\0\xff\xff"),  # how far the sheet reaches
        (0x200, 0, b"\x01\x36\0\0\x06\0\0\0"),  # its last row stands above its first
        (0xFC, 4, b"\xff\xff\xff\x7f"),  # how many texts there are
        (0xE5, 0, b"\xff\xff"),  # how many merged ranges
        (0x85, 0, b"\xff\xff\xff\x7f"),  # where a sheet begins
        (0x27E, 0, b"\xff\xff\xff\xff"),  # where a cell stands
    ],
)
def test_forged_counts_of_an_old_workbook_are_refused(
    kind: int, offset: int, forged: bytes
) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("甲")
    page.write_merge(0, 0, 0, 1, "件数")
    page.write(1, 0, "新收")
    page.write(1, 1, 12)
    page.write(1, 3, 3)
    saved = BytesIO()
    book.save(saved)
    raw = bytearray(saved.getvalue())
    stream = _ole.stream(bytes(raw), "Workbook")
    place = 0
    while (record := struct.unpack_from("<HH", stream, place))[0] != kind:
        place += 4 + record[1]
    start = raw.find(stream[:512]) + place + 4 + offset
    raw[start : start + len(forged)] = forged
    with pytest.raises(DocumentError):
        readers.read(bytes(raw))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8.0, "8"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (12345678901.0, "12345678901"),
    ],
)
def test_numbers_are_written_as_a_person_sees_them(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "code", "text"), [(0.985, "0%", "98%"), (1.0, "0.00%", "100.00%")]
)
def test_percentages_have_the_decimals_of_their_format(value: float, code: str, text: str) -> None:
    assert percentage(value, code) == text


WHOLE = {"xlsx": sheet([["新收", 12], ["结转", 3]]), "xls": xls([["新收", 12], ["结转", 3]])}


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_damaged_workbook_is_a_document_or_a_document_error(
    kind: str, data: st.DataObject
) -> None:
    raw = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(readers.read(bytes(raw)), Document)
    except DocumentError:
        return
