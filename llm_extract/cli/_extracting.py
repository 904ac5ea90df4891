"""What `extract` does: from paths and flags to written reports and an exit code."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from llm_extract import pipeline, readers
from llm_extract.cli import _options
from llm_extract.cli._catalogue import known_or_error
from llm_extract.cli._inputs import STDIN, inputs
from llm_extract.cli._running import outcomes
from llm_extract.cli._selection import select
from llm_extract.cli._tally import Tally
from llm_extract.errors import ConfigError
from llm_extract.records import Document, Report
from llm_extract.schemas import indicators


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags as given."""

    format: str | None
    output: Path | None
    only: tuple[str, ...]
    with_text: bool
    provider: str | None
    jobs: int
    config: Path | None
    quiet: bool
    debug: bool


def run(paths: tuple[str, ...], asked: Asked) -> int:
    """Extract everything under the paths, write it, and say how it went as an exit code."""
    _require_rules(asked)
    shown = asked.output is None and _options.on_terminal()
    default = "table" if shown else "json"
    format = _options.chosen_format(asked.format, asked.output, default)
    patterns = _patterns(asked.only)
    found = inputs(paths, frozenset(readers.suffixes()))
    jobs = 1 if STDIN in paths else min(asked.jobs, len(found))
    progress = len(found) > 1 and not asked.quiet and not shown
    tally = Tally(len(found), progress=progress, debug=asked.debug)
    reports = _selected(tally.reports(outcomes(found, extract_one, jobs)), patterns)
    several = len(found) > 1
    _options.write(reports, format, asked.output, several=several, with_text=asked.with_text)
    return tally.code()


def extract_one(source: str) -> Report:
    """Read and extract one document; `-` is standard input."""
    return pipeline.extract(_read(source))


def _require_rules(asked: Asked) -> None:
    config = _options.config_in_force({"provider": asked.provider}, asked.config)
    if config.settings.provider != "rules":
        raise ConfigError(
            f"provider {config.settings.provider!r} ({config.origins['provider']}): this version "
            "has only 'rules', which needs no model; set provider to rules or leave it out"
        )


def _patterns(only: tuple[str, ...]) -> tuple[str, ...]:
    """The globs of --only, each of which must fit some indicator."""
    given = tuple(glob for text in only for glob in text.split(","))
    for glob in given:
        if not any(fnmatchcase(name, glob) for name in indicators()):
            known_or_error(glob, what="--only: ")
    return given


def _selected(reports: Iterator[Report], patterns: tuple[str, ...]) -> Iterator[Report]:
    return (select(report, patterns) for report in reports) if patterns else reports


def _read(source: str) -> Document:
    if source == "-":
        return readers.read(sys.stdin.buffer.read(), source)
    return readers.read_path(Path(source))
