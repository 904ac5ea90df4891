"""What `review` does: stored results with their texts, to a page, annotations or a server."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_extract.cli import _options
from llm_extract.cli._output import opened
from llm_extract.cli._stored import document, stored
from llm_extract.errors import ExtractError
from llm_extract.rendering import review
from llm_extract.rendering.review import Sheet

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags as given."""

    output: Path | None = None
    format: str | None = None
    apply: Path | None = None
    serve: bool = False
    port: int = 0


def run(path: Path, asked: Asked) -> int:
    """Do what the flags ask for; the exit code says whether texts were missing."""
    faults: list[str] = []
    sheets = list(read(path, faults))
    if not sheets:
        return _options.SOME_FAILED
    _write(sheets, asked)
    return _options.SOME_FAILED if faults else 0


def read(path: Path, faults: list[str]) -> Iterator[Sheet]:
    """Every result of the file with its document; one whose text is not there is told."""
    for tree, result in zip(trees(path), stored(path).results, strict=True):
        try:
            yield Sheet(tree, document(result, path.parent))
        except (ExtractError, OSError) as error:
            faults.append(str(error))
            _options.complain(result.document.source, str(error))


def trees(path: Path) -> list[Tree]:
    """The results as JSON has them, with keys that the contract does not know."""
    text = stored_text(path)
    try:
        whole = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    return whole if isinstance(whole, list) else [whole]


def stored_text(path: Path) -> str:
    """The file's text; a ConfigError where `stored` would have one."""
    stored(path)
    return path.read_text("utf-8-sig")


def _write(sheets: Sequence[Sheet], asked: Asked) -> None:
    with opened(asked.output) as out:
        for piece in review.write(sheets):
            out.write(piece)
