"""Random cells of a form: some that add up, some that do not, and what must be read of them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random

import matrix_report
import table_layouts

from llm_extract.records import State
from llm_extract.schemas import applications, article20, cases
from llm_extract.schemas.form_2014 import FORM

Expected = dict[str, tuple[State, Decimal | None]]
Sums = list[tuple[str, tuple[str, ...], tuple[str, ...]]]  # name, left, right
_REPLIES = (
    "already_public granted partially_granted refused not_this_agency not_exist"
    " correction_needed other_route"
)
_REFUSED = (
    "state_secret trade_secret privacy safety_stability not_government_information other_statutory"
)
_SUMS_2014 = {
    "I01": ("request.received", "request", "in_person fax online letter"),
    "I02": ("request.completed", "request", "completed_on_time completed_extended"),
    "I04": ("reply.refused", "reply", " ".join(f"refused_{why}" for why in _REFUSED.split())),
    "I03": ("reply.total", "reply", _REPLIES),
    "I05": ("review.total", "review", "upheld corrected other"),
    "I06": ("litigation.total", "litigation", "upheld corrected other"),
    "I07": ("capacity.staff", "capacity", "staff_full_time staff_part_time"),
}
_SHOWN = {"": State.BLANK, "/": State.NOT_APPLICABLE, "—": State.NOT_APPLICABLE}


def sums(form: str) -> Sums:
    """The sums that the form itself demands, parts before what is made of them."""
    if form == "2014":
        return [
            (name, (whole,), tuple(f"{topic}.{part}" for part in parts.split()))
            for name, (whole, topic, parts) in _SUMS_2014.items()
        ]
    return list(_later(form))


def _later(form: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    columns = [column.id for column in applications.COLUMNS]
    rows = applications.rows(form)
    for column in columns:
        at = {row.id: applications.cell(row.id, column) for row in rows}
        outcomes = tuple(at[row.id] for row in rows if row.group)
        yield f"C2_{form} ({column})", (at["results_total"],), outcomes
        ends = (at["results_total"], at["carried_out"])
        yield f"C1 ({column})", (at["new_received"], at["carried_in"]), ends
    for row in rows:
        total, *parts = (applications.cell(row.id, id) for id in (columns[-1], *columns[:-1]))
        yield f"R1 ({row.id})", (total,), tuple(parts)
    for block in cases.BLOCKS:
        parts = tuple(f"{block}.{outcome}" for outcome in cases.OUTCOMES[:-1])
        yield f"T1 ({block})", (f"{block}.total",), parts


def loose(form: str, seed: int) -> tuple[dict[str, str], Expected]:
    """Cells that have nothing to do with each other."""
    if form == "2014":
        lines = table_layouts.invent(seed)
        surfaces = {line.id: line.surface for line in lines if line.id}
        return surfaces, table_layouts.expected(lines)
    invented = matrix_report.invent(form, seed)
    return dict(invented.surfaces), dict(invented.expected)


def added_up(form: str, seed: int) -> tuple[dict[str, str], Expected]:
    """Cells whose sums hold; some zeros are left blank or struck out."""
    random = Random(f"sums {form} {seed}")
    surfaces, expected = loose(form, seed)
    summed = sums(form)
    numbers = {id: 0 for _, left, right in summed for id in (*left, *right)}
    wholes = {left[0] for _, left, _ in summed}
    for id in numbers.keys() - wholes:
        numbers[id] = 0  # in a fixed order below
    for id in sorted(numbers.keys() - wholes):
        numbers[id] = random.choice([0, 0, 0, random.randint(1, 9), random.randint(10, 300)])
    _carry(form, numbers)
    for _, left, right in [*summed, *summed]:
        numbers[left[0]] = sum(numbers[id] for id in right) - sum(numbers[id] for id in left[1:])
    for id, number in numbers.items():
        bare = not number and random.random() < 0.3
        surfaces[id] = random.choice(["", "/", "—"]) if bare else str(number)
        expected[id] = (_SHOWN[surfaces[id]], None) if bare else (State.REPORTED, Decimal(number))
    return surfaces, expected


def _carry(form: str, numbers: dict[str, int]) -> None:
    """No column of the applications takes over more than it has to deal with."""
    for column in applications.COLUMNS if form != "2014" else ():
        before, after = (applications.cell(r, column.id) for r in ("carried_in", "carried_out"))
        if before in numbers and after in numbers:
            numbers[before] = min(numbers[before], numbers[after])


def failing(form: str, expected: Mapping[str, tuple[State, Decimal | None]]) -> set[str]:
    """The sums that do not hold; one with an operand that has no number cannot be judged."""
    found = set()
    for name, left, right in sums(form):
        both = [[expected[id][1] for id in side] for side in (left, right)]
        known = [[number for number in side if number is not None] for side in both]
        if known == both and sum(known[0]) != sum(known[1]):
            found.add(name)
    return found


def short(form: str, surfaces: Mapping[str, str]) -> Iterator[str]:
    """The cells of every row that ends in an empty one."""
    for row in _rows(form):
        if not surfaces[row[-1]]:
            yield from row


def _rows(form: str) -> Iterator[list[str]]:
    if form == "2014":
        yield from ([row.id] for row in FORM.rows if not row.heading)
        return
    yield list(cases.CELLS)
    for line in applications.rows(form):
        yield [applications.cell(line.id, column.id) for column in applications.COLUMNS]
    for block in article20.ROWS:
        if columns := block.columns.get(form):
            yield [article20.cell(block.id, column.id) for column in columns]
