"""Are the labels right in themselves? Identifiers, quotes, digits and sums, all faults at once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from decimal import Decimal

from llm_extract import numerals, schemas, script
from llm_extract.evaluation.labels import Fixture, Labels, Observation
from llm_extract.evaluation.locating import Squeezed
from llm_extract.records import Place, State
from llm_extract.schemas import applications, cases
from llm_extract.schemas.identities import IDENTITIES, Strength

# Said in reports and worth a label, but no indicator of the catalogue.
UNSCORED = frozenset({"year_on_year_change"})

_HAN = {han: Decimal(n) for n, han in enumerate("一二三四五六七八九十", 1)} | {"两": Decimal(2)}
_POWERS = {"": 1, "万": 10_000, "亿": 10**8}
_WRITTEN = re.compile(r"(\d[\d,]*(?:\.\d+)?)余?多?([万亿]?)")
_MONEY = {"元", "万元"}


def faults(fixture: Fixture, text: Squeezed) -> tuple[str, ...]:
    """What is wrong with the labels of one report, each fault led by its name."""
    labels = fixture.labels
    pages = labels.meta.source.endswith((".html", ".htm"))
    found = (
        *_unknown(labels),
        *_misquoted(labels, text, pages),
        *_misvalued(labels.observation),
        *_unbalanced(labels),
    )
    return tuple(f"{fixture.name}: {fault}" for fault in found)


def numbers_in(quote: str, *, money: bool = False) -> set[Decimal]:
    """Every value that a number in the quote may stand for; money also in units of 10,000."""
    folded = script.fold(quote)
    found = {_HAN[sign] for sign in folded if sign in _HAN}
    for digits, power in _WRITTEN.findall(folded):
        found.add(Decimal(digits.replace(",", "")) * _POWERS[power])
    for number in numerals.find(folded):
        if number.quantity and number.quantity.value is not None:
            found.add(number.quantity.value)
    return found | ({value / 10_000 for value in found} if money else set())


def operands(identity: str, where: str) -> frozenset[str]:
    """The indicators that an identity of the labels speaks of."""
    for known in IDENTITIES:
        if known.id == identity and known.operands:
            return frozenset(known.operands)
    if not where:
        return frozenset()
    return frozenset(
        id for id in schemas.indicators() if id.startswith(f"{where}.") or _column(id) == where
    )


def _column(id: str) -> str:
    return id.rpartition(".")[2] if id.startswith("applications.") else ""


def _unknown(labels: Labels) -> Iterator[str]:
    named = {seen.indicator for seen in labels.observation} | set(labels.not_zero)
    named |= {name for seen in labels.observation for name in seen.accept_indicator}
    named |= {name for conflict in labels.conflict for name in conflict.indicators}
    named |= {trap.must_not_be for trap in labels.trap}
    for name in sorted(named - schemas.indicators().keys() - UNSCORED):
        yield f"no indicator {name!r}; `llm-extract schema list` has them all"
    for name in sorted({s.indicator for s in labels.observation} & set(labels.not_zero)):
        yield f"{name} is observed, and not_zero says that the report is silent on it"


def _misquoted(labels: Labels, text: Squeezed, is_page: bool) -> Iterator[str]:
    quotes = [seen.quote for seen in labels.observation]
    quotes += [quote for conflict in labels.conflict for quote in conflict.quotes]
    if not is_page:  # a reader may drop the furniture of a page, where some traps stand
        quotes += [trap.quote for trap in labels.trap]
    for quote in dict.fromkeys(quotes):
        if not text.spans(quote):
            yield f"the text has no {quote!r}"
    for trap in labels.trap:
        if trap.number not in trap.quote:
            yield f"the trap {trap.quote!r} does not hold its number {trap.number!r}"


def _misvalued(observations: Iterable[Observation]) -> Iterator[str]:
    for seen in observations:
        if not seen.is_coherent:
            yield f"{seen.indicator}: state {seen.state} with value {seen.value} ({seen.quote!r})"
        elif seen.state is State.ZERO_BY_NEGATION and seen.value != 0:
            yield f"{seen.indicator}: a negation says 0, found {seen.value} ({seen.quote!r})"
        elif seen.state is State.REPORTED and not _stands(seen):
            yield f"{seen.indicator}: {seen.value} is not in its quote {seen.quote!r}"


def _stands(seen: Observation) -> bool:
    written = numbers_in(seen.quote, money=seen.unit in _MONEY)
    values = [abs(value) for value in seen.values if value is not None]
    if schemas.own() is not None:  # a row's scale may stand over its table
        return bool(set(map(_figures, values)) & set(map(_figures, written)))
    return any(value in written for value in values)


def _figures(number: Decimal) -> tuple[int, ...]:
    """The digits of a number, whatever power of ten it is counted in."""
    return number.normalize().as_tuple().digits


def _unbalanced(labels: Labels) -> Iterator[str]:
    """Strict sums of the official form that fail without being declared, and the reverse."""
    declared = {(entry.identity, entry.where) for entry in labels.identity_failed}
    cells, form = _cells(labels), labels.meta.form
    failed = {
        (name, where)
        for name, where, total, parts in (_sums(form) if form else _local(declared, cells))
        if _fails(cells, total, parts)
    }
    for name, where in sorted(failed - declared):
        yield f"the sum {name} {where} fails and no [[identity_failed]] says so".replace("  ", " ")
    for name, where in sorted(declared - failed):
        yield f"the sum {name} {where} is declared to fail and does not".replace("  ", " ")


def _cells(labels: Labels) -> Mapping[str, Decimal | None]:
    return {seen.indicator: seen.value for seen in labels.observation if seen.place is Place.TABLE}


def _fails(cells: Mapping[str, Decimal | None], total: str, parts: tuple[str, ...]) -> bool:
    whole, numbers = cells.get(total), [cells.get(part) for part in parts]
    known = [number for number in numbers if number is not None]
    return whole is not None and len(known) == len(numbers) and sum(known) != whole


def _sums(form: str) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Name, place, total and parts of each strict sum of a form."""
    if form == "2014":
        for identity in IDENTITIES:
            if identity.relation == "==" and identity.strength is Strength.STRICT:
                yield identity.id, "", identity.left, identity.right
    else:
        yield from _matrix_sums(form)


def _local(
    declared: Set[tuple[str, str]], cells: Mapping[str, Decimal | None]
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Declared sums of a table of the office's own, over those parts that it has."""
    for identity in IDENTITIES:
        if (identity.id, "") in declared:
            parts = tuple(part for part in identity.right if part in cells)
            yield identity.id, "", identity.left, parts


def _matrix_sums(form: str) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    rows = applications.rows(form)
    columns = [column.id for column in applications.COLUMNS]
    for row in rows:
        cells = tuple(applications.cell(row.id, column) for column in columns if column != "total")
        yield "R1", f"applications.{row.id}", applications.cell(row.id, "total"), cells
    for column in columns:
        cells = tuple(applications.cell(row.id, column) for row in rows if row.group)
        yield f"C2_{form}", column, applications.cell("results_total", column), cells
    for block in cases.BLOCKS:
        parts = tuple(f"{block}.{outcome}" for outcome in cases.OUTCOMES if outcome != "total")
        yield "T1", block, f"{block}.total", parts
