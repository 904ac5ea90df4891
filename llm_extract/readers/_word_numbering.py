"""The numbers that Word writes before paragraphs (一、 (一) 1.), which stand nowhere in the text.

Source: ISO/IEC 29500-1, 17.9 (numbering definitions, level text, restarting).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from llm_extract.readers._word_markup import Element, W, every, find, is_on, number, value
from llm_extract.readers._word_numerals import written

_LEVELS = 9
_CLOSED = tuple("、，。．）)〕】：:")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # bullets of symbol fonts
_PART = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `%1、` in Chinese numerals, from 1."""

    text: str = ""
    style: str = "decimal"
    start: int = 1
    restart: int | None = None  # the level, from 1, after which it starts again; 0 is never
    legal: bool = False  # all its numbers in digits


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list as paragraphs name it; several may count on in one `shared` sequence."""

    shared: str
    levels: dict[int, Level]
    own_starts: frozenset[int] = frozenset()  # levels that start anew where this list begins


class Counter:
    """Where each list of a document stands while its paragraphs pass by."""

    def __init__(self, sequences: dict[str, Sequence]) -> None:
        self._sequences = sequences
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, list_id: str, depth: int) -> str:
        """Count one paragraph; what Word writes before it, "" before a bullet's."""
        sequence = self._sequences.get(list_id)
        if sequence is None or not 0 <= depth < _LEVELS:
            return ""
        level = sequence.levels.get(depth, Level())
        counts = self._counts.setdefault(sequence.shared, {})
        if depth in sequence.own_starts and (list_id, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((list_id, depth))
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [each for each in counts if each > depth]:
            restart = sequence.levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                del counts[deeper]
        return _shown(level, sequence.levels, counts)


def sequences(numbering: Element | None, of_styles: dict[str, str]) -> dict[str, Sequence]:
    """The lists of numbering.xml by id. `of_styles` gives the list that a list style names."""
    abstract = {each.get(W + "abstractNumId", ""): each for each in every(numbering, "abstractNum")}
    instances = {each.get(W + "numId", ""): each for each in every(numbering, "num")}
    found = {}
    for list_id, instance in instances.items():
        shared = value(instance, "abstractNumId")
        # A list style stands between: this definition is empty and names the style's own list.
        linked = instances.get(of_styles.get(value(abstract.get(shared), "numStyleLink"), ""))
        shared = value(linked, "abstractNumId") or shared
        levels = _levels(abstract.get(shared))
        own = dict(_own(instance, levels))
        found[list_id] = Sequence(shared, levels | own, _starts(instance))
    return found


def styled(numbering: Element | None) -> dict[str, int]:
    """The level at which a paragraph style counts, where a list says so, by the style's id."""
    return {
        value(level, "pStyle"): _depth(level)
        for each in every(numbering, "abstractNum")
        for level in every(each, "lvl")
        if value(level, "pStyle")
    }


def _levels(definition: Element | None) -> dict[int, Level]:
    return {_depth(each): _level(each) for each in every(definition, "lvl")}


def _own(instance: Element, levels: dict[int, Level]) -> Iterator[tuple[int, Level]]:
    """The levels that this list starts or writes otherwise than the one it shares."""
    for each in every(instance, "lvlOverride"):
        depth = _depth(each)
        given = find(each, "lvl")
        level = _level(given) if given is not None else levels.get(depth, Level())
        yield depth, replace(level, start=number(each, "startOverride", otherwise=level.start))


def _starts(instance: Element) -> frozenset[int]:
    overrides = every(instance, "lvlOverride")
    return frozenset(_depth(each) for each in overrides if find(each, "startOverride") is not None)


def _level(level: Element) -> Level:
    custom = next(level.iter(W + "numFmt"), None)  # newer formats stand in an AlternateContent
    restart = find(level, "lvlRestart")
    return Level(
        value(level, "lvlText"),
        custom.get(W + "val", "decimal") if custom is not None else "decimal",
        number(level, "start"),
        number(level, "lvlRestart") if restart is not None else None,
        is_on(level, "isLgl"),
    )


def _depth(level: Element) -> int:
    depth = level.get(W + "ilvl", "")
    return int(depth) if depth.isascii() and depth.isdigit() and len(depth) == 1 else _LEVELS


def _shown(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    """The number with its brackets. What ends in a digit, dot or letter is kept off the text."""
    if level.style == "bullet":
        return ""

    def one(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        part = levels.get(depth, Level())
        style = "decimal" if level.legal else part.style
        return written(counts.get(depth, part.start), style)

    shown = _PRIVATE.sub("", _PART.sub(one, level.text[:100])).strip()
    return shown if not shown or shown.endswith(_CLOSED) else shown + " "
