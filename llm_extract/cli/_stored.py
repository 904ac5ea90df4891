"""Results and their texts read back from disk, with a clear word on what is wrong with them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from llm_extract import readers
from llm_extract.batch.lines import is_torn, standing
from llm_extract.errors import ConfigError, DocumentError, ExtractError
from llm_extract.records import Document
from llm_extract.schemas.result import Result, parsed, validated


@dataclass(frozen=True, slots=True)
class Stored:
    """The results of a file, one at a time where it has lines."""

    results: Iterator[Result]
    several: bool
    lines: bool


def stored(path: Path) -> Stored:
    """Open a result: one object, an array of them, or JSON lines; ConfigError if it is none."""
    try:
        return _opened(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: no UTF-8 at byte {error.start}; is it a result?") from None


def document(result: Result, beside: Path) -> Document:
    """The document that the offsets point into.

    A relative source is looked for in the working directory, then beside the result. The file's
    tables are worth having even where the text is stored.
    """
    part = result.document
    read = _reread(result, beside)
    if part.text is None and read is None:
        raise DocumentError(
            f"no text to check against: {part.source} is not there with the same content, and the "
            "result has no document.text; put the file back, or extract again --with-text"
        )
    if part.text is None or (read and read.text == part.text):
        assert read is not None
        return read
    if len(part.text) != part.characters:
        raise DocumentError(
            f"document.text has {len(part.text)} characters, document.characters says "
            f"{part.characters}; extract again --with-text"
        )
    return Document(part.text, part.format, part.sha256, part.source)


def _reread(result: Result, beside: Path) -> Document | None:
    source = result.document.source
    for path in (Path(source), beside / source):
        try:
            if not path.is_file():
                continue
            raw = path.read_bytes()
            if hashlib.sha256(raw).hexdigest() == result.document.sha256:
                read = readers.read(raw, path.name)
                return Document(
                    read.text,
                    read.format,
                    read.sha256,
                    source,
                    read.encoding,
                    read.title,
                    read.tables,
                )
        except (OSError, ValueError, ExtractError):
            continue
    return None


def _opened(path: Path) -> Stored:
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline()
        is_line = _is_object(first)
        if is_line and file.readline():
            return Stored(_lines(path), several=True, lines=True)
        file.seek(0)
        text = file.read().removeprefix("\ufeff")
    tree = parsed(text, str(path))
    if isinstance(tree, list):
        many = (validated(each, f"{path} [{index}]") for index, each in enumerate(tree))
        return Stored(many, several=True, lines=False)
    one = validated(tree, str(path))
    return Stored(iter([one]), several=False, lines=is_line and path.suffix == ".jsonl")


def _lines(path: Path) -> Iterator[Result]:
    """The line that stands of each document, where a run was killed or is not yet tidied."""
    for line in standing(path):
        place = f"{path}:{line.number}"
        if is_torn(line.raw):
            click.echo(f"{place}: the line is torn; left out", err=True)
            continue
        yield validated(parsed(line.raw.removeprefix(b"\xef\xbb\xbf"), place), place)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
