"""The real reports say the same whether they come as text or as a Word or Excel file."""

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document as WordDocument

from llm_extract import pipeline, readers
from llm_extract.records import Document, State

DOCUMENTS = Path(__file__).parent.parent.parent / "shared" / "documents"
TEXTS = sorted(DOCUMENTS.glob("00?_*.txt"))
pytestmark = pytest.mark.skipif(not TEXTS, reason=f"no real reports in {DOCUMENTS}")
FORM = "002_"  # the one with the full form of 2014
Told = dict[str, tuple[State, Decimal | None, str]]
Rows = list[list[str]]


def told(document: Document) -> Told:
    """State, number and verdict of every value."""
    return {
        value.indicator: (
            value.statements[0].state,
            value.statements[0].quantity and value.statements[0].quantity.value,
            value.verdict,
        )
        for value in pipeline.extract(document).values
    }


def form(text: str) -> tuple[list[str], Rows]:
    """The lines above the form, and its rows of three cells."""
    lines = text.splitlines()
    rows = [line.split("|") for line in lines if re.search(r"\S \|", line)]
    above = lines[: next(n for n, line in enumerate(lines) if re.search(r"\S \|", line))]
    return above, [[cell.strip() for cell in [*row, "", ""][:3]] for row in rows]


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem[:3] for path in TEXTS])
def test_a_word_file_of_paragraphs_gives_the_values_of_its_text(path: Path) -> None:
    text = readers.read_path(path)
    word, saved = WordDocument(), BytesIO()
    for line in text.text.splitlines():
        word.add_paragraph(line)
    word.save(saved)
    assert told(readers.read(saved.getvalue())) == told(text)


def test_the_form_as_a_word_table_gives_the_values_of_its_text() -> None:
    text = readers.read_path(next(path for path in TEXTS if path.name.startswith(FORM)))
    above, rows = form(text.text)
    word, saved = WordDocument(), BytesIO()
    for line in above:
        word.add_paragraph(line)
    table = word.add_table(len(rows), 3)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, content in zip(cells.cells, row, strict=True):
            cell.text = content
    word.save(saved)
    document = readers.read(saved.getvalue())
    assert len(document.tables) == 1
    assert told(document) == told(text)


def test_the_form_as_a_sheet_gives_the_values_of_its_text() -> None:
    text = readers.read_path(next(path for path in TEXTS if path.name.startswith(FORM)))
    above, rows = form(text.text)
    saved = BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([*([line] for line in above), *rows]):
            numbers = [float(c) if re.fullmatch(r"\d+(?:\.\d+)?", c) else c for c in row]
            sheet.write_row(number, 0, numbers)
    assert told(readers.read(saved.getvalue())) == told(text)
