"""Pages that are only pictures, among pages of text, are told of where they would stand."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli
from pdf_files import drawn, written

from llm_extract import pipeline
from llm_extract.readers import _pdf_document
from llm_extract.records import Document, Severity

PROSE = written((60, 700, "全年主动公开政府信息36条。"))


def picture(words: str = "", share: float = 1.0) -> Any:
    """A page that is a grey picture of this share of its height, with words printed on it."""

    def page(canvas: Any) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        out = BytesIO()
        Image.new("L", (30, 40), 200).save(out, "PNG")
        canvas.drawImage(ImageReader(BytesIO(out.getvalue())), 0, 0, 595, 842 * share)
        canvas.drawString(60, 400, words)

    return page


def told(document: Document) -> list[tuple[str, int]]:
    return [(loss.message.partition(" hold")[0], loss.span.start) for loss in document.losses]


def test_a_scanned_page_is_told_of_where_it_would_stand() -> None:
    document = _pdf_document.parse(drawn(PROSE, picture(), written((60, 700, "共收到申请5件。"))))
    assert document.text == "全年主动公开政府信息36条。\n共收到申请5件。"
    assert told(document) == [("page 2 of 3", document.text.index("共"))]
    assert "ocrmypdf" in document.losses[0].message


def test_pages_in_a_row_are_one_loss_and_at_the_end_it_stands_at_the_end() -> None:
    document = _pdf_document.parse(drawn(picture(), PROSE, picture(), picture()))
    assert told(document) == [("page 1 of 4", 0), ("pages 3 to 4 of 4", len(document.text))]


def test_a_scanner_s_mark_does_not_make_a_picture_a_page_of_text() -> None:
    document = _pdf_document.parse(drawn(PROSE, picture("扫描全能王创建")))
    assert told(document) == [("page 2 of 2", len(document.text))]


def test_an_empty_page_a_small_picture_and_a_recognised_scan_are_no_loss() -> None:
    recognised = picture("全年共收到政府信息公开申请5件,均已按期答复。")
    pages = (PROSE, written(), picture(share=0.2), recognised)
    assert _pdf_document.parse(drawn(*pages)).losses == ()


def test_a_sentence_does_not_go_on_over_a_page_that_was_not_read() -> None:
    line = "本年度全市各级行政机关主动公开的各类政府信息总数较上年度有了明显的增加达到了"
    open_end = written(*((60, 700 - 20 * n, line) for n in range(30)))
    following = written((60, 780, "253条。"), *((60, 760 - 20 * n, line) for n in range(9)))
    whole = _pdf_document.parse(drawn(open_end, following))
    gapped = _pdf_document.parse(drawn(open_end, picture(), following))
    assert "达到了253条。" in whole.text
    assert "达到了\n253条。" in gapped.text


def test_a_table_does_not_go_on_over_a_page_that_was_not_read() -> None:
    def table(top: float, *rows: str) -> Any:
        def page(canvas: Any) -> None:
            edges = [top - 30 * n for n in range(len(rows) + 1)]
            canvas.grid([60, 260, 360], edges)
            for row, y in zip(rows, edges, strict=False):
                canvas.drawString(70, y - 20, row.split()[0])
                canvas.drawString(270, y - 20, row.split()[1])

        return page

    first, second = table(120, "指标 数量", "甲项 3"), table(800, "乙项 4", "丙项 5")
    assert len(_pdf_document.parse(drawn(first, second)).tables) == 1
    assert len(_pdf_document.parse(drawn(first, picture(), second)).tables) == 2


def test_letters_drawn_as_curves_are_told_of() -> None:
    def outlines(canvas: Any) -> None:
        for n in range(400):
            canvas.circle(60 + n % 20 * 20, 100 + n // 20 * 20, 5, fill=1)

    assert told(_pdf_document.parse(drawn(PROSE, outlines)))[0][0] == "page 2 of 2"


def test_a_loss_is_a_warning_of_the_result_that_stays_when_it_is_checked_again(
    cli: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(drawn(PROSE, picture()))
    report = pipeline.extract(_pdf_document.parse(file.read_bytes()))
    assert [(f.check, f.severity) for f in report.findings] == [("losses", Severity.WARNING)]
    stored = tmp_path / "result.json"
    assert cli("extract", str(file), "-o", str(stored)).returncode == 0
    again = cli("check", str(stored), "--format", "json")
    assert again.stdout.decode().count("page 2 of 2 holds no text") == 1


def test_characters_of_a_font_that_nobody_has_are_told_of(tmp_path: Path) -> None:
    """In a name space of its own, whose folder of fonts is empty."""
    hidden = "mount -t tmpfs none /usr/share/fonts && exec"
    apart = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run([*apart, f"{hidden} true"], capture_output=True).returncode:
        pytest.skip("no name space of one's own here")
    (tmp_path / "a.pdf").write_bytes(drawn(PROSE))
    command = f"{sys.executable} -m llm_extract extract a.pdf --format json"
    ran = subprocess.run([*apart, f"{hidden} {command}"], cwd=tmp_path, capture_output=True)
    [lost] = [f["message"] for f in json.loads(ran.stdout)["findings"]]
    assert lost.startswith("page 1 of 1 holds characters of fonts that neither")
