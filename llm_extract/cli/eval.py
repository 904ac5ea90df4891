"""`llm-extract eval`: how well providers read, on labelled reports."""

from typing import TYPE_CHECKING, Any

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from pathlib import Path


class _Evaluations(click.Group):
    """What is no subcommand is the name of a suite, so that `eval dev` needs no other word."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.commands, *ctx.help_option_names}
        named = next(iter(args), "")
        return super().parse_args(ctx, args if named in known else ["suite", *args])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        suite.format_options(click.Context(suite, ctx), formatter)
        self.format_commands(ctx, formatter)


_runs = _options.path_option("--runs", help="Where runs are kept; eval/runs if unset.")
_labels = _options.path_option("--labels", help="A folder of labelled reports of your own.")
_config = _options.path_option("--config", help="Settings file instead of ./llm_extract.toml.")
_jobs = click.option("--jobs", type=click.IntRange(1), default=1, help="Processes; 1 if unset.")
_format = click.option(
    "--format", metavar="NAME", help="table, json, junit or html. Default: what -o ends with."
)
_output = _options.path_option("-o", "--output", help="Write to this file instead of the output.")
_replay = _options.path_option("--replay", help="Recorded answers; no provider is asked.")


@click.group(cls=_Evaluations, subcommand_metavar="[SUITE] | COMMAND ...")
def command() -> None:
    """Evaluate providers on labelled reports: eval/suites/SUITE.toml, dev if unset.

    What is read once is kept in eval/runs; the same command reads only what has changed since.
    Exit 6 when a gate of the suite is missed, 3 when documents failed.
    """


@command.command(hidden=True)
@click.argument("suite", required=False)
@click.option("--provider", metavar="NAMES", help="Who reads: one, or several with commas.")
@_labels
@_format
@_output
@_replay
@_runs
@_jobs
@_config
@_options.schema_option
@click.option("--write-baseline", is_flag=True, help="Make this run the suite's baselines.")
def suite(suite: str | None, **flags: Any) -> int:
    """Run a suite. Without its name: dev, or with --labels that folder."""
    from llm_extract.cli._evaluating import Asked, run

    return run(suite, Asked(**flags))


@command.command()
@click.argument("run", type=_options.as_path)
@_labels
@_format
@_output
@_options.schema_option
def score(run: "Path", labels: "Path | None", format: str | None, output: "Path | None") -> int:
    """Score a stored run again, after labels changed. Nothing is read, no call is made."""
    from llm_extract.cli._evaluating import score_again

    return score_again(run, labels, format, output)


@command.command()
@click.argument("left")
@click.argument("right")
@click.option("--suite", metavar="SUITE", help="Which suite a provider reads; dev if unset.")
@click.option("--format", type=click.Choice(["table", "json"]), help="table if unset.")
@_labels
@_output
@_replay
@_runs
@_jobs
@_config
@_options.schema_option
def compare(left: str, right: str, **flags: Any) -> int:
    """Compare two providers or two stored runs, pairing what both read."""
    from llm_extract.cli._evaluating import Asked, compare

    suite = flags.pop("suite")
    return compare((left, right), suite, Asked(**flags))


@command.command("init-labels")
@click.argument("result", type=_options.as_path, metavar="RESULT.json")
@_output
@_options.schema_option
def init_labels(result: "Path", output: "Path | None") -> int:
    """Write a label file to correct from the result of one document."""
    from llm_extract.cli._evaluating import init_labels

    return init_labels(result, output)


@command.command()
@click.argument("folder", type=_options.as_path, default="fixtures")
@_output
def agreement(folder: "Path", output: "Path | None") -> int:
    """How far two readings agree: first.toml and second.toml of each report in FOLDER.

    And how much of each stands in the labels that were settled, which is what a person reaches.
    """
    from llm_extract.cli._evaluating import agreement

    return agreement(folder, output)


@command.command()
@_output
@_runs
@_jobs
@_config
def scoreboard(**flags: Any) -> int:
    """Write eval/SCOREBOARD.md anew."""
    from llm_extract.cli._evaluating import Asked, scoreboard

    return scoreboard(Asked(**flags))
