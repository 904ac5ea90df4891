"""`llm-extract cache`: the answers already paid for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from pathlib import Path

    from llm_extract.cache import Answers

_FLAGS = (
    click.option("--cache-dir", metavar="PATH", help="Instead of the one of the settings."),
    _options.path_option("--config", help="Settings file instead of ./llm_extract.toml."),
)


@click.group()
def command() -> None:
    """The models' answers, kept so that none is paid for twice."""


def _placed(function: Callable[..., Any]) -> Callable[..., Any]:
    for flag in reversed(_FLAGS):
        function = flag(function)
    return function


@command.command()
@click.option("--format", type=click.Choice(["table", "json"]), help="Table on a terminal.")
@_placed
def stats(format: str | None, cache_dir: str | None, config: "Path | None") -> None:
    """How many answers of which models, how big, how old."""
    from dataclasses import asdict

    from llm_extract.cli._listing import show_rows

    found = asdict(_opened(cache_dir, config).stats())
    times = {name: found[name] and found[name].isoformat() for name in ("oldest", "newest")}
    show_rows([found | times], format)


@command.command()
@click.argument("directory", type=_options.as_path)
@_placed
def export(directory: "Path", cache_dir: str | None, config: "Path | None") -> None:
    """Write each answer as a JSON file into DIRECTORY, for `--replay`."""
    count = _opened(cache_dir, config).export(directory)
    click.echo(f"{count} answers written to {directory}", err=True)


@command.command()
@click.option("--older-than", type=click.FloatRange(min=0), metavar="DAYS", help="Drop these too.")
@_placed
def prune(older_than: float | None, cache_dir: str | None, config: "Path | None") -> None:
    """Drop damaged answers, and those older than so many days."""
    from datetime import UTC, datetime, timedelta

    limit = None if older_than is None else datetime.now(UTC) - timedelta(days=older_than)
    count = _opened(cache_dir, config).prune(older_than=limit)
    click.echo(f"{count} answers dropped", err=True)


@command.command()
@click.option("--yes", is_flag=True, help="The answers were paid for: say that you mean it.")
@_placed
def clear(yes: bool, cache_dir: str | None, config: "Path | None") -> None:
    """Drop all answers."""
    if not yes:
        raise click.UsageError("this drops every answer that was paid for; --yes does it")
    count = _opened(cache_dir, config).clear()
    click.echo(f"{count} answers dropped", err=True)


def _opened(cache_dir: str | None, config: "Path | None") -> "Answers":
    from llm_extract.cache import Answers

    settings = _options.config_in_force({"extract.cache_dir": cache_dir}, config).settings
    return Answers.under(settings.extract.cache_dir)
