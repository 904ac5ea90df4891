"""How a provider reads one labelled report: the one place that knows which providers there are."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from llm_extract import pipeline, readers, schemas
from llm_extract.batch import identity
from llm_extract.config import Settings
from llm_extract.evaluation.readings import Reader, Reading, Shape, failed, shaped
from llm_extract.schemas import loading

RULES = "rules"


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


def by_rules(path: Path) -> Shape:
    """The result of the scanner alone."""
    return shaped(pipeline.extract(readers.read_path(path)))


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
