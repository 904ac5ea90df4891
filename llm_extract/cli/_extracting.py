"""What `extract` does: from paths and flags to written reports and an exit code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from llm_extract import readers, schemas
from llm_extract.batch import engines
from llm_extract.batch.engines import Place
from llm_extract.batch.orders import Order, Recipe
from llm_extract.batch.stopping import Stop
from llm_extract.cli import _keeping, _manifest, _options
from llm_extract.cli._explaining import explain
from llm_extract.cli._inputs import Wanted, inputs
from llm_extract.cli._keeping import Kept
from llm_extract.cli._progress import Meter
from llm_extract.cli._selection import patterns
from llm_extract.cli._tally import Tally
from llm_extract.config import Config, Settings
from llm_extract.errors import ConfigError

_MAILING = "local"  # the engine whose one process can wait for a batch service
_LASTING = "jsonl"  # the format whose file grows by a line as each document is finished


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
    transport: str | None
    max_cost: float | None
    cache_dir: str | None
    cache: str | None
    replay: Path | None
    dry_run: bool
    jobs: int
    engine: str
    scheduler: str
    retry_failed: bool
    manifest: Path | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    config: Path | None
    quiet: bool
    debug: bool
    into_folder: bool = False  # -o ends with a slash


def run(paths: tuple[str, ...], asked: Asked) -> int:
    """Extract everything under the paths, write it, and say how it went as an exit code."""
    config = _config(asked)
    recipe = Recipe(
        config.settings,
        patterns(asked.only),
        asked.with_text,
        asked.replay,
        schema=schemas.source(),
    )
    if recipe.asks_models:
        _check_models(config, asked.engine if recipe.by_mail else "")
    kept, format = _kept(asked), _format(asked)
    entries = _manifest.read(asked.manifest) if asked.manifest else None
    wanted = Wanted(paths, entries, asked.include, asked.exclude)
    orders = inputs(wanted, frozenset(readers.suffixes()))
    if asked.dry_run:
        return _plan(orders, asked, config.settings)
    if kept is not None:
        return _keeping.run(orders, recipe, kept)
    return _whole(list(orders), recipe, format, asked)


def _format(asked: Asked) -> str:
    shown = asked.output is None and _options.on_terminal()
    if asked.dry_run:
        return ""
    return _options.chosen_format(asked.format, asked.output, "table" if shown else "json")


def _kept(asked: Asked) -> Kept | None:
    """Where results are kept one by one; None where they appear whole or not at all."""
    if asked.output is None or asked.explain or asked.dry_run:
        return None
    folder = asked.into_folder or asked.output.is_dir()
    if folder and asked.format not in (None, "json"):
        raise ConfigError(
            f"{asked.output}: a folder gets a json file for each document, not {asked.format}; "
            f"-o results.{asked.format} names a file"
        )
    is_file = not asked.output.exists() or asked.output.is_file()
    if not folder and (_format(asked) != _LASTING or not is_file):
        return None
    flags = (asked.engine, asked.scheduler, asked.jobs, asked.retry_failed)
    return Kept(asked.output, folder, *flags, asked.quiet, asked.debug)


def _whole(orders: Sequence[Order], recipe: Recipe, format: str, asked: Asked) -> int:
    """Everything in one piece of any format."""
    several = len(orders) > 1
    shown = asked.output is None and _options.on_terminal()
    meter = Meter(len(orders), 0, shown=several and not asked.quiet and not shown)
    tally = Tally(meter, debug=asked.debug)
    tell = _options.silent if asked.quiet else _options.say
    place = Place(asked.jobs, Stop(), asked.scheduler, tell)
    reports = tally.reports(engines.run(asked.engine, orders, recipe, place))
    try:
        if asked.explain:
            explain(reports, asked.explain, asked.output)
        else:
            options = {"several": several, "with_text": asked.with_text}
            _options.write(reports, format, asked.output, **options)
    except KeyboardInterrupt:
        if not recipe.asks_models:
            raise
        return _interrupted()
    return tally.code()


def _config(asked: Asked) -> Config:
    flags: dict[str, object] = {
        "provider": asked.provider,
        "extract.strategy": asked.strategy,
        "extract.transport": asked.transport,
        "extract.max_cost": asked.max_cost,
        "extract.cache_dir": asked.cache_dir,
        "extract.cache": asked.cache,
    }
    return _options.config_in_force(flags, asked.config)


def _check_models(config: Config, mailing: str) -> None:
    """Faults of the providers are told before anything is read; a limit nobody can keep too.

    `mailing` names the engine where questions go by a batch service.
    """
    from llm_extract import providers, witnesses

    called = witnesses.named(config.settings)
    if mailing:
        for settings in called:
            providers.mailbox(settings)
        if mailing != _MAILING:
            raise ConfigError(f"--transport batch is of --engine {_MAILING} alone, not {mailing}")
    if "extract.max_cost" not in config.origins:
        return  # nobody asked for a limit; a local server has no prices
    for settings in called:
        if providers.prices(settings).cost(1, 1) is None:
            words = "no prices are set, so max_cost cannot be kept"
            _options.complain(settings.name, f"{words}; price_input and price_output set them")


def _plan(orders: Iterable[Order], asked: Asked, settings: Settings) -> int:
    from llm_extract.cli import _planning

    return _planning.show(orders, settings, (asked.format, asked.output))


def _interrupted() -> int:
    click.echo(
        "interrupted; answers that came are in the cache, the same command goes on from here",
        err=True,
    )
    return _options.INTERRUPTED
