"""Where a report is in doubt when only the rules have read it."""

from collections.abc import Iterator

from llm_extract.records import Place, Report, Severity, Verdict

_BETWEEN_PLACES = "places"  # the check that compares a table with prose


def doubts(report: Report) -> Iterator[int]:
    """Where a number stands that nobody claims, or a disputed statement.

    A cell is not in doubt because prose says otherwise, nor for a number within its label.
    """
    rows = _rows_that_speak(report)
    for number in report.unclaimed:
        if _line(report.document.text, number.span.start) not in rows:
            yield number.span.start
    grave = {
        found.id: found.check for found in report.findings if found.severity is not Severity.INFO
    }
    for value in report.values:
        if value.verdict is Verdict.DISPUTED:
            cells = {s.quantity for s in value.statements if s.place is Place.TABLE}
            checks = {grave[name] for name in value.findings if name in grave}
            settled = len(cells) == 1 and checks <= {_BETWEEN_PLACES}
            for statement in value.statements:
                if statement.place is not Place.TABLE or not settled:
                    yield statement.span.start


def _rows_that_speak(report: Report) -> frozenset[int]:
    """The lines, by where they begin, on which a cell is claimed."""
    text = report.document.text
    return frozenset(
        _line(text, statement.span.start)
        for value in report.values
        for statement in value.statements
        if statement.place is Place.TABLE
    )


def _line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place)
