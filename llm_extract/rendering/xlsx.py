"""An Excel workbook: values, statements, findings, documents and a codebook, each a table.

Rows go to disk as they come, so that memory stays flat; text never becomes a formula or a link.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import shape
from llm_extract.schemas import indicators
from llm_extract.tabulating import rows
from llm_extract.tabulating.sheets import Sheets, workbook
from llm_extract.tabulating.spooling import pieces, spooled

BINARY = True

_COLUMNS = {
    "values": rows.VALUES,
    "statements": rows.STATEMENTS,
    "findings": rows.FINDINGS,
    "documents": rows.DOCUMENTS,
    "codebook": ("indicator", "label", "unit", "kind"),
}


def render(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """The bytes of the workbook, all of them after the last report."""
    with spooled("results.xlsx") as path:
        _write(reports, path)
        yield from pieces(path)


def _write(reports: Iterable[Report], path: Path) -> None:
    with workbook(path) as book:
        tables = {name: Sheets(book, name, columns) for name, columns in _COLUMNS.items()}
        for report in reports:
            result = rows.printable(shape(report))
            tables["values"].extend(rows.values(result))
            tables["statements"].extend(rows.statements(result))
            tables["findings"].extend(rows.findings(result))
            tables["documents"].extend([rows.document(result)])
        tables["codebook"].extend(_codebook())
        for table in tables.values():
            table.finish()


def _codebook() -> Iterator[rows.Row]:
    for known in indicators().values():
        yield {
            "indicator": known.id,
            "label": known.label,
            "unit": known.unit,
            "kind": known.kind.value,
        }
