"""The codebook: every name that stands in a panel, what it means, and what it may be held against.

It is composed of what the catalogue declares; nothing about an indicator is said here anew.
"""

from collections.abc import Iterable, Iterator

from llm_extract.panel.duplicates import RULE
from llm_extract.panel.series import Series, belonging
from llm_extract.panel.tables import CODEBOOK, Row, Table
from llm_extract.records import State, Verdict
from llm_extract.schemas import Indicator, Kind, article20, indicators
from llm_extract.schemas.form_2014 import FORM as FORM_2014
from llm_extract.schemas.form_2019 import FORM as FORM_2019
from llm_extract.schemas.form_2021 import FORM as FORM_2021

_FORMS = (FORM_2014, FORM_2019, FORM_2021)
_KINDS = {
    Kind.COUNT: "a count",
    Kind.MONEY: "an amount of money",
    Kind.RATIO: "a share; 98% is 0.98",
    Kind.TEXT: "quotes in words, in the long form alone",
}
_STATES = {
    State.REPORTED: "a number is stated",
    State.ZERO_BY_NEGATION: "said in words to be none (未收到申请); the value is 0",
    State.BLANK: "the form's cell is empty; no value",
    State.NOT_APPLICABLE: "the cell holds / or —; no value",
    State.NOT_MENTIONED: "the report does not speak of it; no value, and not zero",
    State.DERIVED: "inferred from the wording (均按期答复)",
    State.UNRECOVERABLE: "a number stood there and was lost on the way to the file; no value",
}
_VERDICTS = {
    Verdict.CONFIRMED: "two independent sources agree, or a sum that is not 0 = 0",
    Verdict.SUPPORTED: "the quote stands in the text and its number is the value",
    Verdict.DISPUTED: "places or sums disagree; the value is that of the place that speaks first",
    Verdict.UNSUPPORTED: "the only value had no quote or no number in it and is withheld",
}
_NOTES = {
    "state": "In the wide form beside each indicator. Empty where a value was withheld, and for a "
    "series of which only some parts are there or that is counted in another unit.",
    "verdict": "In the wide form beside each indicator; a value whose verdict was not asked for "
    "is left empty there, its verdict stays.",
}


def codebook(tables: Iterable[Table], names: Iterable[str], series: Iterable[Series]) -> list[Row]:
    """Indicators and series that the panel has, then columns, states, verdicts and the rule."""
    columns = (
        _row(f"{table.name}.{column.name}", kind="column", definition=column.meaning)
        for table in tables
        for column in table.columns
        if column.meaning
    )
    states = (
        _row(s.value, kind="state", definition=_STATES[s], note=_NOTES["state"]) for s in State
    )
    verdicts = (
        _row(v.value, kind="verdict", definition=_VERDICTS[v], note=_NOTES["verdict"])
        for v in Verdict
    )
    return [
        *(_indicator(indicators()[name]) for name in names),
        *map(_series, series),
        *columns,
        *states,
        *verdicts,
        _row("representative", kind="rule", definition=RULE),
    ]


def _indicator(known: Indicator) -> Row:
    belongs = belonging().get(known.id, ())
    return _row(
        known.id,
        label=known.label,
        unit=known.unit,
        kind=known.kind.value,
        definition=" ".join(_definition(known)),
        forms=" ".join(_eras(known.id)),
        comparability=" ".join(dict.fromkeys(each.likeness.value for each in belongs)),
        compared_with=" ".join(each.column for each in belongs),
    )


def _series(series: Series) -> Row:
    known = indicators()[series.id]
    parts = " + ".join(series.cells)
    eras = dict.fromkeys(form for id in (series.id, *series.cells) for form in _eras(id))
    return _row(
        series.column,
        label=known.label,
        unit=known.unit,
        kind="series",
        definition=f"{parts} where the form has them, else {series.id}",
        forms=" ".join(eras),
        comparability=series.likeness.value,
        compared_with=parts,
        note=series.note,
    )


def _definition(known: Indicator) -> Iterator[str]:
    """What the catalogue says of an indicator, in words."""
    yield f"{known.label}: {_KINDS[known.kind]}."
    if known.aliases:
        yield f"Also printed: {', '.join(known.aliases)}."
    if known.stock:
        yield "Counted at a date, not over the year."
    if known.other_year:
        yield "Speaks of another year than the report's."
    if known.as_written:
        yield "Kept in the unit that is written."
    if known.id in article20.signed():
        yield "May be negative."


def _eras(id: str) -> tuple[str, ...]:
    forms = tuple(form.name for form in _FORMS if id in form.ids)
    known = indicators()[id]
    return (*forms, *(("prose",) if known.cues or known.kind is Kind.TEXT else ()))


def _row(identifier: str, **parts: str) -> Row:
    return {**{name: parts.get(name, "") for name in CODEBOOK.names}, "identifier": identifier}
