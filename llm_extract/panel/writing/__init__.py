"""Writing a panel: a member is a format, its verb `write(rows, tables, paths)`.

Rows come with the name of their table, in any order of the tables, and go to disk as they come.
`ONE_FILE` says whether all tables go to one file; else each has its own path.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from llm_extract import plugins
from llm_extract.panel.tables import Row, Table

__all__ = ["formats", "is_one_file", "write"]

Rows = Iterable[tuple[str, Row]]


def formats() -> tuple[str, ...]:
    """The names of the formats."""
    return plugins.names(__name__)


def is_one_file(format: str) -> bool:
    """Whether a file of the format holds every table."""
    return bool(plugins.load(__name__, format).ONE_FILE)


def write(format: str, rows: Rows, tables: Sequence[Table], paths: Mapping[str, Path]) -> None:
    """Write the rows of these tables, leaving those of others out; `paths` has each one's file."""
    wanted = {table.name for table in tables}
    kept = ((name, row) for name, row in rows if name in wanted)
    plugins.load(__name__, format).write(kept, tables, paths)
