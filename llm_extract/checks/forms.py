"""Is the form the one of the report's year, and can such an agency fill it in like this?"""

import re
from collections.abc import Iterator
from functools import cache

from llm_extract.checks._compare import plain
from llm_extract.records import Evidence, Finding, Place, Rank, Severity, State, Statement
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.form_2014 import FORM as FORM_2014
from llm_extract.schemas.form_2019 import FORM as FORM_2019
from llm_extract.schemas.form_2021 import FORM as FORM_2021

# The years of a form: the first and the last report year in which it is the right one.
_YEARS = {"2014": (2013, 2018), "2019": (2019, 2020), "2021": (2021, 9999)}
_FEWEST = 3  # cells that only one form has, to call it by its name
_NO_RULES = re.compile(
    r"[乡镇县旗]$|街道|[乡镇县旗](?:人民)?政府|县[^市]{2,12}[局委办队]$|(?<!自治)区[^市]{2,12}局$"
)
_MADE_RULES = ("article20.rules.made", "article20.rules.in_force", "article20.rules.published")


def check(evidence: Evidence) -> Iterator[Finding]:
    cells = [s for s in evidence.statements if s.place is Place.TABLE and s.rank is Rank.FORM]
    yield from _wrong_year(evidence, cells)
    yield from _mixed(cells)
    yield from _rules(evidence, cells)
    yield from _without_unit(cells)


def _wrong_year(evidence: Evidence, cells: list[Statement]) -> Iterator[Finding]:
    """A report on the form of another year is read by the form that it uses."""
    year = evidence.metadata.year
    for form, names in _own().items():
        seen = [statement for statement in cells if statement.indicator in names]
        first, last = _YEARS[form]
        if year is not None and len(seen) >= _FEWEST and not first <= year <= last:
            years = f"{first} to {last}" if last < 9999 else f"{first} and later"
            tables = ", ".join(sorted({s.indicator.partition(".")[0] for s in seen}))
            yield Finding(
                "forms",
                Severity.WARNING,
                f"the report is for {year}, its form ({tables}) is that of {years};"
                " it is read by the form that it uses",
                left=str(year),
                right=form,
                spans=(seen[0].span,),
            )


def _mixed(cells: list[Statement]) -> Iterator[Finding]:
    """Tables of two forms in one report: which of them is of which."""
    tables: dict[str, set[str]] = {}
    for form, names in _own().items():
        seen = [cell.indicator for cell in cells if cell.indicator in names]
        if len(seen) >= _FEWEST:
            tables[form] = {name.partition(".")[0] for name in seen}
    if len(tables) > 1:
        parts = (f"{', '.join(sorted(names))} of {form}" for form, names in tables.items())
        yield Finding("forms", Severity.INFO, f"parts of several forms: {'; '.join(parts)}")


@cache
def _own() -> dict[str, frozenset[str]]:
    """The cells that only one form has."""
    forms = {form.name: set(form.ids) for form in (FORM_2014, FORM_2019, FORM_2021)}
    return {
        name: frozenset(ids.difference(*(forms[other] for other in forms if other != name)))
        for name, ids in forms.items()
    }


def _rules(evidence: Evidence, cells: list[Statement]) -> Iterator[Finding]:
    """B5: only departments of the state, provinces and cities with districts make 规章."""
    agency = evidence.metadata.agency or ""
    if not _NO_RULES.search(agency):
        return
    for statement in cells:
        value = statement.quantity.value if statement.quantity else None
        if statement.indicator in _MADE_RULES and value:
            yield Finding(
                "forms",
                Severity.WARNING,
                f"B5: {statement.indicator} {plain(value)}, but {agency} can make no 规章",
                (statement.indicator,),
                left=value,
                right=agency,
                spans=(statement.span,),
            )


def _without_unit(cells: list[Statement]) -> Iterator[Finding]:
    """An amount whose cell says neither 元 nor 万元: nobody knows which is meant."""
    for statement in cells:
        quantity = statement.quantity
        known = indicators()[statement.indicator]
        if quantity is None or not known.as_written or known.kind is not Kind.MONEY:
            continue
        if not quantity.unit and quantity.value and statement.state is State.REPORTED:
            yield Finding(
                "forms",
                Severity.WARNING,
                f"{statement.indicator}: {plain(quantity.value)} without 元 or 万元",
                (statement.indicator,),
                left=quantity.value,
                spans=(statement.span,),
            )
