"""What `panel` does: from stored results to tables on disk and an exit code."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj

import click

from llm_extract.cli import _options
from llm_extract.cli._output import drafts, named, opened
from llm_extract.cli._selection import patterns
from llm_extract.errors import ConfigError
from llm_extract.panel import Panel, Shelf, Wanted, assemble, files, gather
from llm_extract.panel.summary import summary
from llm_extract.panel.tables import Table
from llm_extract.panel.writing import formats, is_one_file, write

_PAGE = "summary.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags as given."""

    output: str | None = None
    format: str | None = None
    shape: str = "long"
    verdicts: str | None = None
    only: tuple[str, ...] = ()
    summary: Path | None = None
    quiet: bool = False


def run(paths: Sequence[Path], asked: Asked) -> int:
    """Write what was asked for; 3 where a result had to be left out."""
    target = named(asked.output)
    format = _format(asked, target)
    shelf = Shelf(files(tuple(paths)))
    panel = gather(shelf, Wanted(patterns(asked.only), _verdicts(asked.verdicts)))
    for fault in shelf.faults:
        click.echo(fault, err=True)
    if not panel.entries:
        raise ConfigError(f"{paths[0]}: holds no result that can be read")
    _written(panel, format, target, asked)
    if not asked.quiet:
        click.echo(_told(panel), err=True)
    return _options.SOME_FAILED if shelf.faults else 0


def _format(asked: Asked, target: Path | None) -> str:
    suffix = target.suffix.lower().lstrip(".") if target and not target.is_dir() else ""
    format = asked.format or suffix or "csv"
    if format not in formats():
        raise ConfigError(f"no format {format!r} of panels; there are {', '.join(formats())}")
    if target is None and format != "csv" and _options.on_terminal():
        raise ConfigError(f"{format} is nothing for a terminal; write it with -o panel.{format}")
    return format


def _verdicts(given: str | None) -> tuple[str, ...]:
    if given is None:
        return Wanted().verdicts
    named = tuple(word.strip() for word in given.split(",") if word.strip())
    known = Wanted().verdicts
    wrong = [word for word in named if word not in known]
    if wrong or not named:
        found = wrong[0] if wrong else given
        raise ConfigError(f"--verdicts: no {found!r} among values; there are {', '.join(known)}")
    return named


def _written(panel: Panel, format: str, target: Path | None, asked: Asked) -> None:
    """All files appear at the end, or none does."""
    folder = target if target and target.is_dir() else None
    tables = _tables(panel, format, asked.shape, whole=folder is not None)
    with drafts(target) as draft:
        paths = {table.name: draft / f"{table.name}.{format}" for table in tables}
        if is_one_file(format):
            paths = dict.fromkeys(paths, draft / f"panel.{format}")
        write(format, assemble(panel, paths), tables, paths)
        if folder is not None:
            (draft / _PAGE).write_text(summary(panel), "utf-8")
            for path in {*paths.values(), draft / _PAGE}:
                path.replace(folder / path.name)
        else:
            _put(paths[tables[0].name], target)
    if asked.summary is not None:
        with opened(asked.summary) as out:
            out.write(summary(panel))


def _tables(panel: Panel, format: str, shape: str, *, whole: bool) -> list[Table]:
    if whole or is_one_file(format):
        return list(panel.tables.values())
    return [panel.tables[shape]]


def _put(draft: Path, target: Path | None) -> None:
    """A file replaces the old one; a pipe or device gets the bytes."""
    if target is not None and (target.is_file() or not target.exists()):
        draft.replace(target)
        return
    out = sys.stdout.buffer if target is None else target.open("wb")
    with draft.open("rb") as file:
        copyfileobj(file, out)
    out.flush()


def _told(panel: Panel) -> str:
    entries = panel.entries
    groups = len({each.group for each in entries})
    agencies = len({each.agency or each.sha256 for each in entries})
    found = panel.counts.checks
    years = sum(n for (_, check, _), n in found.items() if check == "years")
    return (
        f"{len(entries)} documents, {groups} agency-years of {agencies} agencies; "
        f"{len(entries) - groups} duplicates compared, {years} differences between years"
    )
