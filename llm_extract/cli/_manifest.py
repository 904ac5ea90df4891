"""A manifest: what the user says of documents, one JSON object a line, each with its `path`."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from llm_extract.errors import ConfigError
from llm_extract.spilled import Spilled

_TEXTS = ("agency", "region", "url")
_SHOWN = 5  # faults that are worth telling

Entry = dict[str, object]


def read(path: Path) -> Mapping[str, Entry]:
    """The entries by the document they speak of, without the path. All faults are told at once.

    A relative path is looked for in the working directory, then beside the manifest.
    """
    entries: Spilled[Entry] = Spilled()
    faults: list[str] = []
    more = 0
    for number, line in _lines(path):
        entry, found = _entry(line)
        source = _source(str(entry.pop("path", "")), path.parent)
        if source in entries and not found:
            found = [f"{source} stands on a line above"]
        faults += [f"{path}:{number}: {fault}" for fault in found]
        more += len(faults[_SHOWN:])
        del faults[_SHOWN:]
        entries[source] = entry
    if not entries:
        faults.append(f'{path}: empty; each line is like {{"path": "a.txt", "year": 2017}}')
    if faults:
        raise ConfigError("\n".join([*faults, *([f"and {more} more"] if more else [])]))
    return entries


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    begin = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                if line.strip():
                    yield number, line
                begin += len(raw)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check --manifest") from None
    except UnicodeDecodeError as error:
        place = begin + error.start
        raise ConfigError(f"{path}: not UTF-8 at byte {place}; save it as UTF-8") from None


def _entry(line: str) -> tuple[Entry, list[str]]:
    """The entry of a line, and what is wrong with it."""
    try:
        entry = json.loads(line)
    except ValueError as error:
        return {}, [f"not JSON: {error}"]
    if not isinstance(entry, dict):
        return {}, [f"must be an object, found {line.strip()[:40]}"]
    return entry, list(_faults(entry))


def _faults(entry: Entry) -> Iterator[str]:
    path, year = entry.get("path"), entry.get("year")
    if not isinstance(path, str) or not path:
        yield f"path: must be a text, found {path!r}"
    if year is not None and type(year) is not int:
        yield f"year: must be a whole number, found {year!r}"
    for name in _TEXTS:
        if not isinstance(entry.get(name) or "", str):
            yield f"{name}: must be a text, found {entry[name]!r}"
    for name, value in entry.items():
        if isinstance(value, list | dict):
            yield f"{name}: must be a text or a number, found {value!r}"


def _source(path: str, beside: Path) -> str:
    near = str(beside / path)
    return near if not os.path.lexists(path) and os.path.lexists(near) else path
