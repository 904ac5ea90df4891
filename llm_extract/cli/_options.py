"""What the commands have in common: flags, the format chosen, the writing."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from llm_extract.config import Config
    from llm_extract.records import Report

USAGE, SOME_FAILED, UNREACHABLE, SPENT, MISSED, INTERRUPTED = 2, 3, 4, 5, 7, 130  # exit codes

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def schema_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--schema`: while the command runs, the catalogue is that of a class of one's own."""

    def in_force(context: click.Context, _: click.Parameter, source: str | None) -> None:
        if source:
            from llm_extract import schemas
            from llm_extract.schemas import loading

            context.with_resource(schemas.using(loading.load(source)))

    return click.option(
        "--schema",
        metavar="FILE.py:CLASS",
        callback=in_force,
        expose_value=False,
        help="A pydantic class of your own instead of the house's indicators; its file is run.",
    )(command)


def as_path(value: str) -> "Path":
    """A parameter type; click.Path would import pathlib for every `--help`."""
    from pathlib import Path

    return Path(value)


def path_option(*names: str, help: str) -> Decorator:
    """An option that takes a path; whether it exists is for the command to say."""
    return click.option(*names, type=as_path, metavar="PATH", help=help)


def config_in_force(flags: dict[str, object], path: "Path | None") -> "Config":
    """The settings of this run from flags, environment and file."""
    from llm_extract.config import load

    return load(flags, os.environ, path)


def chosen_format(named: str | None, output: "Path | None", otherwise: str) -> str:
    """The format asked for, else the one of the file's name, else `otherwise`."""
    from llm_extract import plugins, rendering
    from llm_extract.errors import ConfigError

    known = plugins.names("llm_extract.rendering")
    suffix = output.suffix.lower().lstrip(".") if output else ""
    format = named or (suffix if suffix in known else otherwise)
    if format not in known:
        raise ConfigError(f"no format {format!r}; there are {', '.join(known)}")
    if output is None and on_terminal() and rendering.is_binary(format):
        raise ConfigError(f"{format} is nothing for a terminal; write it with -o results.{format}")
    return format


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def write(reports: "Iterable[Report]", format: str, output: "Path | None", **options: bool) -> None:
    """Render the reports as they come; without `output` to standard output."""
    import shutil

    from llm_extract import rendering
    from llm_extract.cli._output import opened

    colour = output is None and on_terminal() and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size((120, 24)).columns if output is None else 120
    surroundings = rendering.Options(colour=colour, width=width, **options)
    with opened(output) as out:
        for piece in rendering.encoded(format, reports, surroundings):
            out.buffer.write(piece)


def say(words: str) -> None:
    """One line on standard error about the run."""
    click.echo(words, err=True)


def silent(words: str) -> None:
    """Say nothing, in the place of `say`."""


def complain(source: str, fault: str) -> None:
    """One line on standard error about one document."""
    line = " ".join(fault.removeprefix(f"{source}: ").split())
    click.echo(f"{source}: {line}", err=True)
