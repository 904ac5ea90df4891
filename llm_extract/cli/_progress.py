"""How far a run has come: a bar on a terminal, else a line now and then."""

import sys
from dataclasses import dataclass
from decimal import Decimal
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

INTERVAL = 10.0  # seconds between two lines
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run has done so far. `cost` is None where some of it is unknown."""

    done: int = 0
    failed: int = 0
    calls: int = 0
    cached: int = 0
    cost: Decimal | None = Decimal(0)


class Meter:
    """Shows the counts of a run on standard error; nothing where it is not to be `shown`."""

    def __init__(self, total: int, done: int, *, shown: bool) -> None:
        self._total, self._before = total, done
        self._shown = shown
        self._begun = self._told = 0.0  # when the first came: loading what asks models is no pace
        self._first = 0
        self._bar: tuple[Progress, TaskID] | None = None

    def show(self, counts: Counts) -> None:
        """The counts as they are now."""
        if not self._shown:
            return
        if not self._begun:
            self._begun = self._told = monotonic()
            self._first = counts.done + counts.failed
        if sys.stderr.isatty() or self._bar:
            self._move(counts)
        elif monotonic() - self._told >= INTERVAL:
            self._told = monotonic()
            click.echo(self._line(counts), err=True)

    def close(self, counts: Counts) -> None:
        """The last counts of a run that took long enough to have told some before."""
        if self._bar:
            self._bar[0].stop()
        if self._begun and monotonic() - self._begun >= INTERVAL:
            click.echo(self._line(counts), err=True)

    def _move(self, counts: Counts) -> None:
        if self._bar is None:
            self._bar = _bar(self._total)
        progress, task = self._bar
        come = self._before + counts.done + counts.failed
        progress.update(task, completed=come, description=self._line(counts), refresh=True)

    def _line(self, counts: Counts) -> str:
        come = self._before + counts.done + counts.failed
        parts = [f"{come:,} of {self._total:,} documents"]
        if counts.failed:
            parts.append(f"{counts.failed:,} failed")
        if counts.calls or counts.cached:
            cost = "unknown" if counts.cost is None else f"{counts.cost:.4f}"
            parts += [
                f"{counts.calls:,} calls",
                f"{counts.cached:,} from the cache",
                f"cost {cost}",
            ]
        left = self._left(counts.done + counts.failed, self._total - come)
        return ", ".join([*parts, left] if left else parts)

    def _left(self, come: int, rest: int) -> str:
        """The time that the rest takes at the pace so far."""
        since = come - self._first
        if since <= 0 or not rest:
            return ""
        return f"{_duration(rest * (monotonic() - self._begun) / since)} left"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.1f} h"


def _bar(total: int) -> "tuple[Progress, TaskID]":
    """Moved by hand, so that no thread of its own is there when processes are begun."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = BarColumn(bar_width=20), TextColumn("{task.description}")
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, auto_refresh=False, transient=True)
    progress.start()
    return progress, progress.add_task("", total=total)
