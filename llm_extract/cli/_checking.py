"""What `check` does: from a stored result to a report made of its claims and an exit code."""

from collections.abc import Iterator
from pathlib import Path

import click

from llm_extract import pipeline
from llm_extract.cli import _options
from llm_extract.cli._stored import document, stored
from llm_extract.errors import ExtractError
from llm_extract.records import Report
from llm_extract.schemas.result import Result


def run(
    result: Path, format: str | None, output: Path | None, *, with_text: bool, quiet: bool
) -> int:
    """Check every result of the file, write the new ones, and say as an exit code how it went."""
    results = stored(result)
    chosen = _options.chosen_format(format, output, "jsonl" if results.lines else "json")
    faults: list[str] = []
    reports = _reports(results.results, result.parent, faults, quiet)
    several = results.several
    _options.write(reports, chosen, output, several=several, with_text=with_text)
    return _options.SOME_FAILED if faults else 0


def _reports(
    results: Iterator[Result], beside: Path, faults: list[str], quiet: bool
) -> Iterator[Report]:
    """Reports checked anew; at the end an Exit if there was none."""
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
        raise click.exceptions.Exit(_options.SOME_FAILED)


def _tell(result: Result, report: Report) -> None:
    """One line for each verdict that is another now; a withheld value is unsupported."""
    now = {value.indicator: value.verdict.value for value in report.values}
    for value in result.values:
        verdict = now.get(value.indicator, "unsupported")
        if verdict != value.verdict:
            change = f"{value.indicator}: {value.verdict.value} -> {verdict}"
            _options.complain(result.document.source, change)
