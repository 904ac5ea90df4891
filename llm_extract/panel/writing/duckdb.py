"""A DuckDB database: a relation a table, loaded from lines that stood on disk meanwhile."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from llm_extract.errors import ConfigError
from llm_extract.panel.tables import DATE, FLAG, NUMBER, WHOLE, Table, joined
from llm_extract.panel.writing import Rows
from llm_extract.tabulating.amounts import PRECISION, SCALE, digits

ONE_FILE = True

_KINDS = {
    WHOLE: "BIGINT",
    NUMBER: f"DECIMAL({PRECISION},{SCALE})",
    DATE: "DATE",
    FLAG: "BOOLEAN",
}
_LINE = 1 << 21  # bytes of a line that DuckDB takes anyway
_MODEST = {"memory_limit": "400MB", "threads": "1"}  # what does not fit goes to disk
# A thousand columns each hold blocks and groups of rows in memory: small ones keep that flat.
_ATTACH = "ATTACH '{file}' AS panel (BLOCK_SIZE 16384, ROW_GROUP_SIZE 8192)"
_READ = (
    "COPY panel.\"{table}\" FROM '{file}' (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '\"', "
    "ESCAPE '\"', NULLSTR '', ALLOW_QUOTED_NULLS false, AUTO_DETECT false, PARALLEL false, "
    "MAX_LINE_SIZE {longest}, BUFFER_SIZE {longest})"
)


def write(rows: Rows, tables: Sequence[Table], paths: Mapping[str, Path]) -> None:
    """All tables in one database; empty text and no text stay apart."""
    try:
        import duckdb
    except ImportError:
        raise ConfigError(
            "duckdb needs an optional package: pip install 'llm-extract[duckdb]'"
        ) from None
    path = paths[tables[0].name]
    with TemporaryDirectory(dir=path.parent) as folder:
        lines = {table.name: Path(folder) / f"{table.name}.csv" for table in tables}
        longest = max(_LINE, _spool(rows, tables, lines))
        try:
            with duckdb.connect(config={**_MODEST, "temp_directory": folder}) as base:
                base.execute(_ATTACH.format(file=_quoted(path)))
                for table in tables:
                    base.execute(_created(table))
                    file = _quoted(lines[table.name])
                    base.execute(_READ.format(table=table.name, file=file, longest=longest))
                base.execute("DETACH panel")
        except duckdb.Error as error:
            raise OSError(f"DuckDB could not write it: {error}") from None


def _created(table: Table) -> str:
    typed = (f'"{c.name}" {_KINDS.get(c.kind, "TEXT")}' for c in table.columns)
    return f'CREATE TABLE panel."{table.name}" ({", ".join(typed)})'


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _spool(rows: Rows, tables: Sequence[Table], lines: Mapping[str, Path]) -> int:
    """Write the lines; how many bytes the longest has at most."""
    longest = 0
    names = {table.name: table.names for table in tables}
    with ExitStack() as opened:
        files = {
            name: opened.enter_context(path.open("w", encoding="utf-8", newline=""))
            for name, path in lines.items()
        }
        for name, row in rows:
            line = ",".join(_cell(row[key]) for key in names[name]) + "\n"
            longest = max(longest, 4 * len(line))
            files[name].write(line)
    return longest


def _cell(part: object) -> str:
    """Text in quotation marks, also an empty one; nothing at all for None."""
    if isinstance(part, list):
        part = joined(part)
    if isinstance(part, str):
        return '"' + part.replace('"', '""').replace("\x00", "\ufffd") + '"'
    return digits(part)
