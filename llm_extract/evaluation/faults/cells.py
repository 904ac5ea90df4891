"""Wrong cells: another row or column of the applications table, another row of a form."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import Planted, instead, taken_from
from llm_extract.records import Place, State

_MATRIX = "applications"
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
