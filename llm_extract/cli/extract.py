"""`llm-extract extract`: reports in, values with places and verdicts out."""

from typing import Any

import click

from llm_extract.cli import _options


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|DIR|- ...")
@click.option(
    "--format",
    metavar="NAME",
    help="table, json, jsonl, csv, xlsx or parquet. Default: what -o ends with; else table on a "
    "terminal, json elsewhere.",
)
@_options.path_option("-o", "--output", help="Write to this file instead of standard output.")
@_options.schema_option
@click.option("--only", multiple=True, metavar="GLOB", help="Only these indicators: 'request.*'.")
@click.option("--explain", metavar="INDICATOR", help="Only the evidence for this one, in words.")
@click.option("--with-text", is_flag=True, help="Put the document's text into json and jsonl.")
@click.option("--provider", metavar="NAME,…", help="Who reads beside the rules: `providers list`.")
@click.option(
    "--strategy",
    metavar="full|gaps",
    help="Ask models everything, or only where the rules are silent, unsure or contradicted.",
)
@click.option("--max-cost", type=float, metavar="X", help="Stop before models cost more than this.")
@click.option("--dry-run", is_flag=True, help="Tell what would be sent and cost; send nothing.")
@click.option("--cache-dir", metavar="PATH", help="Where answers are kept.")
@_options.path_option("--replay", help="Answer only from this folder of exported answers.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes for rules; 1 if unset.")
@_options.path_option("--config", help="Settings file instead of ./llm_extract.toml.")
@click.option("--quiet", is_flag=True, help="No progress; failures are still told.")
@click.option("--debug", is_flag=True, help="Tracebacks of unexpected failures.")
def command(paths: tuple[str, ...], **flags: Any) -> int:
    """Extract the values of reports: files (.txt, .html), folders, or - for standard input."""
    from llm_extract.cli._extracting import Asked, run

    return run(paths, Asked(**flags))
