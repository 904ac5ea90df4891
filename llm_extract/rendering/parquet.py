"""Parquet for data frames: one row a value, typed, its statements and findings nested in it."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from llm_extract.errors import ConfigError
from llm_extract.records import Report
from llm_extract.rendering import Options
from llm_extract.rendering._shape import SCHEMA_VERSION, Shape, shape
from llm_extract.tabulating import rows
from llm_extract.tabulating.spooling import pieces, spooled

BINARY = True

_GROUP = 8192  # rows that are held and written at once
_WHOSE = ("title", "agency", "region", "year", "period_start", "period_end", "published")
_FINDING = ("id", "check", "severity", "message")
_STATEMENT = ("value", "unit", "state", *rows.PLACE, "rank", "witness")
_KINDS = {
    **dict.fromkeys(("year", "start", "end"), "int64"),
    **dict.fromkeys(("value", "low", "high"), "float64"),
    **dict.fromkeys(rows.DATES, "date32"),
}  # of all columns that are no text


def render(reports: Iterable[Report], options: Options) -> Iterator[bytes]:
    """The bytes of the file, all of them after the last report."""
    with spooled("results.parquet") as path:
        _write(reports, path)
        yield from pieces(path)


def _write(reports: Iterable[Report], path: Path) -> None:
    arrow, parquet = _packages()
    schema = _schema(arrow)
    found = chain.from_iterable(_values(rows.printable(shape(report))) for report in reports)
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        while group := list(islice(found, _GROUP)):
            file.write_table(arrow.Table.from_pylist(group, schema))


def _packages() -> tuple[Any, Any]:
    """Arrow and its writer of Parquet, or what is missing for them."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ConfigError(
            "parquet needs an optional package: pip install 'llm-extract[parquet]'"
        ) from None
    return pyarrow, pyarrow.parquet


def _schema(arrow: Any) -> Any:
    """The columns of csv with types, more on the document, and what is nested."""

    def fields(*keys: str) -> list[Any]:
        return [arrow.field(key, getattr(arrow, _KINDS.get(key, "string"))()) for key in keys]

    nested = [
        arrow.field("witnesses", arrow.list_(arrow.string())),
        arrow.field("findings", arrow.list_(arrow.struct(fields(*_FINDING)))),
        arrow.field("statements", arrow.list_(arrow.struct(fields(*_STATEMENT)))),
    ]
    flat = fields("source", "sha256", *_WHOSE, *rows.VALUE)
    return arrow.schema([*flat, *nested], {"schema_version": str(SCHEMA_VERSION)})


def _values(result: Shape) -> Iterator[rows.Row]:
    """One row a value; keys that the schema does not have are left out by it."""
    told = {finding["id"]: finding for finding in result["findings"]}
    whose = {
        **{key: result["document"][key] for key in ("source", "sha256")},
        **result["report"],
        **{key: rows.day(result["report"][key]) for key in rows.DATES},
    }
    for value in result["values"]:
        findings = [told[id] for id in value["findings"] if id in told]
        yield {**whose, **value, "findings": findings}
