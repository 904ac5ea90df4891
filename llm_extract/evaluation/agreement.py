"""How far two readings of the same reports agree, observation by observation."""

from collections import Counter, defaultdict
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
    readers: tuple[str, ...]  # one name where one reader made both readings
    identical: int
    either: int


def agreements(folder: Path) -> tuple[Agreement, ...]:
    """Of each report under a folder that was read twice, by name."""
    first = {each.name: each for each in load(folder, file=FIRST)}
    twice = [(first[each.name], each) for each in load(folder, file=SECOND) if each.name in first]
    return tuple(_agreement(*both) for both in twice)


def table(found: Iterable[Agreement]) -> str:
    """In Markdown, a report a line, below them those of the same readers, and all together."""
    return "\n".join(_lines(tuple(found))) + "\n"


def named(readers: tuple[str, ...]) -> str:
    """Readers in words; "" where labels do not say who read."""
    return " and ".join(name for name in readers if name)


def _lines(found: tuple[Agreement, ...]) -> Iterator[str]:
    yield "| report | readers | identical | of | share |"
    yield "|---|---|---:|---:|---:|"
    for each in (*found, *_pooled(found)):
        share = each.identical / each.either if each.either else 1
        counts = f"{each.identical} | {each.either} | {share * 100:.1f} %"
        yield f"| {each.report} | {named(each.readers)} | {counts} |"


def _pooled(found: tuple[Agreement, ...]) -> Iterator[Agreement]:
    groups: defaultdict[tuple[str, ...], list[Agreement]] = defaultdict(list)
    for each in found:
        groups[each.readers].append(each)
    if len(groups) > 1:
        yield from (_sum(groups[readers], readers) for readers in sorted(groups))
    yield _sum(found, ())


def _sum(found: Iterable[Agreement], readers: tuple[str, ...]) -> Agreement:
    many = tuple(found)
    identical, either = sum(e.identical for e in many), sum(e.either for e in many)
    return Agreement(f"together, {len(many)}", readers, identical, either)


def _agreement(first: Fixture, second: Fixture) -> Agreement:
    left, right = (Counter(map(_same, each.labels.observation)) for each in (first, second))
    readers = tuple(dict.fromkeys(each.labels.meta.reader for each in (first, second)))
    return Agreement(second.name, readers, (left & right).total(), (left | right).total())


def _same(seen: Observation) -> Same:
    """What two readings must both say to agree."""
    return seen.indicator, seen.value, seen.unit, seen.state, seen.place
