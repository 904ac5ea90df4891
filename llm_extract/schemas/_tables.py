"""The cells of the forms since 2019 in printed order, from the declarations of their tables."""

from collections.abc import Iterator

from llm_extract.schemas import applications, article20, cases
from llm_extract.schemas._forms import Row


def rows(form: str) -> tuple[Row, ...]:
    """A form's cells, table by table and row by row, as rows that carry a value."""
    return tuple(Row(id, "", 0) for id in _ids(form))


def _ids(form: str) -> Iterator[str]:
    for row in article20.ROWS:
        for column in row.columns.get(form, ()):
            yield article20.cell(row.id, column.id)
    for line in applications.rows(form):
        for applicant in applications.COLUMNS:
            yield applications.cell(line.id, applicant.id)
    yield from cases.CELLS
