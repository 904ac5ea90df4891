"""`llm-extract panel`: stored results as tables over agencies and years."""

from typing import TYPE_CHECKING, Any

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument(
    "results", type=_options.as_path, metavar="OUT.jsonl|DIR ...", nargs=-1, required=True
)
@click.option("-o", "--output", metavar="PATH", help="A file, or a folder (DIR/) for all tables.")
@click.option("--format", metavar="NAME", help="csv, xlsx, parquet, duckdb; else as -o ends.")
@click.option(
    "--shape",
    type=click.Choice(["long", "wide"]),
    default="long",
    help="The table of a file that holds one (csv, parquet); long if unset.",
)
@click.option("--verdicts", metavar="NAME,…", help="Only values with these: confirmed,supported.")
@click.option("--only", multiple=True, metavar="GLOB", help="Only these indicators: 'request.*'.")
@_options.path_option("--summary", help="Write a page on coverage and verdicts to this file.")
@click.option("--quiet", is_flag=True, help="Say nothing but what had to be left out.")
def command(results: "tuple[Path, ...]", **flags: Any) -> int:
    """Make a panel of stored results: objects, arrays or JSON lines.

    The long form has a row for each value with verdict, place and quote; the wide form one for
    each agency and year, a column for each indicator with its state and verdict beside it. xlsx,
    duckdb and a folder hold both, with documents, duplicates, findings and a codebook.
    """
    from llm_extract.cli._paneling import Asked, run

    return run(results, Asked(**flags))
