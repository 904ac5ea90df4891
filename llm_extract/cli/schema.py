"""`llm-extract schema`: what can be extracted, and the shape of a result."""

import json
from typing import TYPE_CHECKING, Any

import click

from llm_extract.cli import _options

if TYPE_CHECKING:
    from llm_extract.schemas import Indicator


@click.group()
def command() -> None:
    """The indicators and the shape of a result."""


@command.command("list")
@click.option("--format", type=click.Choice(["table", "json"]), help="Table on a terminal.")
def list_(format: str | None) -> None:
    """Every indicator: identifier, label, unit, kind, row of the official form."""
    from llm_extract.schemas import indicators

    rows = _form_rows()
    listed = [_entry(each, rows.get(each.id)) for each in indicators().values()]
    if (format or ("table" if _options.on_terminal() else "json")) == "json":
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        from llm_extract.cli._grid import grid

        click.echo(grid(listed))


@command.command()
@click.argument("id", required=False)
def show(id: str | None) -> None:
    """One indicator in full; without ID the JSON Schema of a result."""
    if id is None:
        from llm_extract.schemas.result import Result

        shown: dict[str, Any] = Result.model_json_schema()
    else:
        shown = _in_full(id)
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def _in_full(id: str) -> dict[str, Any]:
    from difflib import get_close_matches

    from llm_extract.errors import ConfigError
    from llm_extract.schemas import indicators

    found = indicators().get(id)
    if found is None:
        near = get_close_matches(id, indicators(), 1)
        hint = f"did you mean {near[0]}?" if near else "`llm-extract schema list` has them all"
        raise ConfigError(f"no indicator {id!r}; {hint}")
    more = {"units": list(found.units), "aliases": list(found.aliases)}
    return _entry(found, _form_rows().get(id)) | more


def _entry(found: "Indicator", row: int | None) -> dict[str, Any]:
    return {
        "id": found.id,
        "label": found.label,
        "unit": found.unit,
        "kind": found.kind.value,
        "form_2014": row,
    }


def _form_rows() -> dict[str, int]:
    """Where each indicator stands among the values of the 2014 form, counted from 1."""
    from llm_extract.schemas.form_2014 import FORM

    return {id: row for row, id in enumerate(FORM.ids, 1)}
