"""Bytes become one Document, or a DocumentError that says what was found."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.records import Document

SIMPLIFIED = "2017年某某市主动公开政府信息253条,收到申请36件,均按期答复。未收取费用。"
TRADITIONAL = "2017年某某市主動公開政府信息253條,收到申請36件,均按期答復。未收取費用。"
REPORT = (
    "一、概述\r\n\r\n　　全市政府信息公开工作总体情况如下：共办理依申请公开12件，同意公开8件。\r\n"
    * 60
)


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "gb2312"])
def test_simplified_legacy_text_is_read(encoding: str) -> None:
    for text in (SIMPLIFIED, REPORT):
        document = readers.read(text.encode(encoding))
        assert (document.text, document.encoding) == (text, "gb18030")


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_traditional_legacy_text_is_read(encoding: str) -> None:
    for text in (TRADITIONAL, TRADITIONAL * 200):
        assert readers.read(text.encode(encoding)).text == text


def test_hong_kong_characters_are_read() -> None:
    document = readers.read((TRADITIONAL + "深水埗、鰂魚涌㗎").encode("big5hkscs"))
    assert document.text.endswith("深水埗、鰂魚涌㗎")
    assert document.encoding == "big5hkscs"


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, REPORT])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
def test_both_scripts_are_read_from_unicode(encoding: str, text: str) -> None:
    assert readers.read(text.encode(encoding)).text == text


def test_ascii_alone_is_read_from_utf_16_without_a_mark() -> None:
    assert readers.read("annual report 2017".encode("utf-16-le")).text == "annual report 2017"


def test_newlines_stay_as_they_are() -> None:
    assert readers.read("公开\r\n信息\r12条\n".encode()).text == "公开\r\n信息\r12条\n"


def test_the_digest_is_of_the_bytes() -> None:
    raw = "\ufeff公开信息".encode("utf-16")
    assert readers.read(raw).sha256 == sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "raw",
    [
        "公开".encode() + b"\xed\xa0\x80" + "信息".encode(),
        "公开\ud800信息".encode("utf-16", "surrogatepass"),
    ],
)
def test_lone_surrogates_become_replacement_characters(raw: bytes) -> None:
    assert readers.read(raw).text == "公开\ufffd信息"


def test_a_broken_byte_is_named_with_its_place() -> None:
    raw = REPORT.encode()[:300] + b"\xff" + REPORT.encode()[300:]
    with pytest.raises(DocumentError, match=r"byte 0xFF at offset 300 is not UTF-8.*GB18030"):
        readers.read(raw)


def test_a_broken_byte_of_a_legacy_file_is_named_too() -> None:
    raw = REPORT.encode("gbk")[:12] + b"\xff" + REPORT.encode("gbk")[12:]
    with pytest.raises(DocumentError, match=r"byte 0xFF at offset 12 is not GB18030"):
        readers.read(raw)


def test_text_in_no_known_encoding_is_refused() -> None:
    with pytest.raises(DocumentError, match="encodings tried"):
        readers.read("Données publiées à Genève, année écoulée".encode("latin-1"))


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", "\ufeff".encode(), "　　\n\u00a0".encode()])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError, match="no text to read"):
        readers.read(raw)


@pytest.mark.parametrize(
    "raw", [b"abc\0def\0\0\x01", bytes(range(1, 32)) * 40, b"\0" * 1000, "公开".encode() + b"\0"]
)
def test_binary_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError, match="binary"):
        readers.read(raw)


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"PK\x03\x04..", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    ],
)
def test_a_format_that_no_member_reads_is_named(raw: bytes, named: str) -> None:
    with pytest.raises(DocumentError, match=rf"a\.txt: this is .*{named}.*not supported yet"):
        readers.read(raw, "a.txt")


def test_content_speaks_before_the_suffix() -> None:
    page = "<!-- saved -->\n<!DOCTYPE HTML><p>公开信息12条"
    assert readers.read(page.encode(), "report.txt").format == "html"


def test_the_suffix_speaks_where_the_content_is_silent() -> None:
    assert readers.read("公开信息<b>12</b>条".encode(), "report.HTM").text == "公开信息12条"
    assert readers.read("公开信息<b>12</b>条".encode(), "report").text == "公开信息<b>12</b>条"


def test_a_path_is_read_with_itself_as_source(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(SIMPLIFIED.encode("gbk"))
    document = readers.read_path(path)
    assert (document.text, document.source) == (SIMPLIFIED, str(path))


@pytest.mark.parametrize("name", ["", "missing.txt", "nul\0.txt"])
def test_a_path_that_cannot_be_opened_is_a_document_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        readers.read_path(tmp_path / name)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_a_document_or_a_document_error(raw: bytes) -> None:
    try:
        document = readers.read(raw)
    except DocumentError:
        return
    assert isinstance(document, Document)
    assert document.text.strip()


@given(st.text(alphabet=SIMPLIFIED + TRADITIONAL, min_size=1).filter(str.strip))
def test_utf_8_text_comes_back_as_it_was(text: str) -> None:
    assert readers.read(text.encode()).text == text


def test_the_door_knows_the_suffixes() -> None:
    assert {".txt", ".html", ".htm"} <= set(readers.suffixes())


def test_a_text_longer_than_any_report_is_refused_with_its_size() -> None:
    with pytest.raises(DocumentError, match=r"500,002 characters of text, more than .* 500,000"):
        readers.read("公开信息".encode() * 125_000 + b"\n\n")


def test_a_text_of_the_greatest_length_is_read() -> None:
    assert len(readers.read("公开信息".encode() * 125_000).text) == 500_000
