"""From the arguments to the documents: folders recursively, sorted, hidden ones left out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path, PurePath

from llm_extract.batch.orders import STDIN, Order
from llm_extract.errors import ConfigError
from llm_extract.spilled import Spilled

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents asked for: paths, what the user says of some, and globs of theirs."""

    paths: tuple[str, ...]
    manifest: Mapping[str, Entry] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def inputs(wanted: Wanted, suffixes: frozenset[str]) -> Iterator[Order]:
    """Every document, those of the manifest last; a ConfigError where there is none."""
    told = _Told(wanted.manifest or {})
    _check(wanted)
    found = chosen = 0
    for name in chain(wanted.paths, told.unmet()):
        for order in _under(name, suffixes):
            found += 1
            entry = told.meet(order.source)
            if _is_chosen(order.source, wanted):
                chosen += 1
                yield replace(order, manifest=entry)
    if not chosen:
        raise ConfigError(_none(wanted, found, suffixes))


class _Told:
    """What the user says of documents, under whatever name they are found."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._names: Spilled[str] = Spilled()  # in the manifest, by the path that they mean
        self._met: Spilled[None] = Spilled()
        for name in entries:
            self._names[os.path.normpath(name)] = name

    def meet(self, source: str) -> Entry | None:
        """What is said of a document, which is found herewith."""
        if not self._entries:
            return None
        path = os.path.normpath(source)
        self._met[path] = None
        name = self._names.get(path)
        return None if name is None else self._entries[name]

    def unmet(self) -> Iterator[str]:
        """The names of documents that were not found by then."""
        return (name for name in self._entries if os.path.normpath(name) not in self._met)


def _check(wanted: Wanted) -> None:
    if wanted.paths.count(STDIN) > 1:
        raise ConfigError("'-' stands for one document on standard input; give it once")
    there = any(name == STDIN or os.path.lexists(name) for name in wanted.paths)
    if not there and not wanted.manifest:
        raise ConfigError(f"no such file or folder: {', '.join(wanted.paths)}; check the path")


def _none(wanted: Wanted, found: int, suffixes: frozenset[str]) -> str:
    if found:
        globs = " ".join((*wanted.include, *wanted.exclude))
        return f"--include and --exclude leave none of {found} documents; check {globs}"
    known = " ".join(sorted(suffixes))
    return f"no report in {', '.join(wanted.paths)}; looked for {known}"


def _is_chosen(source: str, wanted: Wanted) -> bool:
    """A glob fits the name, the end of the path, or the whole path as given."""

    def fits(globs: Sequence[str]) -> bool:
        return any(PurePath(source).match(g) or fnmatchcase(source, g) for g in globs if g)

    return (not wanted.include or fits(wanted.include)) and not fits(wanted.exclude)


def _under(name: str, suffixes: frozenset[str]) -> Iterator[Order]:
    path = Path(name)
    if name == STDIN:
        yield Order(name)
    elif not os.path.lexists(name):
        yield Order(name, "no such file; check the path")
    elif path.is_dir():
        yield from _walk(path, suffixes)
    else:
        yield Order(name)


def _walk(folder: Path, suffixes: frozenset[str]) -> Iterator[Order]:
    faults: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield Order(str(Path(here) / name))
    for fault in faults:
        yield Order(str(fault.filename), f"cannot be listed ({fault.strerror}); mend permissions")
