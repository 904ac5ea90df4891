"""Which report needs a reader first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from llm_extract.tabulating import rows

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One report as the index shows it; `number` is its place among the results, from 0."""

    number: int
    name: str
    source: str
    year: int | None
    form: str
    confirmed: int
    supported: int
    disputed: int
    withheld: int
    errors: int
    unclaimed: int
    corrected: int = 0

    @property
    def values(self) -> int:
        """All values that stand in the result."""
        return self.confirmed + self.supported + self.disputed


def queue(trees: Iterable[Tree], corrected: Mapping[int, int] | None = None) -> tuple[Entry, ...]:
    """The reports, neediest first: disputed values, withheld ones, errors, then unclaimed.

    `corrected` counts the corrections that a report already has.
    """
    done = corrected or {}
    return ordered(entry(number, tree, done.get(number, 0)) for number, tree in enumerate(trees))


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The neediest first."""
    return tuple(sorted(entries, key=_need))


def entry(number: int, tree: Tree, corrected: int = 0) -> Entry:
    """The figures of one report."""
    verdicts = Counter(value["verdict"] for value in tree["values"])
    report, document = tree["report"], tree["document"]
    source = PurePath(document["source"])
    return Entry(
        number=number,
        name=report["agency"] or report["title"] or source.name,
        source="/".join(source.parts[-2:]),
        year=report["year"],
        form=", ".join(document["forms"]),
        confirmed=verdicts["confirmed"],
        supported=verdicts["supported"],
        disputed=verdicts["disputed"],
        withheld=len(rows.withheld(tree)),
        errors=sum(finding["severity"] == "error" for finding in tree["findings"]),
        unclaimed=len(tree["numbers"]["unclaimed"]),
        corrected=corrected,
    )


def counts(entries: Sequence[Entry]) -> dict[str, list[tuple[str, Entry]]]:
    """Sums over the reports of each form and of each year, as entries without a number."""
    by_form: dict[str, list[Entry]] = {}
    by_year: dict[str, list[Entry]] = {}
    for each in entries:
        by_form.setdefault(each.form or "—", []).append(each)
        by_year.setdefault(str(each.year or "—"), []).append(each)
    return {
        "form": [(name, _sum(name, by_form[name])) for name in sorted(by_form)],
        "year": [(name, _sum(name, by_year[name])) for name in sorted(by_year)],
    }


def _sum(name: str, entries: list[Entry]) -> Entry:
    figures = ("confirmed", "supported", "disputed", "withheld", "errors", "unclaimed")
    sums = {figure: sum(getattr(each, figure) for each in entries) for figure in figures}
    return Entry(number=len(entries), name=name, source="", year=None, form="", **sums)


def _need(entry: Entry) -> tuple[int, ...]:
    share = -(1000 * entry.disputed // max(entry.values, 1))
    return (entry.corrected > 0, -entry.disputed, -entry.withheld, -entry.errors, share,
            -entry.unclaimed, entry.number)  # fmt: skip
