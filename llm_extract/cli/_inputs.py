"""From the arguments to the files: folders recursively, sorted, hidden ones left out."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_extract.errors import ConfigError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read, or why there is none: `fault` says what was found and would do."""

    source: str
    fault: str = ""


def inputs(arguments: tuple[str, ...], suffixes: frozenset[str]) -> list[Input]:
    """Every file of the arguments, in their order; a ConfigError where none of them exists."""
    if arguments.count(STDIN) > 1:
        raise ConfigError("'-' stands for one document on standard input; give it once")
    if not any(name == STDIN or os.path.lexists(name) for name in arguments):
        raise ConfigError(f"no such file or folder: {', '.join(arguments)}; check the path")
    found = [each for name in arguments for each in _under(name, suffixes)]
    if not found:
        known = " ".join(sorted(suffixes))
        raise ConfigError(f"no report in {', '.join(arguments)}; looked for {known}")
    return found


def _under(name: str, suffixes: frozenset[str]) -> Iterator[Input]:
    path = Path(name)
    if name == STDIN:
        yield Input(name)
    elif not os.path.lexists(name):
        yield Input(name, "no such file; check the path")
    elif path.is_dir():
        yield from _walk(path, suffixes)
    else:
        yield Input(name)


def _walk(folder: Path, suffixes: frozenset[str]) -> Iterator[Input]:
    faults: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield Input(str(Path(here) / name))
    for fault in faults:
        yield Input(str(fault.filename), f"cannot be listed ({fault.strerror}); mend permissions")
