"""No PDF does harm: what is locked, cut short, hostile or endless is a document or an error."""

import subprocess
import sys
from io import BytesIO
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import drawn, font, laid_out, written

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.readers import _apart, _pdf_document

SMALL = laid_out(
    "一、概述\n全年收到申请36件。\n指标 | 数量 |\n收到申请数 | 36 |\n", furniture=False
)


def locked(user: str, owner: str) -> bytes:
    """One page under these passwords."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, owner, canPrint=0))
    canvas.setFont(font(), 12)
    canvas.drawString(100, 300, "公开信息12条")
    canvas.save()
    return out.getvalue()


def test_a_file_that_may_only_be_read_is_read() -> None:
    assert readers.read(locked("", "secret")).text == "公开信息12条"


def test_a_file_under_a_password_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf: the PDF asks for a password"):
        readers.read(locked("open", "secret"), "a.pdf")


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<", SMALL[:300]])
def test_a_file_cut_short_is_damaged(raw: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged or cut short"):
        readers.read(raw)


def test_rubbish_before_the_mark_is_put_up_with() -> None:
    assert "36" in readers.read(b"\r\n\0junk" + SMALL).text


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pdf_document, "PAGES", 2)
    with pytest.raises(DocumentError, match="has 3 pages; up to 2 are read"):
        _pdf_document.parse(drawn(*[written((100, 300, "公开"))] * 3))


def nested(depth: int, times: int) -> bytes:
    """A page whose forms draw each other, `times` to the power of `depth` lines in all."""
    calls = b"/F Do " * times
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 6>>stream\n/F Do \nendstream",
    ]
    for level in range(depth):
        body = calls if level < depth - 1 else b"0 0 m 9 9 l S "
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length %d" % len(body)
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level)
        objects.append(head + inner + b">>stream\n" + body + b"\nendstream")
    out = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    return out + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_forms_that_multiply_are_stopped_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_apart, "SECONDS", 2)
    with pytest.raises(DocumentError, match=r"took more than|damaged|memory|no text"):
        readers.read(nested(depth=12, times=12))


def test_a_process_that_dies_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_apart, "CHILD", "no.such.module")
    with pytest.raises(DocumentError, match="damaged or cut short"):
        readers.read(SMALL)


def test_a_missing_package_is_named_with_its_extra() -> None:
    code = (
        "import sys; sys.modules['pypdfium2'] = None\n"
        "from llm_extract import readers\n"
        "try: readers.read(b'%PDF-1.4 obj')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("ReaderMissing")
    assert "pip install 'llm-extract[pdf]'" in ran.stdout


def damaged(random: Random) -> bytes:
    """The small file with bytes changed, lost, doubled or put in."""
    raw = bytearray(SMALL)
    for _ in range(random.choice([1, 3, 10, 50])):
        at = random.randrange(len(raw))
        how: Any = random.randrange(5)
        if how == 0:
            raw[at] = random.randrange(256)
        elif how == 1:
            raw[at] = random.choice(b"0123456789-.")
        elif how == 2:
            del raw[at : at + random.randrange(1, 30)]
        elif how == 3:
            raw[at:at] = random.randbytes(random.randrange(1, 10))
        else:
            raw[at : at + 20] = raw[: len(raw) // 2][-20:]
    return bytes(raw)


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_damaged_file_is_a_document_or_a_document_error(random: Random) -> None:
    try:
        document = _pdf_document.parse(damaged(random))
    except DocumentError:
        return
    for table in document.tables:
        assert all(table.span.contains(cell.span) for cell in table.cells)


@pytest.mark.parametrize("box", [(100, 100, 0, 0), (1e30, 5, 9, 9), (-1e38, -1e38, 2e38, 1)])
def test_boxes_of_no_size_or_of_any_size_are_no_lines(box: tuple[float, ...]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(100, 300, "公开信息12条")
        canvas.rect(*box, stroke=0, fill=1)

    assert _pdf_document.parse(drawn(page)).text == "公开信息12条"
