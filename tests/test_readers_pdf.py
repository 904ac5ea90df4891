"""PDF files: prose comes in reading order, ruled tables as grids, and no file does harm."""

from pathlib import Path
from typing import Any

import pdf_files
import pytest
from pdf_files import drawn, laid_out, written
from test_pipeline import DOCUMENTS

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.pipeline import extract
from llm_extract.readers import _pdf_document
from llm_extract.records import Document

LEFT = 72
SENTENCE = "全年共收到政府信息公开申请36件，均按期答复，未收取任何费用。"


def read(raw: bytes) -> Document:
    """In this process, which is faster."""
    return _pdf_document.parse(raw)


def lines(raw: bytes) -> list[str]:
    return read(raw).text.split("\n")


def cells(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    """Row, column, rows, columns and text of every cell, table by table."""
    return [
        [
            (c.row, c.column, c.rows, c.columns, document.text[c.span.start : c.span.end])
            for c in t.cells
        ]
        for t in document.tables
    ]


def full(words: str, x: float, y: float, width: float) -> Any:
    """Words at x, y, filled up with 公 to the width, 12 points a character."""
    return x, y, words + "公" * (int(width // 12) - len(words))


def test_the_guarded_process_says_the_same() -> None:
    raw = laid_out(f"一、概述\n{SENTENCE}\n甲 | 乙 |\n丙 | 3 |\n" * 2)
    assert readers.read(raw) == read(raw)
    assert readers.read(raw).format == "pdf"
    assert len(readers.read(raw).tables) == 2


def test_a_paragraph_is_one_line_and_a_heading_keeps_its_own() -> None:
    text = f"一、概述\n{SENTENCE * 4}\n(一)依申请公开情况\n{SENTENCE * 7}"
    assert lines(laid_out(text, furniture=False)) == text.split("\n")


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    text = SENTENCE * 90
    assert lines(laid_out(text, furniture=False)) == [text]


def test_a_full_line_without_an_indent_ends_where_its_sentence_ends() -> None:
    rows = (
        (LEFT, 700, "本年度" + "公" * 34),
        (LEFT, 680, "继续" + "公" * 34 + "。"),
        (LEFT, 660, "另一段。"),
        (LEFT, 640, "本年度" + "公" * 34),
    )
    assert [line[:3] for line in lines(drawn(written(*rows)))] == ["本年度", "另一段", "本年度"]


def test_page_numbers_and_running_heads_are_dropped() -> None:
    def page(canvas: Any, number: int) -> None:
        canvas.drawString(200, 810, "某某县政府信息公开年度报告")
        canvas.drawString(LEFT, 600, f"第{number}类信息12条。")
        canvas.drawString(290, 30, f"— {number} —" if number % 2 else f"第 {number} 页 共 4 页")

    raw = drawn(*(lambda canvas, n=n: page(canvas, n) for n in range(1, 5)))
    assert lines(raw) == [f"第{n}类信息12条。" for n in range(1, 5)]
    assert read(raw).title == "某某县政府信息公开年度报告"


def test_a_bare_number_is_a_page_number_only_at_the_edge() -> None:
    one = written((LEFT, 600, "公开信息"), (290, 400, "2"), (290, 30, "1"))
    two = written((LEFT, 600, "公开目录"), (290, 30, "2"))
    assert lines(drawn(one, two)) == ["公开信息", "2", "公开目录"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [full(f"左{n}", LEFT, 700 - 20 * n, 200) for n in range(8)]
    right = [full(f"右{n}", 310, 700 - 20 * n, 200) for n in range(8)]
    title = (LEFT, 760, "政府信息公开工作年度报告" * 3)
    text = read(drawn(written(title, *left, *right))).text
    assert text.index("政府") < text.index("左0") < text.index("左7") < text.index("右0")


def test_rows_without_lines_stay_rows() -> None:
    rows = [(x, 700 - 20 * n, w) for n in range(9) for x, w in ((LEFT, f"指标{n}"), (400, f"{n}"))]
    assert lines(drawn(written(*rows))) == [f"指标{n}　　{n}" for n in range(9)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read(turn: int) -> None:
    def page(canvas: Any) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(-100, 20, "一、主动公开")
        canvas.drawString(-100, 0, "公开信息253条。")
        canvas.grid([-100, 0, 100], [-80, -60, -40])
        canvas.drawString(-90, -55, "申请数")
        canvas.drawString(10, -55, "36")

    document = read(drawn(page))
    assert document.text == "一、主动公开\n公开信息253条。\n申请数 | 36\n | "
    assert len(document.tables[0].cells) == 4


def test_what_lies_outside_the_crop_box_is_dropped() -> None:
    def page(canvas: Any) -> None:
        canvas.setCropBox((50, 50, 500, 500))
        canvas.drawString(100, 300, "公开信息12条")
        canvas.drawString(100, 700, "裁去的字")

    assert lines(drawn(page)) == ["公开信息12条"]


def test_the_invisible_text_of_a_recognised_scan_is_read() -> None:
    def page(canvas: Any) -> None:
        words = canvas.beginText(100, 300)
        words.setFont(pdf_files.font(), 12)
        words.setTextRenderMode(3)
        words.textOut("公开信息12条")
        canvas.drawText(words)

    assert lines(drawn(page)) == ["公开信息12条"]


def test_a_watermark_aslant_is_no_text() -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(100, 300, "公开信息12条")
        canvas.rotate(45)
        canvas.drawString(300, 0, "内部样稿")

    assert lines(drawn(page)) == ["公开信息12条"]


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    page = written((100, 300, "公开22条"), (100.4, 300, "公开22条"))
    assert lines(drawn(page)) == ["公开22条"]


def test_raised_figures_do_not_join_the_number() -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(100, 300, "公开253")
        canvas.setFont(pdf_files.font(), 7)
        canvas.drawString(100 + 24 + 18.1, 305, "1")
        canvas.setFont(pdf_files.font(), 12)
        canvas.drawString(100 + 24 + 22, 300, "条")

    assert lines(drawn(page)) == ["公开253¹条"]


def test_look_alikes_stay_as_they_are() -> None:
    def page(canvas: Any) -> None:
        canvas.setFont(pdf_files.font("wqy"), 12)
        canvas.drawString(100, 300, "⾏政機關公开１２条")

    assert lines(drawn(page)) == ["⾏政機關公开１２条"]


def test_a_ruled_table_gives_its_cells() -> None:
    raw = laid_out("前言。\n指标 | 数量 |\n收到申请数 | 36 |\n办结数 |  |\n后记。", furniture=False)
    document = read(raw)
    assert document.text == "前言。\n指标 | 数量\n收到申请数 | 36\n办结数 | \n后记。"
    assert cells(document)[0][2:] == [
        (1, 0, 1, 1, "收到申请数"),
        (1, 1, 1, 1, "36"),
        (2, 0, 1, 1, "办结数"),
        (2, 1, 1, 1, ""),
    ]


def test_lines_of_a_cell_are_joined_and_a_number_broken_over_lines_is_whole() -> None:
    def page(canvas: Any) -> None:
        canvas.grid([100, 160, 190], [600, 640])
        canvas.drawString(104, 625, "公开规范")
        canvas.drawString(104, 610, "性文件")
        canvas.drawString(164, 625, "1234")
        canvas.drawString(164, 610, "56")

    assert read(drawn(page)).text == "公开规范性文件 | 123456"


def test_two_numbers_below_each_other_in_a_wide_cell_stay_two() -> None:
    def page(canvas: Any) -> None:
        canvas.grid([100, 160, 300], [600, 640])
        canvas.drawString(104, 625, "本年")
        canvas.drawString(164, 625, "12")
        canvas.drawString(164, 610, "34")

    assert read(drawn(page)).text == "本年 | 12 34"


@pytest.mark.parametrize("how", ["strokes", "bars", "boxes", "dashes", "double"])
def test_rules_are_seen_however_they_are_drawn(how: str) -> None:
    def page(canvas: Any) -> None:
        across, down = (100, 200, 300), (600, 620, 640)
        if how == "boxes":
            for x in across[:2]:
                for y in down[:2]:
                    canvas.rect(x, y, 100, 20)
        for y in down if how != "boxes" else ():
            _rule(canvas, how, (100, y, 300, y))
        for x in across if how != "boxes" else ():
            _rule(canvas, how, (x, 600, x, 640))
        for n, words in enumerate("甲乙丙丁"):
            canvas.drawString(110 + 100 * (n % 2), 625 - 20 * (n // 2), words)

    assert read(drawn(page)).text == "甲 | 乙\n丙 | 丁"


def _rule(canvas: Any, how: str, ends: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = ends
    if how == "bars":
        canvas.rect(x0, y0, max(0.5, x1 - x0), max(0.5, y1 - y0), stroke=0, fill=1)
        return
    if how == "dashes":
        canvas.setDash(3, 2)
    canvas.line(x0, y0, x1, y1)
    if how == "double":
        canvas.line(x0 + 1.5, y0 + 1.5, x1 + 1.5, y1 + 1.5)


def test_sides_without_a_line_are_sides_still() -> None:
    def page(canvas: Any) -> None:
        for y in (600, 620, 640):
            canvas.line(100, y, 300, y)
        canvas.line(200, 600, 200, 640)
        for n, words in enumerate("甲乙丙丁"):
            canvas.drawString(110 + 100 * (n % 2), 625 - 20 * (n // 2), words)

    assert read(drawn(page)).text == "甲 | 乙\n丙 | 丁"


def test_a_frame_round_prose_is_no_table() -> None:
    def page(canvas: Any) -> None:
        canvas.rect(50, 50, 500, 700)
        canvas.drawString(100, 300, "公开信息12条")

    document = read(drawn(page))
    assert (document.text, document.tables) == ("公开信息12条", ())


@pytest.mark.parametrize("font", ["STSong-Light", "wqy", "browser"])
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_real_report_printed_gives_the_same_values(name: str, font: str, tmp_path: Path) -> None:
    paths = list(DOCUMENTS.glob(f"{name}_*.txt"))
    if not paths:
        pytest.skip(f"{DOCUMENTS} has no document {name}")
    text = paths[0].read_text("utf-8")
    if font == "browser":
        raw = pdf_files.printed(pdf_files.as_markup(text), tmp_path)
    else:
        raw = laid_out(text, font)
    want, found = values(Document(text, "txt", "0" * 64)), values(read(raw))
    assert found == want
    assert found


def values(document: Document) -> dict[str, Any]:
    """Verdict and statements of every value, without their places."""
    return {
        v.indicator: (v.verdict, [(s.state, s.quantity, s.place) for s in v.statements])
        for v in extract(document).values
    }


def test_a_page_without_text_is_a_scan_that_must_be_recognised_first() -> None:
    with pytest.raises(DocumentError, match=r"only pictures of pages; recognise it.*ocrmypdf"):
        read(drawn(lambda canvas: canvas.rect(10, 10, 400, 400, fill=1)))
