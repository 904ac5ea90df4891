"""How far two readings of the same reports agree, observation by observation."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_extract.evaluation.labels import Fixture, Observation, load

FIRST, SECOND = "first.toml", "second.toml"  # beside labels.toml and in its format

Same = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of all observations that either reading of a report has, those that are identical."""

    report: str
    identical: int
    either: int


def agreements(folder: Path) -> tuple[Agreement, ...]:
    """Of each report under a folder that was read twice, by name."""
    first = {each.name: each for each in load(folder, file=FIRST)}
    twice = [(first[each.name], each) for each in load(folder, file=SECOND) if each.name in first]
    return tuple(_agreement(*both) for both in twice)


def table(found: Iterable[Agreement]) -> str:
    """In Markdown, a report a line and all together below."""
    return "\n".join(_lines(tuple(found))) + "\n"


def _lines(found: tuple[Agreement, ...]) -> Iterator[str]:
    yield "| report | identical | of | share |"
    yield "|---|---:|---:|---:|"
    identical, either = sum(e.identical for e in found), sum(e.either for e in found)
    for each in (*found, Agreement("together", identical, either)):
        share = each.identical / each.either if each.either else 1
        yield f"| {each.report} | {each.identical} | {each.either} | {share * 100:.1f} % |"


def _agreement(first: Fixture, second: Fixture) -> Agreement:
    left, right = (Counter(map(_same, each.labels.observation)) for each in (first, second))
    return Agreement(second.name, (left & right).total(), (left | right).total())


def _same(seen: Observation) -> Same:
    """What two readings must both say to agree."""
    return seen.indicator, seen.value, seen.unit, seen.state, seen.place
