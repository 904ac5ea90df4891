"""How a provider reads one labelled report: the one place that knows which providers there are."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_extract import pipeline, readers, rendering, schemas
from llm_extract.batch import identity
from llm_extract.config import Settings
from llm_extract.errors import ExtractError, ReaderMissing
from llm_extract.records import Report
from llm_extract.schemas import loading

RULES = "rules"
Shape = Mapping[str, Any]  # a result object, with its text


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one document: a result, or a fault; skipped if nothing here reads such files."""

    result: Shape | None = None
    fault: str = ""
    skipped: bool = False


# Readings in the order of the files; the number is that of processes, where there are any.
Reader = Callable[[Sequence[Path], int], Iterator[Reading]]


def reader(provider: str, settings: Settings, replay: Path | None = None) -> Reader:
    """What reads documents for a provider of the settings, or a ConfigError if there is none."""
    if provider == RULES:
        return pooled(by_rules)
    from llm_extract.evaluation import hearing  # nothing of a model where none is asked

    return hearing.reader(settings.model_copy(update={"provider": provider}), replay)


def pooled(read: Callable[[Path], Shape]) -> Reader:
    """One document after another, or several at once in processes that import `read`."""

    def readings(paths: Sequence[Path], jobs: int) -> Iterator[Reading]:
        if jobs == 1 or len(paths) < 2:
            yield from (attempt(read, path) for path in paths)
            return
        processes, schema = min(jobs, len(paths)), (schemas.source(),)
        with ProcessPoolExecutor(processes, initializer=loading.adopt, initargs=schema) as pool:
            yield from pool.map(attempt, [read] * len(paths), paths)

    return readings


def attempt(read: Callable[[Path], Shape], path: Path) -> Reading:
    """A document that fails is a reading too."""
    try:
        return Reading(read(path))
    except Exception as error:
        return failed(error)


def failed(error: Exception) -> Reading:
    """What went wrong with one document, in words."""
    told = "" if isinstance(error, ExtractError) else f"unexpected {type(error).__name__}: "
    return Reading(fault=f"{told}{error}", skipped=isinstance(error, ReaderMissing))


def by_rules(path: Path) -> Shape:
    """The result of the scanner alone."""
    return shaped(pipeline.extract(readers.read_path(path)))


def shaped(report: Report) -> Shape:
    """A report as `--format json --with-text` has it."""
    line = "".join(rendering.render("jsonl", [report], rendering.Options(with_text=True)))
    result: Shape = json.loads(line)
    return result


def settings_digest(provider: str, settings: Settings) -> str:
    """Of all that decides on a result beside the document: settings, prompts and the program."""
    chosen = settings.providers.get(provider)
    parts = [
        provider,
        chosen.model_dump_json(exclude=identity.APART, warnings=False) if chosen else "",
        settings.extract.model_dump_json(include={"strategy"}),
        identity.program(),
        catalogue.digest if (catalogue := schemas.own()) else "",
    ]
    return _digest("\x00".join(parts).encode())


def file_digest(path: Path) -> str:
    """Of a document's bytes."""
    return _digest(path.read_bytes())


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
