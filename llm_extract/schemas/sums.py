"""What must add up on the forms of 2019 and 2021: declared by row, column and block.

The letters are those of the catalogue: C columns, R rows, T blocks of cases, B article 20.
"""

from collections.abc import Iterator

from llm_extract.schemas import applications, article20, cases
from llm_extract.schemas._identity import Identity, Strength

_APPLICANTS = tuple(column.id for column in applications.COLUMNS)


def identities() -> Iterator[Identity]:
    """All of them; one of the other form lacks operands and is not assessed."""
    for column in _APPLICANTS:
        yield _carried_over(column)
        for form in applications.BOTH:
            yield _outcomes(form, column)
    for row in applications.ROWS:
        total, *parts = (applications.cell(row.id, id) for id in ("total", *_APPLICANTS[:-1]))
        yield Identity("R1", total, "==", tuple(parts), where=row.id)
    for block in cases.BLOCKS:
        total, *parts = (f"{block}.{outcome}" for outcome in ("total", *cases.OUTCOMES[:-1]))
        yield Identity("T1", total, "==", tuple(parts), where=block)
    yield from _article20()


def _carried_over(column: str) -> Identity:
    """The 勾稽关系 printed in the header of the table."""
    new, before, results, after = (
        applications.cell(row, column)
        for row in ("new_received", "carried_in", "results_total", "carried_out")
    )
    return Identity("C1", new, "==", (results, after), more=(before,), where=column)


def _outcomes(form: str, column: str) -> Identity:
    rows = applications.rows(form)
    parts = tuple(applications.cell(row.id, column) for row in rows if row.group)
    total = applications.cell("results_total", column)
    return Identity(f"C2_{form}", total, "==", parts, where=column)


def _article20() -> Iterator[Identity]:
    for row in ("rules", "normative_docs"):
        made, published, public, in_force = (
            article20.cell(row, column)
            for column in ("made", "published", "public_total", "in_force")
        )
        yield Identity("B1", published, "<=", (made,), Strength.USUAL, where=row)
        yield Identity("B2", public, ">=", (published,), Strength.LOGICAL, where=row)
        yield Identity("B4", in_force, ">=", (made,), Strength.USUAL, where=row)
    for line in article20.ROWS:
        if any(column.signed for column in line.columns.get("2019", ())):
            items, change = (article20.cell(line.id, c) for c in ("prior_items", "change"))
            yield Identity("B3", items, ">=", (), Strength.LOGICAL, more=(change,), where=line.id)
