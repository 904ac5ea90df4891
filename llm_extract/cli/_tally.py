"""Counts what went well, tells what did not, shows how far it has come."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

import click

from llm_extract.batch.orders import Failed, Finished, Outcome
from llm_extract.cli import _options
from llm_extract.cli._progress import Counts, Meter
from llm_extract.errors import (
    BudgetSpent,
    ConfigError,
    ExtractError,
    ProviderError,
    ReplayMiss,
)
from llm_extract.records import Report, Run

_CODES: dict[type[ExtractError], int] = {
    ConfigError: _options.USAGE,
    ProviderError: _options.UNREACHABLE,
    BudgetSpent: _options.SPENT,
    ReplayMiss: _options.MISSED,
}


class Tally:
    """The one thing here that changes while a run goes on."""

    def __init__(self, meter: Meter, *, debug: bool, failed: int = 0) -> None:
        self.counts = Counts()
        self._meter = meter
        self._debug = debug
        self._incomplete = failed > 0
        self._ended = 0  # the exit code of what ended the run

    def reports(self, outcomes: Iterator[Outcome]) -> Iterator[Report]:
        """The reports among the outcomes; at the end an Exit if there was none."""
        try:
            for outcome in outcomes:
                self.add([outcome])
                if isinstance(outcome, Finished) and isinstance(outcome.made, Report):
                    yield outcome.made
        finally:
            self._meter.close(self.counts)
        if not self.counts.done:
            raise click.exceptions.Exit(self.code())

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Count some outcomes, and tell what went wrong with them."""
        for outcome in outcomes:
            if isinstance(outcome, Failed):
                self._fail(outcome)
            else:
                self._finish(outcome)
        self._meter.show(self.counts)

    def code(self) -> int:
        """The exit code of the contract."""
        return self._ended or (_options.SOME_FAILED if self._incomplete else 0)

    def _finish(self, outcome: Finished) -> None:
        run = outcome.run
        self.counts = replace(
            self.counts,
            done=self.counts.done + 1,
            calls=self.counts.calls + run.calls,
            cached=self.counts.cached + run.cached,
            cost=_sum(self.counts, run),
        )
        if run.gaps:
            self._incomplete = True
            many = f"{len(run.gaps)} parts of it" if len(run.gaps) > 1 else "a part of it"
            fault = f"{many} got no usable answer: {run.gaps[0]['reason']}"
            _options.complain(outcome.source, fault)

    def _fail(self, outcome: Failed) -> None:
        self.counts = replace(self.counts, failed=self.counts.failed + 1)
        self._incomplete = True
        if outcome.end is None:
            _options.complain(outcome.source, outcome.fault)
        elif not self._ended:  # the others end for the same reason
            self._ended = next(
                code for kind, code in _CODES.items() if isinstance(outcome.end, kind)
            )
            click.echo(_last_words(outcome, self._ended), err=True)
        if self._debug and outcome.trace:
            click.echo(outcome.trace, err=True)


def _sum(counts: Counts, run: Run) -> Decimal | None:
    return None if counts.cost is None or run.cost is None else counts.cost + run.cost


def _last_words(outcome: Failed, code: int) -> str:
    """Why the run ends and what would do, in one line."""
    if code == _options.MISSED:
        return f"llm-extract: {outcome.source}: {outcome.fault}"
    goes_on = code in (_options.UNREACHABLE, _options.SPENT)
    advice = "; the same command goes on from here" if goes_on else ""
    return f"llm-extract: {outcome.fault}{advice}"
