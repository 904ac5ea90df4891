"""Old Word files are read through LibreOffice, and its absence or failure is told clearly."""

import subprocess
from pathlib import Path
from shutil import which

import pytest
from _office import cells, p, tbl, tc, word

from llm_extract import readers
from llm_extract.errors import DocumentError
from llm_extract.readers import _converting

RICH_TEXT = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\u20844?\u24320?12\u26465?\par}"
needs_office = pytest.mark.skipif(
    which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a LibreOffice would be found, and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder / "soffice"


@pytest.fixture
def old(tmp_path: Path) -> bytes:
    """A .doc with a numbered heading and a merged table, saved by LibreOffice itself."""
    heading = p("概述", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    merged = tc("甲", '<w:vMerge w:val="restart"/>') + tc("乙", '<w:gridSpan w:val="2"/>')
    table = tbl(merged, tc("", "<w:vMerge/>") + tc("12") + tc("/"))
    path = tmp_path / "report.docx"
    path.write_bytes(word(heading + table + p("后"), numbering=NUMBERING))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (tmp_path / "report.doc").read_bytes()


@needs_office
def test_an_old_word_file_gives_its_text_and_table(old: bytes) -> None:
    document = readers.read(old, "report.doc")
    assert document.format == "doc"
    assert document.text == "一、概述\n甲 | 乙\n12 | /\n后"
    assert cells(document)[0] == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "12"),
        (1, 2, 1, 1, "/"),
    ]


@needs_office
def test_rich_text_is_read_under_any_name() -> None:
    assert readers.read(RICH_TEXT, "report.doc").text == "公开12条"


@needs_office
def test_a_damaged_old_file_is_refused_or_read(old: bytes) -> None:
    with pytest.raises(DocumentError):
        readers.read(old[: len(old) // 3], "report.doc")


def test_rich_text_cut_short_is_refused() -> None:
    with pytest.raises(DocumentError, match="cut short"):
        readers.read(RICH_TEXT[:30])


def test_without_libreoffice_the_error_names_it(program: Path) -> None:
    assert not program.exists()
    with pytest.raises(DocumentError, match=r"r\.rtf: .*libreoffice-writer-nogui.*docx"):
        readers.read(RICH_TEXT, "r.rtf")


def test_a_failed_conversion_says_what_libreoffice_said(program: Path) -> None:
    program.write_text("#!/bin/sh\necho 'Error: source file could not be loaded' >&2\n")
    program.chmod(0o755)
    with pytest.raises(DocumentError, match=r"could not convert.*could not be loaded"):
        readers.read(RICH_TEXT)


def test_a_program_that_hangs_is_ended_with_its_children(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "pid"
    program.write_text(f"#!/bin/sh\n/bin/sleep 300 &\necho $! > {mark}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(_converting, "SECONDS", 1)
    with pytest.raises(DocumentError, match="within 1 seconds"):
        readers.read(RICH_TEXT)
    state = Path(f"/proc/{mark.read_text().strip()}/stat")
    assert not state.exists() or " Z " in state.read_text()


def test_a_program_that_cannot_be_started_is_told(program: Path) -> None:
    program.write_bytes(b"\x7fELF nothing")
    program.chmod(0o755)
    with pytest.raises(DocumentError, match="could not convert"):
        readers.read(RICH_TEXT)


@pytest.mark.parametrize("stream", ["EncryptedPackage", "WordDocument"])
def test_a_locked_file_is_told(stream: str) -> None:
    with pytest.raises(DocumentError, match="locked with a password"):
        readers.read(compound(stream))


def compound(stream: str) -> bytes:
    """A compound file with one stream, whose every flag is set."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:34] = b"\x09\x00\x06\x00"
    header[48:52] = (1).to_bytes(4, "little")  # the directory
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:72] = b"\xfe\xff\xff\xff\0\0\0\0\xfe\xff\xff\xff"
    header[76:512] = (0).to_bytes(4, "little") + b"\xff" * 432
    table = b"\xfd\xff\xff\xff\xfe\xff\xff\xff"
    table += b"".join(n.to_bytes(4, "little") for n in (3, 4, 5, 6, 7, 8, 9)) + b"\xfe\xff\xff\xff"
    entry = stream.encode("utf-16-le").ljust(64, b"\0")
    entry += (len(stream) * 2 + 2).to_bytes(2, "little") + b"\x02" + bytes(49)
    entry += (2).to_bytes(4, "little") + (4096).to_bytes(8, "little")
    return bytes(header) + table.ljust(512, b"\xff") + entry.ljust(512, b"\0") + b"\xff" * 4096
