"""What `check` does: from a stored result to a report made of its claims and an exit code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import click

from llm_extract import checks, pipeline
from llm_extract.cli import _options
from llm_extract.cli._explaining import explain
from llm_extract.cli._stored import document, stored
from llm_extract.errors import ExtractError
from llm_extract.records import Report
from llm_extract.rendering import shape
from llm_extract.schemas.result import Result


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags as given."""

    format: str | None
    output: Path | None
    explain: str | None
    with_text: bool
    quiet: bool


def run(paths: Sequence[Path], asked: Asked) -> int:
    """Check every result of the files, write the new ones, say as an exit code how it went."""
    opened = [stored(path) for path in paths]
    lines = any(results.lines for results in opened)
    chosen = _options.chosen_format(asked.format, asked.output, "jsonl" if lines else "json")
    faults: list[str] = []
    reports: Iterator[Report] = chain.from_iterable(
        _reports(results.results, path.parent, faults, asked.quiet)
        for path, results in zip(paths, opened, strict=True)
    )
    if len(paths) > 1:
        reports = _over_years(list(reports))
    several = len(paths) > 1 or opened[0].several
    if asked.explain:
        explain(reports, asked.explain, asked.output)
    else:
        options = {"several": several, "with_text": asked.with_text}
        _options.write(reports, chosen, asked.output, **options)
    return _options.SOME_FAILED if faults else 0


def _over_years(reports: list[Report]) -> Iterator[Report]:
    """The reports in their order; each has the findings against the year before of its agency.

    Two reports are taken for one agency's, whatever it calls itself.
    """
    pair = len(reports) == 2
    by_year = {_whose(report, pair): report for report in reports}
    for report in reports:
        agency, year = _whose(report, pair)
        before = by_year.get((agency, year - 1)) if year and agency is not None else None
        yield _since(before, report) if before else report


def _whose(report: Report, pair: bool) -> tuple[str | None, int | None]:
    return "" if pair else report.metadata.agency, report.metadata.year


def _since(before: Report, report: Report) -> Report:
    """The later report with what the two years have to say of each other."""
    found = checks.compare(Result.model_validate(shape(each)) for each in (before, report))
    told = tuple(replace(f, id=f"F{n}") for n, f in enumerate(found, len(report.findings) + 1))
    values = tuple(
        replace(
            value,
            findings=(*value.findings, *(f.id for f in told if value.indicator in f.indicators)),
        )
        for value in report.values
    )
    return replace(report, values=values, findings=(*report.findings, *told))


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
