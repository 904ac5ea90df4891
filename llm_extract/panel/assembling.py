"""From stored results to the rows of a panel: a look at each, then each once more in its place.

Only this file knows the order. What is held in memory is an entry for each document and the
results of one agency's year and of the year before.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import count, groupby

from llm_extract.panel import duplicates, findings
from llm_extract.panel.codebook import codebook
from llm_extract.panel.counting import Counts
from llm_extract.panel.entries import Entry, entry, kept
from llm_extract.panel.long import long
from llm_extract.panel.reading import Shelf, Tree
from llm_extract.panel.series import cells
from llm_extract.panel.tables import (
    CODEBOOK,
    DIFFERENCES,
    DOCUMENTS,
    DUPLICATES,
    FINDINGS,
    LONG,
    Row,
    Table,
    owner,
)
from llm_extract.panel.wide import WIDE, Spoken, row, table
from llm_extract.records import Verdict
from llm_extract.tabulating import rows
from llm_extract.tabulating.amounts import exact

_ALONE: Row = dict.fromkeys(("same", "other", "missing", "more"))
_GIVEN = tuple(v.value for v in Verdict if v is not Verdict.UNSUPPORTED)

Told = Iterator[tuple[str, Row]]
Dated = tuple[Entry, Tree]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which indicators, by glob, and which verdicts; everything if unset."""

    globs: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = _GIVEN

    def __contains__(self, indicator: object) -> bool:
        name = str(indicator)
        return not self.globs or any(fnmatchcase(name, glob) for glob in self.globs)


@dataclass(frozen=True, slots=True)
class Panel:
    """The documents of a panel in order, and the indicators that they speak of."""

    shelf: Shelf
    entries: tuple[Entry, ...]
    spoken: Spoken
    wanted: Wanted
    counts: Counts = field(default_factory=Counts)

    @property
    def tables(self) -> dict[str, Table]:
        """By name, in the order of the sheets."""
        wide = table(self.spoken)
        every = (LONG, wide, DOCUMENTS, DUPLICATES, DIFFERENCES, FINDINGS, CODEBOOK)
        return {each.name: each for each in every}


def gather(shelf: Shelf, wanted: Wanted) -> Panel:
    """Look at every result; of one document's results the last one counts."""
    spoken, found = Spoken(), []
    for place, tree in shelf.look():
        found.append(entry(place, tree))
        spoken.hear(value for value in tree["values"] if value["indicator"] in wanted)
    return Panel(shelf, kept(found), spoken, wanted)


def assemble(panel: Panel, tables: Container[str]) -> Told:
    """Every row with the name of its table; the panel's counts learn what the summary shows.

    Of tables that are not asked for the wide one, whose rows are dear, is left out.
    """
    before: tuple[Entry, Tree] | None = None
    numbers = count(1)
    for _, together in groupby(panel.entries, key=lambda each: each.group):
        group = tuple(together)
        first = duplicates.representative(group)
        now = (first, panel.shelf.result(first.place))
        yield from _document(panel, *now, first)
        if WIDE in tables:
            yield WIDE, _row(panel, *now, len(group))
        panel.counts.add(*now)
        if before and first.agency and before[0].agency == first.agency:
            yield from _found(panel, findings.between_years(before, now))
        if len(group) > 1:
            yield from _duplicates(panel, now, group, next(numbers))
        before = now
    named = (panel.spoken.numeric(), panel.spoken.series())
    for each in codebook(panel.tables.values(), *named):
        yield CODEBOOK.name, each


def _document(panel: Panel, each: Entry, tree: Tree, first: Entry) -> Told:
    """What one document has for the tables, whether or not it stands in the wide form."""
    head = owner(each, first)
    for value in long(tree, head, panel.wanted, panel.wanted.verdicts):
        yield LONG.name, value
    yield DOCUMENTS.name, {**rows.document(tree), **head, **_standing(each, tree)}
    yield from _found(panel, findings.of_report(each, tree))
    yield from _found(panel, findings.of_entry(each, tree))


def _standing(each: Entry, tree: Tree) -> Row:
    verdicts = Counter(value["verdict"] for value in tree["values"])
    return {
        **{verdict: verdicts[verdict] for verdict in _GIVEN},
        "withheld": len(rows.withheld(tree)),
        "cost": exact(tree["run"]["cost"]),
    }


def _row(panel: Panel, each: Entry, tree: Tree, together: int) -> Row:
    head = {**owner(each, each), "documents": together}
    said = cells(tree, rows.withheld(tree))
    return row(said, panel.spoken, head, panel.wanted.verdicts)


def _duplicates(panel: Panel, now: Dated, group: Sequence[Entry], number: int) -> Told:
    """The other reports of the group, each held against the representative."""
    first, tree = now
    yield DUPLICATES.name, {**_ALONE, **owner(first, first), "group": number}
    for other in group:
        if other is first:
            continue
        second = panel.shelf.result(other.place)
        yield from _document(panel, other, second, first)
        compared = duplicates.compare(tree, second)
        yield DUPLICATES.name, {**owner(other, first), "group": number, **compared.counts}
        for difference in duplicates.differences(compared, (first, other), number):
            yield DIFFERENCES.name, difference
        told = duplicates.finding(compared, (first, other))
        yield from _found(panel, [findings.of_panel(other, told)])


def _found(panel: Panel, found: Iterable[Row]) -> Told:
    for each in found:
        panel.counts.hear(each)
        yield FINDINGS.name, each
