"""`llm-extract extract`: reports in, values with places and verdicts out."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from llm_extract.cli._running import Outcome
    from llm_extract.records import Document, Report


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
def command(paths: tuple[str, ...], output: Path | None, **flags: Any) -> int:
    """Extract the values of reports: files (.txt, .html), folders, or - for standard input."""
    from llm_extract.cli._inputs import STDIN, inputs
    from llm_extract.cli._running import outcomes

    asked = _Asked(**flags)
    _require_rules(asked)
    default = "table" if output is None and _options.on_terminal() else "json"
    format = _options.chosen_format(asked.format, output, default)
    patterns = _patterns(asked.only)
    found = inputs(paths, _suffixes())
    jobs = 1 if STDIN in paths else min(asked.jobs, len(found))
    tally = _Tally(len(found), asked, shares_terminal=output is None and _options.on_terminal())
    reports = _selected(tally.reports(outcomes(found, extract_one, jobs)), patterns)
    several = len(found) > 1
    _options.write(reports, format, output, several=several, with_text=asked.with_text)
    return tally.code()


@dataclass(frozen=True, slots=True)
class _Asked:
    """The flags as given."""

    format: str | None
    only: tuple[str, ...]
    with_text: bool
    provider: str | None
    jobs: int
    config: Path | None
    quiet: bool
    debug: bool


def extract_one(source: str) -> "Report":
    """Read and extract one document; `-` is standard input."""
    from llm_extract import pipeline

    return pipeline.extract(_read(source))


class _Tally:
    """Counts what went well, tells what did not, shows how far it has come."""

    def __init__(self, total: int, asked: _Asked, *, shares_terminal: bool) -> None:
        self._total, self._done, self._failed = total, 0, 0
        self._debug = asked.debug
        shown = total > 1 and not asked.quiet and not shares_terminal
        self._progress = shown and sys.stderr.isatty()

    def reports(self, outcomes: "Iterator[Outcome]") -> "Iterator[Report]":
        """The reports among the outcomes; at the end an Exit if there was none."""
        for outcome in outcomes:
            if outcome.report is None:
                self._fail(outcome)
            else:
                self._done += 1
                yield outcome.report
            self._show()
        self._clear()
        if not self._done:
            raise click.exceptions.Exit(_options.NOTHING_DONE)

    def code(self) -> int:
        return _options.SOME_FAILED if self._failed else 0

    def _fail(self, outcome: "Outcome") -> None:
        self._failed += 1
        self._clear()
        _options.complain(outcome.source, outcome.fault)
        if self._debug and outcome.trace:
            click.echo(outcome.trace, err=True)

    def _show(self) -> None:
        if self._progress:
            click.echo(f"\r{self._done + self._failed} of {self._total}", nl=False, err=True)

    def _clear(self) -> None:
        if self._progress:
            click.echo("\r\x1b[K", nl=False, err=True)


def _require_rules(asked: _Asked) -> None:
    from llm_extract.errors import ConfigError

    config = _options.config_in_force({"provider": asked.provider}, asked.config)
    if config.settings.provider != "rules":
        raise ConfigError(
            f"provider {config.settings.provider!r} ({config.origins['provider']}): this version "
            "has only 'rules', which needs no model; set provider to rules or leave it out"
        )


def _patterns(only: tuple[str, ...]) -> tuple[str, ...]:
    """The globs of --only, each of which must fit some indicator."""
    from difflib import get_close_matches
    from fnmatch import fnmatchcase

    from llm_extract.errors import ConfigError
    from llm_extract.schemas import indicators

    given = tuple(glob for text in only for glob in text.split(","))
    for glob in given:
        if not any(fnmatchcase(name, glob) for name in indicators()):
            near = get_close_matches(glob, indicators(), 1)
            hint = f"did you mean {near[0]}?" if near else "`llm-extract schema list` has them all"
            raise ConfigError(f"--only {glob}: no such indicator; {hint}")
    return given


def _selected(reports: "Iterator[Report]", patterns: tuple[str, ...]) -> "Iterator[Report]":
    from llm_extract.cli._selection import select

    return (select(report, patterns) for report in reports) if patterns else reports


def _suffixes() -> frozenset[str]:
    from llm_extract import readers

    return frozenset(readers.suffixes())


def _read(source: str) -> "Document":
    from llm_extract import readers

    if source == "-":
        return readers.read(sys.stdin.buffer.read(), source)
    return readers.read_path(Path(source))
