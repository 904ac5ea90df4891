"""What the user says of documents: carried through, held against the text, never overruling it."""

import json
from pathlib import Path

import pytest
from _many import lines, text, written
from conftest import Cli

from llm_extract.manifest import annotated
from llm_extract.records import Report

REPORTS = [
    {
        "path": "reports/000.txt",
        "agency": "云溪市",
        "region": "云溪",
        "year": 2017,
        "url": "https://a",
    },
    {"path": "reports/001.txt", "agency": "砚池区", "year": 2016},
]


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Two of three reports are spoken of."""
    written(tmp_path / "reports", 3)
    path = tmp_path / "list.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in REPORTS), "utf-8")
    return path


def test_a_manifest_names_documents_and_what_it_says_is_carried_through(
    cli: Cli, tmp_path: Path, manifest: Path
) -> None:
    ran = cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl")
    assert (ran.returncode, ran.stderr) == (0, b"")
    first, second = lines(tmp_path / "out.jsonl")
    assert first["manifest"] == {
        "agency": "云溪市",
        "region": "云溪",
        "year": 2017,
        "url": "https://a",
    }
    assert [f for f in first["findings"] if f["check"] == "manifest"] == []
    assert second["report"]["year"] == 2017  # as its text says
    told = [f for f in second["findings"] if f["check"] == "manifest"]
    assert [(f["severity"], f["left"], f["right"]) for f in told] == [
        ("warning", 2016, 2017),
        ("info", "砚池区", "云溪市"),
    ]
    assert len({finding["id"] for finding in second["findings"]}) == len(second["findings"])


def test_documents_beside_those_of_the_manifest_have_none(
    cli: Cli, tmp_path: Path, manifest: Path
) -> None:
    cli("extract", "./reports", "--manifest", "list.jsonl", "-o", "out.jsonl")
    assert ["manifest" in line for line in lines(tmp_path / "out.jsonl")] == [True, True, False]


def test_a_changed_entry_changes_the_line_of_its_document_alone(
    cli: Cli, tmp_path: Path, manifest: Path
) -> None:
    cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl")
    manifest.write_text(manifest.read_text("utf-8").replace("2016", "2017"), "utf-8")
    ran = cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl")
    assert b"continuing: 1 of 2 documents are done" in ran.stderr
    assert lines(tmp_path / "out.jsonl")[1]["manifest"]["year"] == 2017


def test_a_check_keeps_the_manifest_and_sees_the_conflict_again(
    cli: Cli, tmp_path: Path, manifest: Path
) -> None:
    cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl")
    ran = cli("check", "out.jsonl")
    assert (ran.returncode, ran.stderr) == (0, b"")
    second = json.loads(ran.stdout.splitlines()[1])
    assert second["manifest"] == {"agency": "砚池区", "year": 2016}
    assert [f["check"] for f in second["findings"]].count("manifest") == 2


def test_paths_are_looked_for_beside_the_manifest_too(
    cli: Cli, tmp_path: Path, manifest: Path
) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "x.txt").write_text(text(7), "utf-8")
    (tmp_path / "far" / "list.jsonl").write_text('{"path": "x.txt"}\n', "utf-8")
    cli("extract", "--manifest", "far/list.jsonl", "-o", "out.jsonl")
    assert [line["document"]["source"] for line in lines(tmp_path / "out.jsonl")] == ["far/x.txt"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "not JSON"),
        ("[1]", "must be an object, found [1]"),
        ('{"year": 2017}', "path: must be a text, found None"),
        ('{"path": "a", "year": "2017"}', "year: must be a whole number, found '2017'"),
        ('{"path": "a", "year": true}', "year: must be a whole number, found True"),
        ('{"path": "a", "agency": 5}', "agency: must be a text, found 5"),
        ('{"path": "a", "more": []}', "more: must be a text or a number, found []"),
        ('{"path": "reports/000.txt"}', "reports/000.txt stands on a line above"),
    ],
)
def test_a_fault_of_a_manifest_is_told_with_its_line(
    cli: Cli, manifest: Path, line: str, told: str
) -> None:
    manifest.write_text(manifest.read_text("utf-8") + "\n" + line + "\n", "utf-8")
    ran = cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl")
    assert ran.returncode == 2
    assert f"list.jsonl:4: {told}" in ran.stderr.decode()


def test_five_faults_are_told_and_the_others_counted(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text("[]\n" * 8, "utf-8")
    told = cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl").stderr.decode()
    assert ("list.jsonl:5: " in told, "list.jsonl:6: " in told) == (True, False)
    assert "and 3 more" in told


def test_what_is_no_utf8_is_told_with_its_byte(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_bytes(b'{"path": "a.txt"}\n{"path": "\xb9.txt"}\n')
    ran = cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl")
    assert (ran.returncode, b"list.jsonl: not UTF-8 at byte 28" in ran.stderr) == (2, True)


def test_a_byte_order_mark_is_no_part_of_a_manifest(
    cli: Cli, tmp_path: Path, manifest: Path
) -> None:
    manifest.write_bytes(b"\xef\xbb\xbf" + manifest.read_bytes())
    assert cli("extract", "--manifest", "list.jsonl", "-o", "out.jsonl").returncode == 0
    assert len(lines(tmp_path / "out.jsonl")) == 2


def test_a_name_that_is_part_of_the_other_or_in_other_characters_is_no_conflict(
    report: Report,
) -> None:
    for name in ("云溪", "雲溪市人民政府", "江南省云溪市"):
        assert annotated(report, {"agency": name}).findings == report.findings
