"""Office files that want to do harm: bombs, entities, locks, lies about sizes, random damage."""

import struct
import sys
import zlib
from pathlib import Path

import pytest
from _office import archive, p, replaced, tbl, tc, word, word_parts
from hypothesis import given, settings
from hypothesis import strategies as st

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.readers import _archive, _ole
from llm_extract.records import Document

MAIN = "word/document.xml"


def test_a_bomb_that_tells_its_size_is_refused_by_it() -> None:
    raw = bytearray(word(p("公开12条")))
    place = raw.rfind(b"PK\x01\x02")  # the last entry of the directory
    raw[place + 24 : place + 28] = struct.pack("<I", 3 << 30)
    with pytest.raises(DocumentError, match="would expand to 3,2"):
        readers.read(bytes(raw))


def test_a_bomb_that_hides_its_size_is_counted_while_it_expands() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    blanks = b" " * (1 << 20)
    squeezed = b"".join(packer.compress(blanks) for _ in range(200)) + packer.flush()
    raw = _forged(MAIN, squeezed, 1 << 29)
    assert len(raw) < 300_000
    with pytest.raises(DocumentError, match="expands to more than"):
        readers.read(raw)


def _forged(name: str, squeezed: bytes, claimed: int) -> bytes:
    """An archive of one deflated member that claims this size."""
    title = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(squeezed), claimed, len(title), 0)
    local = b"PK\x03\x04" + common + title + squeezed
    entry = b"PK\x01\x02\x14\0" + common + bytes(10) + bytes(4) + title
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + b"PK\x05\x06" + end


def test_too_many_members_are_refused() -> None:
    parts = word_parts(p("公开12条")) | {f"word/{n}.xml": "" for n in range(10_001)}
    with pytest.raises(DocumentError, match="members; no report has so many"):
        readers.read(archive(parts))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_any_parser_sees_it(
    encoding: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    markup = str(word_parts(p("&x;"))[MAIN])
    declared = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{markup}'
    )
    raw = replaced(word(p("")), MAIN, declared.encode(encoding))
    with pytest.raises(DocumentError, match="declares a document type"):
        readers.read(raw)


def test_the_parser_itself_fetches_no_entity(tmp_path: Path) -> None:
    """The second wall behind the first: python-docx parses with entities off."""
    from docx.oxml.parser import parse_xml

    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    markup = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><d>&x;</d>'
    assert "机密" not in "".join(map(str, parse_xml(markup.encode()).itertext()))


def test_a_document_type_in_a_workbook_is_refused() -> None:
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": '<!DOCTYPE w [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    }
    with pytest.raises(DocumentError, match="declares a document type"):
        readers.read(archive(parts))


@pytest.mark.parametrize(
    ("module", "extra", "raw"),
    [
        ("docx.opc.package", "docx", word(p("公开12条"))),
        ("python_calamine", "excel", archive({"xl/workbook.xml": "<workbook/>"})),
    ],
)
def test_a_missing_package_is_named_by_its_extra(
    module: str, extra: str, raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(DocumentError, match=rf"pip install 'llm-extract\[{extra}\]'"):
        readers.read(raw)


def test_an_archive_that_is_no_office_file_is_named() -> None:
    with pytest.raises(DocumentError, match="a ZIP archive"):
        readers.read(archive({"a.txt": "公开"}), "a.docx")


def test_a_file_cut_short_is_refused() -> None:
    raw = word(p("公开12条"))
    with pytest.raises(DocumentError, match="damaged"):
        readers.read(raw[: len(raw) // 2], "a.docx")


def test_pictures_are_not_expanded() -> None:
    parts = word_parts(p("公开12条")) | {"word/media/a.png": bytes(1000)}
    assert _archive.members(archive(parts))["word/media/a.png"] == b""


def test_a_table_wider_than_any_report_is_bounded() -> None:
    document = readers.read(word(tbl(tc("甲", '<w:gridSpan w:val="999999"/>') + tc("1"))))
    assert [cell.columns for cell in document.tables[0].cells] == [1000, 1]


def test_tables_nested_without_end_are_refused() -> None:
    markup = p("公开12条")
    for _ in range(200):
        markup = f"<w:tbl><w:tr><w:tc>{markup}</w:tc></w:tr></w:tbl>"
    with pytest.raises(DocumentError, match="damaged"):
        readers.read(word(markup))


def test_styles_based_on_each_other_end() -> None:
    styles = "".join(
        f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "ba")
    )
    markup = p("公开12条", '<w:pStyle w:val="a"/>')
    assert readers.read(word(markup, styles=styles)).text == "公开12条"


MARKUP = p(
    "一、概述", '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
) + tbl(
    tc("甲", '<w:vMerge w:val="restart"/>') + tc("乙", '<w:gridSpan w:val="2"/>'),
    tc("", "<w:vMerge/>") + tc("12") + tc("/"),
)
PARTS = word_parts(
    MARKUP,
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    styles='<w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="1"/></w:style>',
)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_damaged_markup_is_a_document_or_a_document_error(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(PARTS)))
    content = bytearray(str(PARTS[name]).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 8))
        content[place : place + length] = data.draw(st.binary(max_size=4))
    try:
        assert isinstance(readers.read(archive(PARTS | {name: bytes(content)})), Document)
    except DocumentError:
        return


@given(st.binary(max_size=1200), st.binary(max_size=700))
def test_any_compound_file_has_names_or_none(header: bytes, rest: bytes) -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + header + rest
    assert isinstance(_ole.names(raw), frozenset)
    assert isinstance(_ole.stream(raw, "Workbook"), bytes)
