"""An Excel workbook: a sheet a table, further sheets where one is full."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from llm_extract.panel.tables import Table
from llm_extract.panel.writing import Rows
from llm_extract.tabulating.sheets import Sheets, workbook

ONE_FILE = True

_WHOSE = ("agency", "year")


def write(rows: Rows, tables: Sequence[Table], paths: Mapping[str, Path]) -> None:
    """All tables in one workbook, in their order."""
    with workbook(paths[tables[0].name]) as book:
        sheets = {
            table.name: Sheets(book, table.name, table.names, kept=_kept(table)) for table in tables
        }
        for name, row in rows:
            sheets[name].extend([row])
        for sheet in sheets.values():
            sheet.finish()


def _kept(table: Table) -> int:
    """Whose row it is stays in sight."""
    return len(_WHOSE) if table.names[: len(_WHOSE)] == _WHOSE else 0
