"""`llm-extract review`: a report beside its values, to be looked at, corrected and exported."""

from typing import TYPE_CHECKING, Any

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("result", type=_options.as_path, metavar="RESULT.json|DIR")
@_options.schema_option
@click.option(
    "-o", "--output", metavar="PATH", help="A file, or a folder (DIR/) of an index and pages."
)
@click.option(
    "--format",
    type=click.Choice(["html", "label-studio", "web-annotation"]),
    help="A page, or annotations for other tools; html if unset.",
)
@_options.path_option("--apply", help="Corrections exported by the page; write corrected results.")
@click.option("--serve", is_flag=True, help="Review in the browser; saved beside the results.")
@click.option("--port", type=click.IntRange(0, 65535), default=8137, help="For --serve; 8137.")
def command(result: "Path", **flags: Any) -> int:
    """Write one offline page of a stored result: the text beside its values and findings.

    The page exports corrections and labels; --apply puts corrections into the result. With --serve
    a file or a folder of results is reviewed on 127.0.0.1, the neediest first.
    """
    from llm_extract.cli._reviewing import Asked, run

    return run(result, Asked(**flags))
