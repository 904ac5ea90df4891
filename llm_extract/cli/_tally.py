"""Counts what went well, tells what did not, shows how far it has come."""

import sys
from collections.abc import Iterator

import click

from llm_extract.cli import _options
from llm_extract.cli._running import Outcome
from llm_extract.records import Report


class Tally:
    """The one thing here that changes while a run goes on."""

    def __init__(self, total: int, *, progress: bool, debug: bool) -> None:
        self._total, self._done, self._failed = total, 0, 0
        self._debug = debug
        self._progress = progress and sys.stderr.isatty()

    def reports(self, outcomes: Iterator[Outcome]) -> Iterator[Report]:
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
            raise click.exceptions.Exit(_options.SOME_FAILED)

    def code(self) -> int:
        """The exit code of the contract."""
        return _options.SOME_FAILED if self._failed else 0

    def _fail(self, outcome: Outcome) -> None:
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
