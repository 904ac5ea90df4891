"""From the arguments to the documents: folders recursively, sorted, hidden ones left out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from llm_extract.batch.orders import STDIN, Order
from llm_extract.errors import ConfigError

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents asked for: paths, what the user says of some, and globs of theirs."""

    paths: tuple[str, ...]
    manifest: Mapping[str, Entry] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def inputs(wanted: Wanted, suffixes: frozenset[str]) -> list[Order]:
    """Every document, those of the manifest last; a ConfigError where there is none."""
    entries = {os.path.normpath(name): entry for name, entry in (wanted.manifest or {}).items()}
    arguments = wanted.paths
    if arguments.count(STDIN) > 1:
        raise ConfigError("'-' stands for one document on standard input; give it once")
    if not entries and not any(name == STDIN or os.path.lexists(name) for name in arguments):
        raise ConfigError(f"no such file or folder: {', '.join(arguments)}; check the path")
    found = [each for name in arguments for each in _under(name, suffixes)]
    known = {os.path.normpath(order.source) for order in found}
    more = [name for name in wanted.manifest or () if os.path.normpath(name) not in known]
    found += [each for name in more for each in _under(name, suffixes)]
    chosen = [order for order in found if _is_chosen(order.source, wanted)]
    if not chosen:
        raise ConfigError(_none(wanted, found, suffixes))
    return [replace(each, manifest=entries.get(os.path.normpath(each.source))) for each in chosen]


def _none(wanted: Wanted, found: Sequence[Order], suffixes: frozenset[str]) -> str:
    if found:
        globs = " ".join((*wanted.include, *wanted.exclude))
        return f"--include and --exclude leave none of {len(found)} documents; check {globs}"
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
