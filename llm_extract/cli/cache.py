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
    click.option("--cache", metavar="URL", help="The Redis or Valkey server that keeps them."),
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
def stats(format: str | None, **place: Any) -> None:
    """How many answers of which models, how big, how old."""
    from dataclasses import asdict

    from llm_extract.cli._listing import show_rows

    found = asdict(_opened(**place).stats())
    times = {name: found[name] and found[name].isoformat() for name in ("oldest", "newest")}
    show_rows([found | times], format)


@command.command()
@click.argument("directory", type=_options.as_path)
@_placed
def export(directory: "Path", **place: Any) -> None:
    """Write each answer as a JSON file into DIRECTORY, for `--replay`."""
    count = _opened(**place).export(directory)
    click.echo(f"{count} answers written to {directory}", err=True)


@command.command()
@click.option("--older-than", type=click.FloatRange(min=0), metavar="DAYS", help="Drop these too.")
@_placed
def prune(older_than: float | None, **place: Any) -> None:
    """Drop damaged answers, and those older than so many days."""
    from datetime import UTC, datetime, timedelta

    limit = None if older_than is None else datetime.now(UTC) - timedelta(days=older_than)
    count = _opened(**place).prune(older_than=limit)
    click.echo(f"{count} answers dropped", err=True)


@command.command()
@click.option("--yes", is_flag=True, help="The answers were paid for: say that you mean it.")
@_placed
def clear(yes: bool, **place: Any) -> None:
    """Drop all answers."""
    if not yes:
        raise click.UsageError("this drops every answer that was paid for; --yes does it")
    count = _opened(**place).clear()
    click.echo(f"{count} answers dropped", err=True)


def _opened(cache_dir: str | None, cache: str | None, config: "Path | None") -> "Answers":
    from llm_extract.cache import Answers

    flags: dict[str, object] = {"extract.cache_dir": cache_dir, "extract.cache": cache}
    return Answers.of(_options.config_in_force(flags, config).settings.extract)
