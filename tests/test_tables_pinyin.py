"""Mirrors that print the pinyin of a character behind it: the tables are read all the same."""

import re

import matrix_layouts
import pytest
import table_layouts
from matrix_report import TAIL, invent

from llm_extract.records import Document
from llm_extract.scanning import tables
from llm_extract.scanning._labels import normalise
from llm_extract.scanning._printed import squeeze
from llm_extract.scanning._scanned import TableScan
from llm_extract.script import fold

SAID = {
    **{"公": "(gōng)", "开": "(kai)", "信": "(xìn)", "规": "(ɡuī)", "申": "（shen）"},
    **{"主": "(zhǔ)", "网": "(wa\u030cng)", "数": "(shù)", "中": "(zhong)", "复": "(fù)"},
}


def spelled(text: str) -> str:
    """The text with pinyin behind some characters, with tone marks, without, or loose ones."""
    return re.sub(f"[{''.join(SAID)}]", lambda found: found[0] + SAID[found[0]], text)


def scanned(text: str) -> TableScan:
    return tables.scan(Document(text, "txt", ""), fold(text), ())


def found(scan: TableScan) -> dict[str, tuple[object, object]]:
    return {
        s.indicator: (s.state, s.quantity.value if s.quantity else None) for s in scan.statements
    }


@pytest.mark.parametrize("name", sorted(table_layouts.LAYOUTS.keys() - {"misread_labels"}))
def test_the_form_of_2014_keeps_its_58_cells(name: str) -> None:
    lines = table_layouts.invent(1)
    text = spelled(table_layouts.TITLE + table_layouts.LAYOUTS[name](lines))
    seen = found(scanned(text))
    seen.pop("disclosure.cumulative", None)
    assert seen == table_layouts.expected(lines)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("name", matrix_layouts.LAYOUTS)
def test_the_later_forms_keep_their_cells(name: str, form: str) -> None:
    invented = invent(form, 1)
    scan = scanned(spelled(matrix_layouts.LAYOUTS[name](invented) + TAIL))
    assert (found(scan), scan.forms) == (invented.expected, (form,))


def test_the_places_are_those_of_the_text_with_pinyin() -> None:
    text = spelled(table_layouts.TITLE + table_layouts.tabs(table_layouts.invent(1)))
    scan = scanned(text)
    assert scan.statements
    for statement in scan.statements:
        assert text[statement.span.start : statement.span.end] == statement.quote


@pytest.mark.parametrize("written", ["主(zhǔ)动(dong)公开", "主(zhu)动(dòng)公(ɡōnɡ)开"])
def test_pinyin_is_no_part_of_a_label(written: str) -> None:
    assert normalise(written) == squeeze(written).text == "主动公开"


@pytest.mark.parametrize("written", ["公开(PDF)", "公开(条)", "(zhu)", "3(san)", "公开(zhudongg)"])
def test_other_brackets_stay_in_a_label(written: str) -> None:
    assert normalise(written) == squeeze(written).text == written
