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
        self._total, self._done, self._failed, self._gaps = total, 0, 0, 0
        self._ended = 0  # the exit code of what ended the run
        self._debug = debug
        self._progress = progress and sys.stderr.isatty()

    def reports(self, outcomes: Iterator[Outcome]) -> Iterator[Report]:
        """The reports among the outcomes; at the end an Exit if there was none."""
        for outcome in outcomes:
            if outcome.report is None:
                self._fail(outcome)
            else:
                self._done += 1
                self._count_gaps(outcome.report)
                yield outcome.report
            self._show()
        self._clear()
        if not self._done:
            raise click.exceptions.Exit(self.code())

    def code(self) -> int:
        """The exit code of the contract."""
        incomplete = self._failed or self._gaps
        return self._ended or (_options.SOME_FAILED if incomplete else 0)

    def _count_gaps(self, report: Report) -> None:
        gaps = report.run.gaps
        if gaps:
            self._gaps += len(gaps)
            self._clear()
            many = f"{len(gaps)} parts of it" if len(gaps) > 1 else "a part of it"
            fault = f"{many} got no usable answer: {gaps[0]['reason']}"
            _options.complain(report.document.source, fault)

    def _fail(self, outcome: Outcome) -> None:
        self._failed += 1
        self._clear()
        if not outcome.code:
            _options.complain(outcome.source, outcome.fault)
        elif not self._ended:  # the others end for the same reason
            self._ended = outcome.code
            click.echo(_last_words(outcome), err=True)
        if self._debug and outcome.trace:
            click.echo(outcome.trace, err=True)

    def _show(self) -> None:
        if self._progress:
            click.echo(f"\r{self._done + self._failed} of {self._total}", nl=False, err=True)

    def _clear(self) -> None:
        if self._progress:
            click.echo("\r\x1b[K", nl=False, err=True)


def _last_words(outcome: Outcome) -> str:
    """Why the run ends and what would do, in one line."""
    if outcome.code == _options.MISSED:
        return f"llm-extract: {outcome.source}: {outcome.fault}"
    goes_on = outcome.code in (_options.UNREACHABLE, _options.SPENT)
    advice = "; the same command goes on from here" if goes_on else ""
    return f"llm-extract: {outcome.fault}{advice}"
