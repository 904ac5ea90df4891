"""`llm-extract check`: every check once more on a stored result, against the text, no model."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from llm_extract.records import Report
    from llm_extract.schemas.result import Result


@click.command()
@click.argument("result", type=click.Path(path_type=Path), metavar="RESULT.json")
@click.option(
    "--format", metavar="NAME", help="json, jsonl, csv or table; that of the result if unset."
)
@_options.path_option("-o", "--output", help="Write to this file instead of standard output.")
@click.option("--with-text", is_flag=True, help="Keep the document's text in json and jsonl.")
@click.option("--quiet", is_flag=True, help="Say nothing of changed verdicts.")
def command(
    result: Path, format: str | None, output: Path | None, with_text: bool, quiet: bool
) -> int:
    """Check a stored result again: object, array or JSON lines.

    The text comes from document.text (extract --with-text), else from the file document.source
    if its content is unchanged. Changed verdicts are told on standard error.
    """
    from llm_extract.cli._stored import stored

    results = stored(result)
    chosen = _options.chosen_format(format, output, "jsonl" if results.lines else "json")
    faults: list[str] = []
    reports = _reports(results.results, result.parent, faults, quiet)
    several = results.several
    _options.write(reports, chosen, output, several=several, with_text=with_text)
    return _options.SOME_FAILED if faults else 0


def _reports(
    results: "Iterator[Result]", beside: Path, faults: list[str], quiet: bool
) -> "Iterator[Report]":
    """Reports checked anew; at the end an Exit if there was none."""
    from llm_extract import pipeline
    from llm_extract.cli._stored import document
    from llm_extract.errors import ExtractError

    done = False
    for result in results:
        try:
            report = pipeline.recheck(result, document(result, beside))
        except (ExtractError, OSError) as error:
            faults.append(str(error))
            _options.complain(result.document.source, str(error))
            continue
        done = True
        if not quiet:
            _tell(result, report)
        yield report
    if not done and faults:
        raise click.exceptions.Exit(_options.NOTHING_DONE)


def _tell(result: "Result", report: "Report") -> None:
    """One line for each verdict that is another now; a withheld value is unsupported."""
    now = {value.indicator: value.verdict.value for value in report.values}
    for value in result.values:
        verdict = now.get(value.indicator, "unsupported")
        if verdict != value.verdict:
            change = f"{value.indicator}: {value.verdict.value} -> {verdict}"
            _options.complain(result.document.source, change)
