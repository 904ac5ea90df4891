"""How well a person reads: each reading held against the labels that were settled afterwards.

Counted as the places of a result are: right is what some label admits, found what a label demands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_extract import schemas
from llm_extract.evaluation._gold import same
from llm_extract.evaluation.agreement import FIRST, SECOND
from llm_extract.evaluation.labels import FILE, Fixture, Labels, Observation, load
from llm_extract.records import Place, State


@dataclass(frozen=True, slots=True)
class Held:
    """Readings of one person; lists that no result has and cells of official forms left out."""

    reader: str
    reports: int
    made: int
    right: int
    wanted: int
    found: int


def held(folder: Path) -> tuple[Held, ...]:
    """One entry for each file of readings and each reader; none where nothing is settled yet."""
    if not any(folder.glob(f"*/{FILE}")):
        return ()
    settled = {each.name: each.labels for each in load(folder)}
    return tuple(each for file in (FIRST, SECOND) for each in _readers(folder, file, settled))


def table(found: Iterable[Held]) -> str:
    """In Markdown, a reading a line."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Iterable[Held]) -> Iterator[str]:
    yield "| reading | reports | observations | right | labelled | found |"
    yield "|---|---:|---:|---:|---:|---:|"
    for each in found:
        right, there = _share(each.right, each.made), _share(each.found, each.wanted)
        counts = f"{each.reports} | {each.made} | {right} | {each.wanted} | {there}"
        yield f"| {each.reader} | {counts} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole * 100:.1f} %" if whole else "–"


def _readers(folder: Path, file: str, settled: dict[str, Labels]) -> Iterator[Held]:
    readings: defaultdict[str, list[Fixture]] = defaultdict(list)
    for each in load(folder, file=file):
        if each.name in settled:
            readings[each.labels.meta.reader].append(each)
    for reader, many in sorted(readings.items()):
        name = ", ".join(filter(None, (reader, Path(file).stem)))
        counts = [_held(each.labels, settled[each.name]) for each in many]
        yield Held(name, len(many), *map(sum, zip(*counts, strict=True)))


def _held(reading: Labels, settled: Labels) -> tuple[int, int, int, int]:
    """Observations made and right, labels that are wanted and found; each finds one label."""
    known = schemas.indicators()
    made = [seen for seen in reading.observation if seen.indicator in known]
    right = sum(any(_admits(label, seen) for label in settled.observation) for seen in made)
    wanted = [label for label in settled.observation if _is_wanted(label, settled.meta.form)]
    unused, found = list(made), 0
    for label in wanted:
        finder = next((seen for seen in unused if _admits(label, seen)), None)
        if finder:
            unused.remove(finder)
            found += 1
    return len(made), right, len(wanted), found


def _admits(label: Observation, seen: Observation) -> bool:
    return (
        seen.place is label.place
        and seen.indicator in (label.indicator, *label.accept_indicator)
        and any(same(seen.value, seen.unit, value, label.unit) for value in label.values)
    )


def _is_wanted(label: Observation, form: str) -> bool:
    official = label.place is Place.TABLE and (form or label.state is State.UNRECOVERABLE)
    return not official and not label.optional and label.indicator in schemas.indicators()
