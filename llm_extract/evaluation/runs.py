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
from llm_extract.evaluation.reading import file_digest
from llm_extract.evaluation.readings import Reader, Reading
from llm_extract.schemas.result import Result

FOLDER = Path("eval/runs")
_RUN, _RESULTS = "run.json", "results.jsonl"
_ODD = "backslashreplace"  # a file name that is no UTF-8 becomes what JSON reads back


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document; `content` and `settings` are digests of what it came from."""

    document: str
    content: str
    settings: str
    result: Mapping[str, Any] | None = None
    fault: str = ""
    skipped: bool = False  # nothing here reads such files: not the provider's fault


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

    A failed document is tried again, and so is one with gaps.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = _tidied(folder)
    wanted = {f.name: (f.source, file_digest(f.source)) for f in fixtures}
    settings = about.settings_digest
    open_ = [
        n for n, (_, content) in wanted.items() if not _is_done(entries.get(n), content, settings)
    ]
    started = datetime.now(UTC).isoformat(timespec="seconds")
    _replace(folder / _RUN, json.dumps({**asdict(about), "started": started}, indent=2) + "\n")
    with (folder / _RESULTS).open("a", encoding="utf-8", errors=_ODD) as lines:
        readings = reader([wanted[name][0] for name in open_], jobs)
        for name, reading in zip(open_, readings, strict=True):
            content = wanted[name][1]
            entries[name] = _entry(name, content, settings, reading)
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


def _entry(name: str, content: str, settings: str, reading: Reading) -> Entry:
    return Entry(name, content, settings, reading.result, reading.fault, reading.skipped)


def _is_done(entry: Entry | None, content: str, settings: str) -> bool:
    return (
        entry is not None
        and entry.result is not None
        and not entry.result["run"]["gaps"]
        and (entry.content, entry.settings) == (content, settings)
    )


def _entries(folder: Path) -> Iterator[tuple[str, Entry]]:
    for line in _text(folder / _RESULTS).split("\n"):
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue  # torn by a crash: read again
        yield entry.document, entry


def _tidied(folder: Path) -> dict[str, Entry]:
    """The last entry of each document; torn and outlived lines are dropped from the file."""
    entries = dict(_entries(folder))
    text = _text(folder / _RESULTS)
    if text.count("\n") != len(entries) or not text.endswith("\n"):
        _replace(folder / _RESULTS, "".join(map(_line, entries.values())))
    return entries


def _text(path: Path) -> str:
    """A crash may have torn a character; line ends within a report's text are no line ends here."""
    return path.read_bytes().decode(errors="replace") if path.is_file() else ""


def _append(lines: TextIO, entry: Entry) -> None:
    lines.write(_line(entry))
    lines.flush()
    os.fsync(lines.fileno())


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False, separators=(",", ":")) + "\n"


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.part")
    with draft.open("w", encoding="utf-8", errors=_ODD, newline="") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
