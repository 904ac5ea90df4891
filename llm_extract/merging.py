"""In which order the statements on one indicator speak: the first gives the value."""

from collections.abc import Iterable

from llm_extract.records import Rank, State, Statement

_RANKS = {rank: place for place, rank in enumerate(Rank)}
_STATES = {State.REPORTED: 0, State.ZERO_BY_NEGATION: 1, State.DERIVED: 2}
_SILENT = len(_STATES)


def merge(statements: Iterable[Statement]) -> dict[str, tuple[Statement, ...]]:
    """Statements by indicator: the official form first, then the topical section, then the rest.

    Within a rank a number speaks before a negation, that before an inference, that before an
    empty cell, else the text's order holds. A statement made twice at one place is kept once.
    """
    by_indicator: dict[str, list[Statement]] = {}
    for statement in _once(statements):
        by_indicator.setdefault(statement.indicator, []).append(statement)
    return {name: tuple(sorted(said, key=_precedence)) for name, said in by_indicator.items()}


def _once(statements: Iterable[Statement]) -> Iterable[Statement]:
    seen = set()
    for statement in statements:
        number = statement.quantity and statement.quantity.value
        key = (statement.indicator, statement.span, statement.witness, statement.state, number)
        if key not in seen:
            seen.add(key)
            yield statement


def _precedence(statement: Statement) -> tuple[bool, int, int, int, int]:
    lost = statement.state is State.UNRECOVERABLE  # says that there was a number, not which
    return (
        lost,
        _RANKS[statement.rank],
        _STATES.get(statement.state, _SILENT),
        statement.span.start,
        statement.span.end,
    )
