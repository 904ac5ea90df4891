"""`llm-extract extract`: reports in, values with places and verdicts out."""

from typing import Any

import click

from llm_extract.cli import _options


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|DIR|- ...")
@click.option(
    "--format",
    metavar="NAME",
    help="table, json, jsonl or csv. Default: what -o ends with, table on a terminal, else json.",
)
@_options.path_option("-o", "--output", help="Write to this file instead of standard output.")
@click.option("--only", multiple=True, metavar="GLOB", help="Only these indicators: 'request.*'.")
@click.option("--with-text", is_flag=True, help="Put the document's text into json and jsonl.")
@click.option("--provider", metavar="NAME", help="Who reads. This version has rules: no model.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes to work in; 1 if unset.")
@_options.path_option("--config", help="Settings file instead of ./llm_extract.toml.")
@click.option("--quiet", is_flag=True, help="No progress; failures are still told.")
@click.option("--debug", is_flag=True, help="Tracebacks of unexpected failures.")
def command(paths: tuple[str, ...], **flags: Any) -> int:
    """Extract the values of reports: files (.txt, .html), folders, or - for standard input."""
    from llm_extract.cli._extracting import Asked, run

    return run(paths, Asked(**flags))
