"""One description of a report, every file format: each cell with its state, at its exact place."""

import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from formats import doc, docx, html, pdf, text, xlsx
from formats.describe import FORMS, Description, describe, every, of_text, traditional
from test_pipeline import DOCUMENTS

from llm_extract import readers
from llm_extract.pipeline import extract
from llm_extract.readers import _pdf_document
from llm_extract.records import Document, Place, Rank, Report, State

EVERY = {described.name: described for described in every()}
# Each takes a second or two: `make test-formats` has all of them, every other run a dozen.
ALL = os.environ.get("TEST_FORMATS") == "all"
SAMPLE = tuple(EVERY) if ALL else tuple(EVERY)[::5]
PLACES = {name: place for place, name in enumerate(EVERY)}  # vary what a format may vary
FAILS = re.compile(r"([A-Z]\w+(?: \(\w+\))?) fails in the form")
STRICT = re.compile(r"C|R1|T1|I0[1-7]")

reports = pytest.mark.parametrize("name", EVERY)


def as_described(described: Description, document: Document) -> None:
    """Nothing differs, nothing is missing or too much, and every quote stands where it says."""
    report = extract(document)
    form = cells(report)
    wrong = {id: (want, form.get(id)) for id, want in described.expected.items()}
    assert {id: both for id, both in wrong.items() if both[0] != both[1]} == {}
    assert form.keys() == described.expected.keys()
    assert report.forms == (described.form,)
    assert narrative(report, described) == described.prose
    assert failing(report) == described.failing
    assert (report.metadata.year, report.metadata.title) == (described.year, described.title)
    for value in report.values:
        for said in value.statements:
            assert document.text[said.span.start : said.span.end] == said.quote


def cells(report: Report) -> dict[str, tuple[State, Decimal | None]]:
    """State and number of what the form says, each cell once."""
    said = [
        (s.indicator, (s.state, s.quantity.value if s.quantity else None))
        for value in report.values
        for s in value.statements
        if (s.place, s.rank) == (Place.TABLE, Rank.FORM)
    ]
    assert len(dict(said)) == len(said)
    return dict(said)


def narrative(report: Report, described: Description) -> dict[str, Decimal | None]:
    """What the prose says of the indicators that it alone speaks of."""
    return {
        value.indicator: said.quantity.value if said.quantity else None
        for value in report.values
        for said in value.statements[:1]
        if value.indicator in described.prose and said.place is Place.NARRATIVE
    }


def failing(report: Report) -> set[str]:
    """The sums of the form that do not hold."""
    told = (FAILS.match(f.message) for f in report.findings if f.check == "identities")
    return {found[1] for found in told if found and STRICT.match(found[1])}


@reports
def test_a_page_gives_every_cell(name: str) -> None:
    site = html.SITES[PLACES[name] % 3]
    encoding = ("utf-8", "gb18030")[int(name[-1]) % 2]
    as_described(EVERY[name], readers.read(html.write(EVERY[name].blocks, site, encoding)))


@reports
def test_a_word_file_gives_every_cell(name: str) -> None:
    as_described(EVERY[name], readers.read(docx.write(EVERY[name].blocks)))


@reports
def test_a_workbook_gives_every_cell(name: str) -> None:
    raw = xlsx.write(EVERY[name].blocks, apart=int(name[-1]) > 1)
    as_described(EVERY[name], readers.read(raw))


@pytest.mark.parametrize("name", [name for name in EVERY if "ragged" not in name])
def test_a_text_gives_every_cell(name: str) -> None:
    encoding = text.ENCODINGS[int(name[-1])]
    as_described(EVERY[name], readers.read(text.write(EVERY[name].blocks, encoding)))


@pytest.mark.parametrize("name", [name for name in EVERY if "ragged" in name])
def test_a_text_that_lost_cells_gives_those_of_whole_rows_and_no_other(name: str) -> None:
    """Which cell of a short row is not there, no text can say: nothing of such a row is read."""
    described = EVERY[name]
    form = cells(extract(readers.read(text.write(described.blocks))))
    assert {id for id, said in form.items() if said != described.expected[id]} == set()
    assert described.expected.keys() - form.keys() <= described.short


@pytest.mark.parametrize("name", SAMPLE)
def test_a_pdf_gives_every_cell(name: str) -> None:
    font = ("STSong-Light", "wqy")[PLACES[name] // 5 % 2]
    as_described(EVERY[name], _pdf_document.parse(pdf.write(EVERY[name].blocks, font)))


@pytest.mark.parametrize("form", FORMS)
def test_a_printed_page_gives_every_cell(form: str, tmp_path: Path) -> None:
    described = describe(form, "merged", 1)
    as_described(described, readers.read(pdf.write_printed(described.blocks, tmp_path)))


@pytest.mark.parametrize("form", FORMS)
def test_an_old_workbook_gives_every_cell(form: str) -> None:
    described = describe(form, "merged", 1)
    as_described(described, readers.read(xlsx.write_old(described.blocks)))


@pytest.mark.parametrize("form", FORMS if ALL else FORMS[-1:])
def test_an_old_word_file_gives_every_cell(form: str, tmp_path: Path) -> None:
    described = describe(form, "merged", 1)
    as_described(described, readers.read(doc.write(described.blocks, tmp_path)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["big5", "html", "docx", "xlsx"])
def test_traditional_characters_change_nothing(kind: str, form: str) -> None:
    described = traditional(describe(form, "merged", 1))
    write = {"html": html.write, "docx": docx.write, "xlsx": xlsx.write}.get(kind)
    raw = write(described.blocks) if write else text.write(described.blocks, kind)
    as_described(described, readers.read(raw))


def values(document: Document) -> dict[str, object]:
    """Verdict and statements of every value, without their places."""
    return {
        value.indicator: (value.verdict, [(s.state, s.quantity, s.place) for s in value.statements])
        for value in extract(document).values
    }


SAVED = {"html": html.write, "docx": docx.write, "pdf": pdf.write, "xlsx": xlsx.write}


@pytest.mark.parametrize("kind", SAVED)
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_real_report_saved_gives_the_values_of_its_text(name: str, kind: str) -> None:
    paths = list(DOCUMENTS.glob(f"{name}_*.txt"))
    if not paths:
        pytest.skip(f"{DOCUMENTS} has no document {name}")
    source = readers.read_path(paths[0])
    saved = readers.read(SAVED[kind](of_text(source.text)))
    assert saved.format == kind
    assert values(saved) == values(source)


MEASURED = """
import resource, sys
from llm_extract import readers
document = readers.read(sys.stdin.buffer.read())
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(len(document.text), len(document.tables), child // 1024)
"""


def test_two_hundred_pages_are_read_in_bounded_memory() -> None:
    """The peak of the process that reads the file, which knows no other document."""
    raw = pdf.write_long(describe("2021", "merged", 0).blocks, 200)
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED], input=raw, capture_output=True, check=True
    )
    characters, grids, megabytes = map(int, ran.stdout.split())
    assert characters > 100_000
    assert grids > 190
    assert megabytes < 200
