"""`llm-extract extract`: reports in, values with places and verdicts out."""

from typing import Any

import click

from llm_extract.cli import _options


@click.command()
@click.argument("paths", nargs=-1, metavar="FILE|DIR|- ...")
@click.option(
    "--format",
    metavar="NAME",
    help="table, json, jsonl, csv, xlsx or parquet. Default: what -o ends with; else table on a "
    "terminal, json elsewhere.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH|DIR/",
    help="Write there instead of standard output. A .jsonl file grows line by line, a folder file "
    "by file, and the same command goes on where it was; other files appear whole.",
)
@click.option("--retry-failed", is_flag=True, help="Try documents again that failed before.")
@_options.path_option("--manifest", help="Lines of JSON: path, and agency, region, year, url.")
@click.option("--include", multiple=True, metavar="GLOB", help="Only these documents: '2017/*'.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these documents.")
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
@click.option(
    "--transport",
    metavar="live|batch",
    help="Ask models at once, or by their batch service within a day at a lower price.",
)
@click.option("--max-cost", type=float, metavar="X", help="Stop before models cost more than this.")
@click.option("--dry-run", is_flag=True, help="Tell what would be sent and cost; send nothing.")
@click.option("--cache-dir", metavar="PATH", help="Where answers are kept.")
@click.option("--cache", metavar="URL", help="A Redis or Valkey server that keeps them instead.")
@_options.path_option("--replay", help="Answer only from this folder of exported answers.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes; 1 if unset.")
@click.option("--engine", metavar="local|dask", default="local", help="Who works; local if unset.")
@click.option("--scheduler", metavar="ADDRESS", default="", help="Of Dask; its own if unset.")
@_options.path_option("--config", help="Settings file instead of ./llm_extract.toml.")
@click.option("--quiet", is_flag=True, help="No progress; failures are still told.")
@click.option("--debug", is_flag=True, help="Tracebacks of unexpected failures.")
def command(paths: tuple[str, ...], **flags: Any) -> int:
    """Extract the values of reports: files (.txt, .html), folders, or - for standard input."""
    if not paths and not flags["manifest"]:
        raise click.UsageError("name reports: FILE, DIR, -, or --manifest")
    from llm_extract.cli._extracting import Asked, run

    output = flags["output"]
    flags |= {"output": _options.as_path(output) if output else None}
    return run(paths, Asked(**flags, into_folder=(output or "").endswith("/")))
