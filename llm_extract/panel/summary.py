"""One offline page on a panel: what it covers, how far it can be trusted, what is to be looked at.

It loads and runs nothing; its policy allows its own style alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from typing import Any

from markupsafe import Markup

from llm_extract import plots
from llm_extract.pages import rendered
from llm_extract.panel.assembling import Panel
from llm_extract.panel.counting import NOBODY, Counts
from llm_extract.panel.duplicates import RULE
from llm_extract.records import State, Verdict
from llm_extract.schemas import indicators

_VERDICTS = (
    plots.Part(Verdict.CONFIRMED.value, "#1a7f37"),
    plots.Part(Verdict.SUPPORTED.value, "#0550ae"),
    plots.Part(Verdict.DISPUTED.value, "#b3261e"),
)
_STATES = (
    plots.Part(State.REPORTED.value, "#1b6ca8"),
    plots.Part(State.ZERO_BY_NEGATION.value, "#7b4b94"),
    plots.Part(State.DERIVED.value, "#3a7d44"),
    plots.Part(State.BLANK.value, "#bdbdbd"),
    plots.Part(State.NOT_APPLICABLE.value, "#8a8a8a"),
    plots.Part(State.UNRECOVERABLE.value, "#b08900"),
)
_SHADES = 5  # of the table of coverage


def summary(panel: Panel) -> str:
    """The whole page, once all rows of the panel have gone by."""
    return rendered("llm_extract.panel", "summary", _content(panel))


def _content(panel: Panel) -> dict[str, Any]:
    counts = panel.counts
    years = sorted(counts.agencies)
    agencies = set[str]().union(*counts.agencies.values())
    standing = sum(counts.reports[axis] for axis in counts.reports if axis[0] == "year")
    return {
        "documents": len(panel.entries),
        "standing": standing,
        "agencies": len(agencies),
        "first": min((y for y in years if y != NOBODY), default="—"),
        "last": max((y for y in years if y != NOBODY), default="—"),
        "plots": [(title, Markup(plot)) for title, plot in _plots(panel, years, len(agencies))],
        "years": years,
        "indicators": list(_coverage(panel, years)),
        "checks": sorted(counts.checks.items()),
        "shown": counts.shown,
        "rule": RULE,
    }


def _plots(panel: Panel, years: list[str], agencies: int) -> Iterator[tuple[str, str]]:
    counts = panel.counts
    covered = [
        plots.Bar(year, len(counts.agencies[year]) / (agencies or 1), None, None,
                  note=f"{len(counts.agencies[year])} of {agencies} agencies")
        for year in years
    ]  # fmt: skip
    yield "Agencies with a report, by year", plots.bars("agencies with a report by year", covered)
    yield "Forms of the reports, by year", _forms(counts, years)
    for title, parts, found in (
        ("Verdicts", _VERDICTS, counts.verdicts),
        ("States", _STATES, counts.states),
    ):
        for axis in ("year", "form"):
            rows = list(_stacks(axis, parts, found))
            yield (
                f"{title} of the values, by {axis}",
                plots.stacks(f"{title} by {axis}", parts, rows),
            )


def _forms(counts: Counts, years: list[str]) -> str:
    names = sorted({form for found in counts.forms.values() for form in found})
    colours = islice(cycle(plots.COLOURS), len(names))
    parts = [plots.Part(name, colour) for name, colour in zip(names, colours, strict=True)]
    rows = [plots.Stack(y, tuple(counts.forms[y][name] for name in names)) for y in years]
    return plots.stacks("forms by year", parts, rows)


def _stacks(
    axis: str, parts: tuple[plots.Part, ...], found: Mapping[tuple[str, str], Counter[str]]
) -> Iterator[plots.Stack]:
    for name in sorted(label for kind, label in found if kind == axis):
        counted = found[axis, name]
        yield plots.Stack(name, tuple(counted[part.name] for part in parts))


def _coverage(panel: Panel, years: list[str]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Each indicator with the share of the year's reports that state a number."""
    counts = panel.counts
    for name in panel.spoken.numeric():
        cells = []
        for year in years:
            all, some = counts.reports["year", year], counts.numbers[name][year]
            shade = -(-some * _SHADES // all) if all else 0
            cells.append({"shade": shade, "some": some, "all": all})
        yield name, indicators()[name].label, cells
