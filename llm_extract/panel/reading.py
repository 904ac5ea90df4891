"""Stored results one at a time, however many: a first look at each, and each again by its place."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llm_extract.batch.lines import is_torn, standing
from llm_extract.errors import ConfigError
from llm_extract.schemas.result import parsed, validated
from llm_extract.tabulating.rows import printable

Tree = dict[str, Any]

SUFFIXES = (".json", ".jsonl")
_BOM = b"\xef\xbb\xbf"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")  # half of a pair may stand alone
_APART = (".corrections.json",)  # what a review keeps beside its results


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result stands: its bytes, or its number in a file that is one array."""

    path: Path
    start: int
    size: int = 0  # bytes; 0 in an array


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files of results. Each is read again whenever asked for; an array is held in memory."""

    paths: tuple[Path, ...]
    faults: list[str] = field(default_factory=list)  # of results that had to be left out
    _arrays: dict[Path, list[Tree]] = field(default_factory=dict)

    def look(self) -> Iterator[tuple[Place, Tree]]:
        """Every result that can be read, in the order of the files."""
        for path in self.paths:
            try:
                yield from self._lines(path) if _has_lines(path) else self._items(path)
            except OSError as error:
                why = error.strerror or error
                raise ConfigError(f"{path}: cannot be read ({why}); check the path") from None
            except ConfigError as error:
                self.faults.append(str(error))

    def result(self, place: Place) -> Tree:
        """The result that stands at a place, with texts that any encoder takes."""
        if place.path in self._arrays:
            return self._arrays[place.path][place.start]
        with place.path.open("rb") as file:
            file.seek(place.start)
            line = file.read(place.size).removeprefix(_BOM)
        tree: Tree = parsed(line, str(place.path))
        return printable(tree) if _SURROGATE.search(line) else tree

    def _lines(self, path: Path) -> Iterator[tuple[Place, Tree]]:
        """The lines that stand; one that is no result is told of, the others do not feel it."""
        for line in standing(path):
            named = f"{path}:{line.number}"
            raw = line.raw.removeprefix(_BOM)
            try:
                tree = parsed(raw, named)
                validated(tree, named)
            except ConfigError as error:
                torn = is_torn(line.raw) or not line.raw.endswith(b"\n")
                self.faults.append(f"{named}: the line is torn; left out" if torn else str(error))
                continue
            yield Place(path, line.start + len(line.raw) - len(raw), len(raw)), tree

    def _items(self, path: Path) -> Iterator[tuple[Place, Tree]]:
        raw = path.read_bytes()
        tree = parsed(raw.removeprefix(_BOM), str(path))
        if not isinstance(tree, list):
            validated(tree, str(path))
            yield Place(path, 0, len(raw)), tree
            return
        for number, each in enumerate(tree):
            validated(each, f"{path} [{number}]")
        self._arrays[path] = printable(tree)
        for number, each in enumerate(tree):
            yield Place(path, number), each


def files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files named and those that folders hold by name; ConfigError where a folder has none."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [p for p in sorted(path.rglob("*")) if p.suffix in SUFFIXES and p.is_file()]
        inside = [p for p in inside if not p.name.endswith(_APART)]
        if not inside:
            raise ConfigError(f"{path}: no {' or '.join(SUFFIXES)} in it; name results of extract")
        found += inside
    return tuple(dict.fromkeys(found))


def _has_lines(path: Path) -> bool:
    """Whether each line is a result: what the ending says, else what the first line is."""
    if path.suffix == ".jsonl":
        return True
    with path.open("rb") as file:
        first = file.readline().removeprefix(_BOM)
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
