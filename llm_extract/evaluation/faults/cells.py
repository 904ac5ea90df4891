"""Wrong cells: another row or column of the applications table, another row of a form."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import Planted, counted, instead, taken_from
from llm_extract.records import Place, Span, State

_MATRIX = "applications"
_TRIES = 40
_STATED = frozenset({State.REPORTED})


def wrong_row(case: Case, random: Random) -> Iterator[Planted]:
    """The right column, one row too far up or down."""
    columns: dict[str, list[Told]] = {}
    for told in _cells(case, matrix=True):
        columns.setdefault(told.indicator.rsplit(".", 1)[-1], []).append(told)
    for column in columns.values():
        yield from _shifted(case, column)


def wrong_column(case: Case, random: Random) -> Iterator[Planted]:
    """The right row, one column too far left or right."""
    rows: dict[str, list[Told]] = {}
    for told in _cells(case, matrix=True):
        rows.setdefault(told.indicator.rsplit(".", 1)[0], []).append(told)
    for row in rows.values():
        yield from _shifted(case, row)


def wrong_cell(case: Case, random: Random) -> Iterator[Planted]:
    """The row above or below, in the form of 2014 and in every table but that of applications."""
    yield from _shifted(case, list(_cells(case, matrix=False)))


def other_cell_of_row(case: Case, random: Random) -> Iterator[Planted]:
    """The right row and quote, and the number of another cell: last year's, a running one."""
    for told in _cells(case, matrix=False):
        line = _line(case, told.span)
        quote = case.text[line.start : line.end]
        for number in counted(case):
            own = told.figure is not None and told.figure.overlaps(number.span)
            if line.contains(number.span) and not own:
                written = case.text[number.digits.start : number.digits.end]
                said = replace(told, number=written, quote=quote, span=line, figure=number.span)
                yield instead(case, told, said)


def any_cell(case: Case, random: Random) -> Iterator[Planted]:
    """Any cell for any other: 总计 and 其他 name a row and a column, tables stand side by side."""
    cells = [told for told in case.told if told.seen and told.seen.place is Place.TABLE]
    for _ in range(_TRIES if len(cells) > 1 else 0):
        told, other = random.sample(cells, 2)
        offered = told.indicator in case.questions[other.question].offered
        if offered and told.number and other.number and told.number != other.number:
            yield instead(case, told, taken_from(told, other))


def same_name(case: Case, random: Random) -> Iterator[Planted]:
    """总计 and 其他 as a row for those as a column, in the applications table."""
    totals = [t for t in _cells(case, matrix=True) if ".total" in t.indicator]
    others = [t for t in _cells(case, matrix=True) if ".other" in t.indicator]
    for told, other in (*product(totals, others), *product(others, totals)):
        if told.number and other.number and told.number != other.number:
            yield instead(case, told, taken_from(told, other))


def _line(case: Case, place: Span) -> Span:
    """The lines that hold a place."""
    start = case.text.rfind("\n", 0, place.start) + 1
    end = case.text.find("\n", place.end)
    return Span(start, len(case.text) if end < 0 else end)


def _cells(case: Case, *, matrix: bool) -> Iterator[Told]:
    for told in case.told:
        tabular = told.seen is not None and told.seen.place is Place.TABLE
        if tabular and told.state in _STATED and told.indicator.startswith(_MATRIX) is matrix:
            yield told


def _shifted(case: Case, cells: list[Told]) -> Iterator[Planted]:
    """Each cell with what its neighbours say, where that is another number."""
    for before, behind in pairwise(cells):
        for told, other in ((before, behind), (behind, before)):
            offered = told.indicator in case.questions[other.question].offered
            if offered and told.number and other.number and told.number != other.number:
                yield instead(case, told, taken_from(told, other))
