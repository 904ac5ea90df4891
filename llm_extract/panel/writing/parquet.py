"""Parquet: a file a table, with types; numbers are decimals, so that none is rounded."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llm_extract.errors import ConfigError
from llm_extract.panel.tables import DATE, FLAG, NUMBER, WHOLE, Row, Table, joined
from llm_extract.panel.writing import Rows
from llm_extract.tabulating.amounts import PRECISION, SCALE

ONE_FILE = False

_CELLS = 400_000  # that are held and written at once


@dataclass(frozen=True, slots=True)
class _File:
    """One table on its way to disk, a group of rows at a time."""

    table: Table
    schema: Any
    writer: Any
    columns: dict[str, list[object]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        for name in self.table.names:
            cell = row[name]
            self.columns[name].append(joined(cell) if isinstance(cell, list) else cell)
        if len(self.columns[self.table.names[0]]) * len(self.columns) >= _CELLS:
            self.flush()

    def flush(self) -> None:
        """Write what is held, if only to say which columns there are."""
        import pyarrow

        self.writer.write_table(pyarrow.table(self.columns, schema=self.schema))
        self.columns.update({name: [] for name in self.table.names})


def write(rows: Rows, tables: Sequence[Table], paths: Mapping[str, Path]) -> None:
    """One file for each table that has a path."""
    with ExitStack() as opened:
        files = {table.name: _opened(table, paths[table.name], opened) for table in tables}
        for name, row in rows:
            files[name].add(row)
        for file in files.values():
            file.flush()


def _opened(table: Table, path: Path, opened: ExitStack) -> _File:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ConfigError(
            "parquet needs an optional package: pip install 'llm-extract[parquet]'"
        ) from None
    kinds = {
        WHOLE: pyarrow.int64(),
        NUMBER: pyarrow.decimal128(PRECISION, SCALE),
        DATE: pyarrow.date32(),
        FLAG: pyarrow.bool_(),
    }
    schema = pyarrow.schema([(c.name, kinds.get(c.kind, pyarrow.string())) for c in table.columns])
    writer = pyarrow.parquet.ParquetWriter(path, schema, compression="zstd")
    return _File(table, schema, opened.enter_context(writer), {name: [] for name in table.names})
