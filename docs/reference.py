"""The reference, made from the code: `make docs` writes it, the tests hold it against the code.

Help of every command, settings, presets, indicators, the result, and the table of planted errors
in `verdicts.md`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from llm_extract import providers, schemas
from llm_extract.cli import commands
from llm_extract.config import PREFIX, ExtractSettings, ProviderSettings, Settings
from llm_extract.evaluation.faults import showing
from llm_extract.evaluation.faults.bench import KINDS, planted, silent
from llm_extract.schemas import applications
from llm_extract.schemas.form_2014 import FORM
from llm_extract.schemas.result import Result

HOME = Path(__file__).parent
_NOTE = "<!-- Written by `make docs` from the code. -->"
_ERRORS = re.compile(r"(?<=<!-- errors -->\n).*?(?=<!-- end -->)", re.DOTALL)
_CODE = re.compile(r"(\d+) (.+?)(?:, (?=\d)|$)")
_MATRIX = "applications."
# What each setting is for. A new one needs words here: `make docs` ends in a KeyError without.
_WORDS = {
    "provider": "who reads; several with commas",
    "strategy": "models are asked everything, or only where the rules are in doubt",
    "transport": "one request after the other, or a batch that takes up to a day",
    "max_cost": "a run stops before its answers cost more than this",
    "cache_dir": "where answers are kept",
    "cache": "a Redis or Valkey server that keeps them instead",
    "cache_user_env": "the variable that holds that server's user",
    "cache_password_env": "the variable that holds that server's password",
    "kind": "the protocol",
    "base_url": "the server's address",
    "model": "the model's name, as the server knows it",
    "api_key_env": "the variable that holds the key; empty for a server without",
    "mode": "how the shape of an answer is asked for",
    "concurrency": "requests in flight at most",
    "requests_per_minute": "requests begun in a minute at most",
    "timeout": "seconds for one request",
    "price_input": "per million tokens; unset is unknown, which is not 0",
    "price_output": "per million tokens; unset is unknown, which is not 0",
    "batch_price_factor": "what a batch costs of that price",
    "batch_keep_files": "leave a batch's files at the service when its answers are here",
    "temperature": '`"default"` leaves it to the server',
    "max_tokens": "of an answer; unset sends nothing",
    "parameters": "sent to the server as they are",
}


def pages() -> dict[Path, str]:
    """Every generated page as it should be today."""
    found = {
        "commands": ["# Commands", *_commands()],
        "settings": ["# Settings", *_settings()],
        "indicators": ["# Indicators", *_indicators()],
        "result": ["# The result", *_result()],
    }
    folder, verdicts = HOME / "reference", HOME / "verdicts.md"
    written = {
        folder / f"{name}.md": "\n\n".join([_NOTE, *text]) + "\n" for name, text in found.items()
    }
    told = _ERRORS.sub(lambda _: _errors(), verdicts.read_text("utf-8"))
    return {**written, verdicts: told}


def _commands() -> Iterator[str]:
    """Exit codes first, as the program's own help has them."""
    told = " ".join((commands.help or "").partition("Exit codes:")[2].split()).rstrip(".")
    yield "## Exit codes"
    yield _table(("code", "meaning"), (_CODE.findall(told)))
    for context in contexts():
        yield f"## {context.command_path}"
        yield f"```text\n{context.command.get_help(context).rstrip()}\n```"


def contexts() -> Iterator[click.Context]:
    """Every command that is shown, as wide as in a terminal of eighty columns."""
    root = click.Context(
        commands, info_name="llm-extract", terminal_width=78, **commands.context_settings
    )
    yield from _below(root)


