"""`llm-extract schema`: what can be extracted, and the shape of a result."""

import click

from llm_extract.cli import _options


@click.group()
def command() -> None:
    """The indicators and the shape of a result."""


@command.command("list")
@_options.schema_option
@click.option("--format", type=click.Choice(["table", "json"]), help="Table on a terminal.")
def list_(format: str | None) -> None:
    """Every indicator: identifier, label, unit, kind, row of the official form."""
    from llm_extract.cli._catalogue import listed
    from llm_extract.cli._listing import show_rows

    show_rows(listed(), format)


@command.command()
@_options.schema_option
@click.argument("id", required=False)
def show(id: str | None) -> None:
    """One indicator in full; without ID the JSON Schema of a result."""
    import json

    from llm_extract.cli._catalogue import in_full, result_schema

    shown = result_schema() if id is None else in_full(id)
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
