"""The command line. A file in this folder is a command, its `command` what click runs.

Nothing heavy is imported before a command runs, so that `--help` is quick.
"""

import os
import sys
from io import TextIOWrapper
from typing import NoReturn

import click

from llm_extract import __version__

__all__ = ["main", "run"]

FAILED, USAGE, INTERRUPTED = 1, 2, 130


class _Commands(click.Group):
    """Commands are the files of this folder, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        # Neither pkgutil nor pathlib: each costs a tenth of the time that --help may take.
        files = [entry.name.partition(".") for entry in os.scandir(__path__[0])]
        return sorted(stem for stem, _, end in files if end == "py" and not stem.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = __import__(f"{__name__}.{cmd_name}", fromlist=["command"])
        command: click.Command = module.command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="llm-extract")
def commands() -> None:
    """Verified extraction from Chinese annual reports on government information disclosure
    (政府信息公开工作年度报告): each value with its exact place and a verdict.

    Exit codes: 0 ok, 1 unexpected error, 2 usage or configuration, 3 some documents failed or have
    gaps (the rest is written), 4 no provider could be reached, 5 stopped by the budget, 6 a gate of
    the evaluation is not met, 7 no recorded answer to replay, 130 interrupted.
    """


def main() -> NoReturn:
    """Run the command of the command line and leave with the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _leave(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; whatever happens becomes a word on standard error and an exit code."""
    try:
        with commands.make_context("llm-extract", arguments) as context:
            code = commands.invoke(context) or 0
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; run the same command again to start over", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return 0  # the reader has seen enough
    except Exception as error:
        return _told(error)
    return int(code)


def _told(error: Exception) -> int:
    """Say what went wrong: one line for what the user can mend, a traceback for the rest."""
    from llm_extract.errors import ExtractError

    if isinstance(error, ExtractError):
        click.echo(f"llm-extract: {error}", err=True)
        return USAGE
    if isinstance(error, OSError):
        click.echo(f"llm-extract: {error}", err=True)
        return FAILED
    sys.excepthook(type(error), error, error.__traceback__)
    click.echo("llm-extract: this is a fault of the program; please report it", err=True)
    return FAILED


def _leave(code: int) -> NoReturn:
    """Exit; a reader that has gone away must not make the interpreter complain."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