def _below(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(group := context.command, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is not None and not command.hidden:
                yield from _below(click.Context(command, context, name))


def _settings() -> Iterator[str]:
    yield (
        f"Flags come before `{PREFIX}*` variables, those before `llm_extract.toml`, that before\n"
        "defaults; `llm-extract config show` tells where each came from. A key is never a\n"
        "setting: settings name the variables that hold keys."
    )
    yield _fields(Settings, PREFIX, without=("extract", "providers"))
    yield "## The table `[extract]`"
    yield _fields(ExtractSettings, PREFIX)
    yield "## A table `[providers.NAME]`"
    yield _fields(ProviderSettings, "", without=("name",))
    yield "## Presets"
    yield "A table of the same name overrides a part of one."
    tables = [providers.merged(name, {}) for name in providers.known({})]
    rows = ([each.name, each.kind, each.mode, each.base_url, each.api_key_env] for each in tables)
    yield _table(("name", "protocol", "mode", "address", "key in"), rows)


def _fields(model: type[BaseModel], variables: str, without: Iterable[str] = ()) -> str:
    """`variables`: what the names of environment variables begin with; "" where there are none."""
    heads = ("setting", "default", "", *(("variable",) if variables else ()))
    rows = []
    for name, field in model.model_fields.items():
        if name not in without:
            default = "" if field.default in (None, "") else f"`{json.dumps(field.default)}`"
            row = [f"`{name}`", default, _WORDS[name]]
            rows.append(row + ([f"`{variables}{name.upper()}`"] if variables else []))
    return _table(heads, rows)


def _indicators() -> Iterator[str]:
    rows = {id: number for number, id in enumerate(FORM.ids, 1)}
    yield (
        "`llm-extract schema show ID` has the other units and labels that each goes by. *form\n"
        "2014* is the place among the 58 values of that form."
    )
    single = [each for id, each in schemas.indicators().items() if not id.startswith(_MATRIX)]
    yield _table(
        ("id", "label", "unit", "kind", "form 2014"),
        ([f"`{e.id}`", e.label, e.unit, e.kind.value, str(rows.get(e.id, ""))] for e in single),
    )
    yield "## The matrix of requests"
    yield (
        "`applications.ROW.COLUMN`, in 件, for the rows of the form in use. Columns:\n"
        + ", ".join(f"`{column.id}`" for column in applications.COLUMNS)
        + "."
    )
    for form in ("2019", "2021"):
        yield f"### Rows of the form of {form}"
        found = ((f"`{row.id}`", row.numbering + row.label) for row in applications.rows(form))
        yield _table(("row", "label"), found)


def _result() -> Iterator[str]:
    tree = Result.model_json_schema()
    yield "`llm-extract schema show` prints the JSON Schema of one result object."
    yield _properties(tree)
    for name, part in tree["$defs"].items():
        yield f"## {name}"
        yield part.get("description", "")
        if "enum" in part:
            yield ", ".join(f"`{each}`" for each in part["enum"])
        else:
            yield _properties(part)


def _properties(part: dict[str, Any]) -> str:
    needed = part.get("required", ())
    found = part["properties"].items()
    rows = ((f"`{n}`", _type(p), "" if n in needed else "may be left out") for n, p in found)
    return _table(("key", "type", ""), rows)


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(map(_type, shape["anyOf"])))
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'])}" if "items" in shape else "list"
    return str(shape.get("format") or shape.get("type", "anything"))


def _errors() -> str:
    """Of each kind of planted error, how many were put in and how many stayed silent."""
    tree = json.loads((HOME.parent / showing.PATH).read_text("utf-8"))
    halves = [name for name in tree if name != "seed"]
    rows = []
    for kind in KINDS:
        counts = [Counter[str](tree[half]["kinds"].get(kind.name, {})) for half in halves]
        if not any(map(planted, counts)):
            continue  # a kind newer than the last run of the bench
        cells = (f"{silent(each)} of {planted(each)}" for each in counts)
        rows.append([kind.name, *cells, f"{100 / kind.bar:g} %"])
    return _table(("error", *(f"silent, {half}" for half in halves), "at most"), rows) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', '¦') for cell in line)} |" for line in lines)


def main() -> None:
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
