"""What `extract` does: from paths and flags to written reports and an exit code."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from llm_extract import pipeline, readers
from llm_extract.cli import _options
from llm_extract.cli._explaining import explain
from llm_extract.cli._inputs import STDIN, Input, inputs
from llm_extract.cli._running import Outcome, outcomes
from llm_extract.cli._selection import patterns, select
from llm_extract.cli._tally import Tally
from llm_extract.config import Config, Settings
from llm_extract.records import Document, Prepared, Report

_RULES = {"", "rules"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags as given."""

    format: str | None
    output: Path | None
    only: tuple[str, ...]
    explain: str | None
    with_text: bool
    provider: str | None
    strategy: str | None
    max_cost: float | None
    cache_dir: str | None
    replay: Path | None
    dry_run: bool
    jobs: int
    config: Path | None
    quiet: bool
    debug: bool


def run(paths: tuple[str, ...], asked: Asked) -> int:
    """Extract everything under the paths, write it, and say how it went as an exit code."""
    config = _config(asked)
    asks_models = not {name.strip() for name in config.settings.provider.split(",")} <= _RULES
    if asks_models:
        _check_models(config)
    if asked.dry_run:
        return _plan(paths, asked, config.settings)
    shown = asked.output is None and _options.on_terminal()
    format = _options.chosen_format(asked.format, asked.output, "table" if shown else "json")
    globs = patterns(asked.only)
    found = inputs(paths, frozenset(readers.suffixes()))
    several = len(found) > 1
    progress = several and not asked.quiet and not shown
    tally = Tally(len(found), progress=progress, debug=asked.debug)
    heard = _heard(found, asked, config.settings) if asks_models else _scanned(found, asked)
    reports = _selected(tally.reports(heard), globs)
    try:
        if asked.explain:
            explain(reports, asked.explain, asked.output)
        else:
            options = {"several": several, "with_text": asked.with_text}
            _options.write(reports, format, asked.output, **options)
    except KeyboardInterrupt:
        if not asks_models:
            raise
        return _interrupted()
    return tally.code()


def extract_one(source: str) -> Report:
    """Read and extract one document; `-` is standard input."""
    return pipeline.extract(_read(source))


def prepare_one(source: str) -> Prepared:
    """Read one document and make it ready for witnesses; `-` is standard input."""
    return pipeline.prepare(_read(source))


def _config(asked: Asked) -> Config:
    flags: dict[str, object] = {
        "provider": asked.provider,
        "extract.strategy": asked.strategy,
        "extract.max_cost": asked.max_cost,
        "extract.cache_dir": asked.cache_dir,
    }
    return _options.config_in_force(flags, asked.config)


def _check_models(config: Config) -> None:
    """Faults of the providers are told before anything is read; a limit nobody can keep too."""
    from llm_extract import providers, witnesses

    called = witnesses.named(config.settings)
    if "extract.max_cost" in config.origins:
        for settings in called:
            if providers.prices(settings).cost(1, 1) is None:
                _options.complain(settings.name, "no prices are set, so max_cost cannot be kept")


def _scanned(found: list[Input], asked: Asked) -> Iterator[Outcome]:
    alone = any(each.source == STDIN for each in found)
    return outcomes(found, extract_one, 1 if alone else min(asked.jobs, len(found)))


def _heard(found: list[Input], asked: Asked, settings: Settings) -> Iterator[Outcome]:
    from llm_extract.cli import _hearing

    return _hearing.outcomes(found, prepare_one, settings, asked.replay)


def _plan(paths: tuple[str, ...], asked: Asked, settings: Settings) -> int:
    from llm_extract.cli import _planning

    found = inputs(paths, frozenset(readers.suffixes()))
    return _planning.show(found, prepare_one, settings, (asked.format, asked.output))


def _interrupted() -> int:
    click.echo(
        "interrupted; answers that came are in the cache, the same command goes on from here",
        err=True,
    )
    return _options.INTERRUPTED


def _selected(reports: Iterator[Report], globs: tuple[str, ...]) -> Iterator[Report]:
    return (select(report, globs) for report in reports) if globs else reports


def _read(source: str) -> Document:
    if source == "-":
        return readers.read(sys.stdin.buffer.read(), source)
    return readers.read_path(Path(source))
