"""Recorded answers of a strong model over real reports, held against labels of those reports.

Reports and answers are no part of the repository: its labels name places by offsets alone, and
the scoreboard's figures are kept for whoever does not have the folder.
"""

import asyncio
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from llm_extract import pipeline, readers
from llm_extract.batch import identity
from llm_extract.evaluation import reading, readings, runs, scoring
from llm_extract.evaluation._beyond import places
from llm_extract.evaluation._gold import key
from llm_extract.evaluation.labels import Fixture, Labels
from llm_extract.evaluation.outcomes import Places
from llm_extract.records import Reply, Report, Request

HOME = Path("../shared")  # documents/ID_*.txt, replies/ID-*.json
LABELS = Path("eval/recorded")
SUITE, RULES, HEARD = "recorded", "rules", "rules-and-answers"
_PLACE = re.compile(r"@(\d+):(\d+)")


def is_there(home: Path = HOME) -> bool:
    """Whether the reports and the answers are at hand."""
    return (home / "documents").is_dir() and (home / "replies").is_dir()


def digest(folder: Path = LABELS) -> str:
    """Of all label files."""
    files = sorted(folder.glob("*.toml"))
    return hashlib.sha256(b"\x00".join(path.read_bytes() for path in files)).hexdigest()


@dataclass(frozen=True, slots=True)
class Recorded:
    """Both runs scored, and what became of what the model said, statement by statement."""

    scored: tuple[scoring.Scored, ...]
    said: int
    offered: int  # of those, under an identifier that is offered today
    labelled: int  # of those, what a label says at that place


def score(kept: Path, home: Path = HOME) -> Recorded:
    """The rules alone, then the rules with the answers as a second witness; runs are `kept`."""
    fixtures = [_labelled(path, home) for path in sorted(LABELS.glob("*.toml"))]
    readers_of = {RULES: reading.by_rules, HEARD: lambda path: readings.shaped(_heard(path, home))}
    read = {
        name: runs.resume(
            kept / f"{SUITE}-{name}",
            runs.About(SUITE, name, str(LABELS), (), _settings(home)),
            fixtures,
            reading.pooled(reader),
            1,
        )
        for name, reader in readers_of.items()
    }
    told = [_told(fixture, read[HEARD].entries[fixture.name]) for fixture in fixtures]
    said = sum(1 for fixture in fixtures for _ in _said(fixture.source.name, home))
    made = sum(each.made for each in told)
    scored = tuple(scoring.score(run, fixtures) for run in read.values())
    return Recorded(scored, said, made, made - sum(each.extra for each in told))


def labelled(run: runs.Run) -> tuple[Fixture, ...]:
    """The labels over the texts that a stored run holds: the reports need not be at hand."""
    read = {name: runs.result_of(entry) for name, entry in run.entries.items()}
    return tuple(
        _placed(path, Path(result.document.source), result.document.text or "")
        for path in sorted(Path(run.about.fixtures).glob("*.toml"))
        if (result := read.get(path.stem))
    )


def _told(fixture: Fixture, entry: runs.Entry) -> Places:
    """What the model alone said, against the labels."""
    result = runs.result_of(entry)
    assert result is not None
    values = tuple(
        value.model_copy(
            update={"statements": [s for s in value.statements if s.witness == "model"]}
        )
        for value in result.values
    )
    answers = key(fixture.labels, result.document.text or "")
    return places(answers, result.model_copy(update={"values": values}))


def _labelled(path: Path, home: Path) -> Fixture:
    """The labels of a report at hand."""
    [source] = (home / "documents").glob(f"{path.stem}_*.txt")
    return _placed(path, source, readers.read_path(source).text)


def _placed(path: Path, source: Path, text: str) -> Fixture:
    """Labels whose places have become the words that stand there."""
    raw = path.read_bytes()
    tree = tomllib.loads(raw.decode(), parse_float=Decimal)
    tree["meta"]["source"] = source.name
    labels = Labels.model_validate(_quoted(tree, text))
    return Fixture(path.stem, source.parent, labels, hashlib.sha256(raw).hexdigest())


def _quoted(tree: Any, text: str) -> Any:
    if isinstance(tree, dict):
        return {key: _quoted(value, text) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_quoted(value, text) for value in tree]
    place = _PLACE.fullmatch(tree) if isinstance(tree, str) else None
    return text[int(place[1]) : int(place[2])] if place else tree


def _heard(path: Path, home: Path) -> Report:
    """Each question is answered with what was said then of the words that it shows."""
    prepared = pipeline.prepare(readers.read_path(path))
    said = list(_said(path.name, home))

    async def answer(request: Request) -> Reply:
        told = [each for each in said if each["quote"] in request.user]
        return Reply(json.dumps({"statements": told}, ensure_ascii=False), HEARD)

    questions = pipeline.questions(prepared, "full")
    testimony = asyncio.run(pipeline.hear(prepared, {"model": answer}, questions))
    return pipeline.conclude(prepared, testimony)


def _said(document: str, home: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((home / "replies").glob("*.json")):
        tree = json.loads(path.read_text("utf-8"))
        if tree["document"] == document:
            yield from tree["answer"]["statements"]


def _settings(home: Path) -> str:
    files = sorted((home / "replies").glob("*.json"))
    told = b"\x00".join([identity.program().encode(), *(f.read_bytes() for f in files)])
    return hashlib.sha256(told).hexdigest()
