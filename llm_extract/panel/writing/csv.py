"""CSV: a file a table, UTF-8 with the mark that Excel looks for."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from llm_extract.panel.tables import Table
from llm_extract.panel.writing import Rows
from llm_extract.tabulating.lines import MARK, lines

ONE_FILE = False


def write(rows: Rows, tables: Sequence[Table], paths: Mapping[str, Path]) -> None:
    """A header line, then a line a row."""
    names = {table.name: table.names for table in tables}
    with ExitStack() as opened:
        files = {
            name: opened.enter_context(path.open("w", encoding="utf-8", newline=""))
            for name, path in paths.items()
        }
        for name, file in files.items():
            file.write(MARK + lines([names[name]]))
        for name, row in rows:
            files[name].write(lines([[row[key] for key in names[name]]]))
