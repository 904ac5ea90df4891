"""Wrong cells: another row or column of the applications table, another row of a form."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import (
    Planted,
    besides,
    counted,
    instead,
    taken_from,
)
from llm_extract.records import Place, Span, State
from llm_extract.schemas import Kind, indicators

_MATRIX = "applications"
_TRIES = 40
_BARS, _LINE = re.compile(r"[|│┃\t]"), re.compile(r"[^\n]+")
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


def any_row(case: Case, random: Random) -> Iterator[Planted]:
    """A figure between bars or tabs for any indicator at all, quoted with its row."""
    figures = [n for n in case.prepared.numbers if n.quantity and _is_row(case, n.span)]
    for _ in range(_TRIES if figures else 0):
        number = random.choice(figures)
        line = _line(case, number.span)
        for told in _of_row(case, line, State.REPORTED, random):
            written = case.text[number.digits.start : number.digits.end]
            yield besides(case, replace(told, number=written, figure=number.span))


def empty_elsewhere(case: Case, random: Random) -> Iterator[Planted]:
    """An indicator said to be blank or struck out, with any row for a quote."""
    rows = [line for line in _lines(case) if _is_row(case, line)]
    for _ in range(_TRIES if rows else 0):
        state = random.choice((State.BLANK, State.NOT_APPLICABLE))
        for told in _of_row(case, random.choice(rows), state, random):
            yield besides(case, told)


def _of_row(case: Case, line: Span, state: State, random: Random) -> Iterator[Told]:
    """An indicator that is asked about where the row stands."""
    for place in case.asked(line):
        indicator = random.choice(case.questions[place].offered)
        quote = case.text[line.start : line.end]
        if indicators()[indicator].kind is not Kind.TEXT and quote.strip():
            yield Told(place, indicator, state, "", "", quote, line)


def _is_row(case: Case, place: Span) -> bool:
    line = _line(case, place)
    return _BARS.search(case.text, line.start, line.end) is not None


def _lines(case: Case) -> Iterator[Span]:
    return (Span(*found.span()) for found in _LINE.finditer(case.text))


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
