"""What the summary of a panel shows, counted while its rows go by."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from llm_extract.panel.entries import Entry
from llm_extract.panel.reading import Tree
from llm_extract.panel.tables import Row

_SHOWN = 200  # findings between documents that the page lists; the table has all

NOBODY = "unknown"
PROSE = "prose alone"


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over the reports that stand in the wide form, and over all findings."""

    agencies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by year
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # by year
    verdicts: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    states: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    numbers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reports: dict[tuple[str, str], int] = field(default_factory=Counter)
    checks: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    shown: list[Row] = field(default_factory=list)

    def add(self, entry: Entry, tree: Tree) -> None:
        """Take in one report of the wide form."""
        year = str(entry.whose.year or NOBODY)
        form = entry.form or PROSE
        self.agencies[year].add(entry.agency or entry.sha256)
        self.forms[year][form] += 1
        for axis in (("year", year), ("form", form)):
            self.reports[axis] = self.reports.get(axis, 0) + 1
            verdicts = self.verdicts.setdefault(axis, Counter())
            states = self.states.setdefault(axis, Counter())
            verdicts.update(value["verdict"] for value in tree["values"])
            states.update(value["state"] for value in tree["values"])
        for value in tree["values"]:
            if value["value"] is not None:
                self.numbers[value["indicator"]][year] += 1

    def hear(self, finding: Row) -> None:
        """Take in one row of the findings."""
        level, check, severity = (str(finding[key]) for key in ("level", "check", "severity"))
        self.checks[level, check, severity] += 1
        grave = severity != "info" and level == "panel"
        if grave and len(self.shown) < _SHOWN:
            self.shown.append(finding)
