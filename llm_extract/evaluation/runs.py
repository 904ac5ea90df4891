"""A run: one provider over one suite, kept in a folder line by line, so that it can be resumed.

`run.json` says what was run, `results.jsonl` holds a line per document in the order of reading,
the last line of a document standing; `outcomes.jsonl` is written anew at each scoring.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from llm_extract import __version__
from llm_extract.errors import ConfigError
from llm_extract.evaluation.labels import Fixture
from llm_extract.evaluation.reading import Reader, file_digest
from llm_extract.schemas.result import Result

FOLDER = Path("eval/runs")
_RUN, _RESULTS = "run.json", "results.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document; `content` and `settings` are digests of what it came from."""

    document: str
    content: str
    settings: str
    result: Mapping[str, Any] | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What `run.json` says."""

    suite: str
    provider: str
    fixtures: str
    splits: tuple[str, ...]
    settings_digest: str
    version: str = __version__
    prompt_digest: str = ""
    started: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it is stored: what it was, and the last entry of each document."""

    folder: Path
    about: About
    entries: Mapping[str, Entry]


def resume(
    folder: Path, about: About, fixtures: Iterable[Fixture], reader: Reader, jobs: int
) -> Run:
    """Read what is not yet read of this content with these settings; each line is durable.

    A failed document is tried again.
    """
    entries = dict(_entries(folder)) if folder.is_dir() else {}
    wanted = {f.name: (f.source, file_digest(f.source)) for f in fixtures}
    settings = about.settings_digest
    open_ = [
        n for n, (_, content) in wanted.items() if not _is_done(entries.get(n), content, settings)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    _replace(folder / _RUN, json.dumps({**asdict(about), "started": started}, indent=2) + "\n")
    with _appending(folder / _RESULTS) as lines:
        readings = reader([wanted[name][0] for name in open_], jobs)
        for name, reading in zip(open_, readings, strict=True):
            content = wanted[name][1]
            entries[name] = Entry(name, content, settings, reading.result, reading.fault)
            _append(lines, entries[name])
    return Run(folder, about, {name: entries[name] for name in wanted})


def stored(folder: Path) -> Run:
    """A run read back, without reading any document."""
    try:
        tree = json.loads((folder / _RUN).read_text("utf-8"))
        about = About(**{**tree, "splits": tuple(tree["splits"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigError(f"{folder}: no run of `llm-extract eval` ({error})") from None
    return Run(folder, about, dict(_entries(folder)))


def result_of(entry: Entry) -> Result | None:
    """The result of an entry with exact decimals; None where the document failed."""
    if entry.result is None:
        return None
    tree = json.loads(json.dumps(entry.result), parse_float=Decimal)
    try:
        return Result.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{entry.document}: stored result: {place}: {first['msg']}") from None


def keep_outcomes(run: Run, lines: Iterable[str]) -> None:
    """Write the outcomes of a scoring beside the results they come from."""
    _replace(run.folder / "outcomes.jsonl", "".join(f"{line}\n" for line in lines))


def _is_done(entry: Entry | None, content: str, settings: str) -> bool:
    return (
        entry is not None
        and entry.result is not None
        and (entry.content, entry.settings) == (content, settings)
    )


def _entries(folder: Path) -> Iterator[tuple[str, Entry]]:
    path = folder / _RESULTS
    if not path.is_file():
        return
    for line in path.read_text("utf-8").splitlines():
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue  # torn by a crash: read again
        yield entry.document, entry


def _appending(path: Path) -> TextIO:
    """The file opened at its end, a torn last line closed."""
    raw = path.read_bytes() if path.is_file() else b""
    stream = path.open("a", encoding="utf-8")
    if raw and not raw.endswith(b"\n"):
        stream.write("\n")
    return stream


def _append(lines: TextIO, entry: Entry) -> None:
    lines.write(json.dumps(asdict(entry), ensure_ascii=False, separators=(",", ":")) + "\n")
    lines.flush()
    os.fsync(lines.fileno())


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, "utf-8")
    draft.replace(path)
