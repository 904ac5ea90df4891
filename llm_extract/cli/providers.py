"""`llm-extract providers`: which models can be asked, and whether one answers."""

from typing import TYPE_CHECKING

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from pathlib import Path

NOTHING_DONE = 4


@click.group()
def command() -> None:
    """The services whose models can be asked, by name: presets, and those of the settings."""


@command.command("list")
@click.option("--format", type=click.Choice(["table", "json"]), help="Table on a terminal.")
@_options.path_option("--config", help="Settings file instead of ./llm_extract.toml.")
def list_(format: str | None, config: "Path | None") -> None:
    """Every provider: protocol, model, address, mode, and whether its key is set."""
    from llm_extract.cli._listing import show_rows
    from llm_extract.cli._trying import listed

    show_rows(listed(_options.config_in_force({}, config).settings.providers), format)


@command.command()
@click.argument("name")
@click.option("--format", type=click.Choice(["table", "json"]), help="Table on a terminal.")
@_options.path_option("--config", help="Settings file instead of ./llm_extract.toml.")
def check(name: str, format: str | None, config: "Path | None") -> int:
    """Ask NAME one tiny question in each mode. Exit 4 if it cannot be reached or no mode works."""
    from llm_extract import providers
    from llm_extract.cli._listing import show_rows
    from llm_extract.cli._trying import tried
    from llm_extract.errors import ProviderError

    tables = _options.config_in_force({}, config).settings.providers
    try:
        rows = tried(providers.resolve(name, tables))
    except ProviderError as error:
        click.echo(f"llm-extract: {error}", err=True)
        return NOTHING_DONE
    show_rows(rows, format)
    return 0 if any(row["works"] for row in rows) else NOTHING_DONE
