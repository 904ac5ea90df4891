"""Files of results line by line as runs leave them: a document's last line stands.

A killed run may leave a torn last line, and lines that later ones replaced.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

from llm_extract.spilled import Spilled

_HEAD = '{"schema_version":1,"document":'
_TAIL = ',"run":{'  # within a text its quotes would be escaped
_decoder = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Known:
    """What a line says of its document: its content, what decided on the result, any gaps.

    `settings` is "" for a line of a run that nobody was to continue.
    """

    source: str
    sha256: str
    settings: str
    gaps: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line that stands: its number from 1, its first byte, and what it says if it is a result."""

    number: int
    start: int
    raw: bytes
    known: Known | None


def standing(path: Path) -> Iterator[Line]:
    """The lines that no later one replaces, in their order; one of them may be torn."""
    last: Spilled[int] = Spilled()
    for line in _every(path):
        if line.known is not None and line.known.settings:
            last[line.known.source] = line.number
    for line in _every(path):
        if line.known is None or last.get(line.known.source, 0) <= line.number:
            yield line


def read(line: bytes) -> Known | None:
    """What the line says, or None where it is no whole line of a result."""
    try:
        text = line.decode("utf-8-sig")
        return _quickly(text) or known_of(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def is_torn(line: bytes) -> bool:
    """Whether the line may be what a kill or a power cut left of one of ours."""
    begun = line.rstrip(b"\n")[: len(_HEAD)]
    return b"\x00" in line or (read(line) is None and _HEAD.encode().startswith(begun))


def _every(path: Path) -> Iterator[Line]:
    start = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if raw.strip():
                yield Line(number, start, raw, read(raw))
            start += len(raw)


def _quickly(text: str) -> Known | None:
    """Without reading the values, which are nearly all of the line."""
    at = text.rfind(_TAIL)
    if at < 0 or not text.startswith(_HEAD):
        return None
    document, _ = _decoder.raw_decode(text, len(_HEAD))
    return known_of({"document": document, **json.loads("{" + text[at + 1 :])})


def known_of(tree: dict[str, Any]) -> Known:
    """What a result says of its document and of how it came about."""
    document, run = tree["document"], tree["run"]
    settings = intern(tree.get("settings_digest") or "")
    return Known(document["source"], document["sha256"], settings, len(run["gaps"]))
