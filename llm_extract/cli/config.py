"""`llm-extract config`: the settings in force and where each came from."""

from typing import TYPE_CHECKING

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def command() -> None:
    """Settings: flags, then LLM_EXTRACT_* variables, then llm_extract.toml, then defaults."""


@command.command()
@click.option("--format", type=click.Choice(["table", "json"]), help="Table on a terminal.")
@click.option("--provider", metavar="NAME", help="As for extract.")
@_options.path_option("--config", help="Settings file instead of ./llm_extract.toml.")
def show(format: str | None, provider: str | None, config: "Path | None") -> None:
    """Every setting with its value and its source. Keys are never among them, only their names."""
    from dataclasses import asdict

    from llm_extract.cli._listing import show_rows

    settings = _options.config_in_force({"provider": provider}, config)
    show_rows([asdict(setting) for setting in settings.listing()], format)
