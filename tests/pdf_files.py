"""Makes PDF files for the tests: with reportlab, and printed by a browser where there is one."""

import html
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
EMBEDDED = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
Rows = Sequence[Sequence[str]]


def font(name: str = "STSong-Light") -> str:
    """A font for Chinese: one that every viewer brings along, or "wqy", which is embedded."""
    from reportlab.pdfbase import cidfonts, pdfmetrics, ttfonts

    if name == "wqy":
        if not EMBEDDED.exists():
            pytest.skip(f"{EMBEDDED} is not there: apt-get install fonts-wqy-zenhei")
        pdfmetrics.registerFont(ttfonts.TTFont("wqy", str(EMBEDDED)))
    else:
        pdfmetrics.registerFont(cidfonts.UnicodeCIDFont(name))
    return name


def drawn(*pages: Callable[[Any], None], size: tuple[float, float] = (595, 842)) -> bytes:
    """Each page as a function draws it on reportlab's canvas; y runs up."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for page in pages:
        canvas.setFont(font(), 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def written(*rows: tuple[float, float, str]) -> Callable[[Any], None]:
    """A page with words at x, y."""

    def page(canvas: Any) -> None:
        for x, y, words in rows:
            canvas.drawString(x, y, words)

    return page


def laid_out(text: str, name: str = "STSong-Light", furniture: bool = True) -> bytes:
    """Plain text as a report: a paragraph per line, lines with bars as ruled tables."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    plain = ParagraphStyle("p", fontName=font(name), fontSize=11, leading=18, wordWrap="CJK")
    prose = ParagraphStyle("q", plain, firstLineIndent=22)
    cell = ParagraphStyle("c", plain, fontSize=9, leading=12)
    story: list[Any] = []
    for part in parts(text):
        if isinstance(part, str):
            story.append(Paragraph(html.escape(part), prose))
        else:
            rows = [[Paragraph(html.escape(c), cell) for c in row] for row in part]
            wide = [440 - 60 * (len(rows[0]) - 1)] + [60] * (len(rows[0]) - 1)
            grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
            story.append(Table(rows, wide, repeatRows=1, style=grid))
    out = BytesIO()
    SimpleDocTemplate(out, invariant=1).build(
        story, **({"onFirstPage": _dress, "onLaterPages": _dress} if furniture else {})
    )
    return out.getvalue()


def _dress(canvas: Any, document: Any) -> None:
    canvas.setFont(font(), 9)
    canvas.drawCentredString(297, 800, "政府信息公开工作年度报告(公开本)")
    canvas.drawCentredString(297, 30, f"— {document.page} —")


def parts(text: str) -> Iterator[str | Rows]:
    """Lines of prose, and tables as their rows; a row is broken where its last bar says so."""
    mended = re.sub(r"\|\n\|\n", "|\n", text)
    for is_table, lines in groupby(mended.splitlines(), lambda line: line.endswith("|")):
        if not is_table:
            yield from (line.strip() for line in lines if line.strip())
            continue
        rows = [[cell.strip() for cell in line.split("|")[:-1]] for line in lines]
        wide = max(map(len, rows))
        yield [row + [""] * (wide - len(row)) for row in rows]


def printed(markup: str, folder: Path) -> bytes:
    """A page as a browser prints it; the test is skipped where there is none."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed")
    page, out = folder / "page.html", folder / "page.pdf"
    page.write_text(f"<!doctype html><meta charset=utf-8>{markup}", "utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}"]
    folders = [f"--user-data-dir={folder / 'profile'}", page.as_uri()]
    subprocess.run([*command, *folders], capture_output=True, timeout=120, check=True)
    return out.read_bytes()


def as_markup(text: str) -> str:
    """Plain text as a page, lines with bars as tables."""
    out = []
    for part in parts(text):
        if isinstance(part, str):
            out.append(f"<p>{html.escape(part)}</p>")
            continue
        rows = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in part)
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        out.append(f"<table border=1 style='border-collapse: collapse'>{body}</table>")
    return "".join(out)
