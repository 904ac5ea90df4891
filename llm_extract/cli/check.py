"""`llm-extract check`: every check once more on a stored result, against the text, no model."""

from typing import TYPE_CHECKING, Any

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument(
    "results", type=_options.as_path, metavar="RESULT.json ...", nargs=-1, required=True
)
@_options.schema_option
@click.option("--format", metavar="NAME", help="As in extract; that of the result if unset.")
@_options.path_option("-o", "--output", help="Write to this file instead of standard output.")
@click.option("--explain", metavar="INDICATOR", help="Only the evidence for this one, in words.")
@click.option("--with-text", is_flag=True, help="Keep the document's text in json and jsonl.")
@click.option("--quiet", is_flag=True, help="Say nothing of changed verdicts.")
def command(results: "tuple[Path, ...]", **flags: Any) -> int:
    """Check stored results again: objects, arrays or JSON lines.

    Of several files those of one agency are also held against each other, year by year: what one
    year carries over is what the next begins with.

    The text comes from document.text (extract --with-text), else from the file document.source
    if its content is unchanged. Changed verdicts are told on standard error.
    """
    from llm_extract.cli._checking import Asked, run

    return run(results, Asked(**flags))
