"""Is the number one that such a report can state at all? Slips of unit, scale, day and year."""

import re
from collections.abc import Iterator
from decimal import Decimal

from llm_extract.checks._compare import bounds, overlap, plain
from llm_extract.checks._figures import Figure, figures, like, owners, surface
from llm_extract.records import (
    Evidence,
    Finding,
    Place,
    Quantity,
    Remark,
    Severity,
    State,
    Statement,
    Verdict,
)
from llm_extract.schemas import Kind, indicators
from llm_extract.schemas.article20 import signed

_DAILY = re.compile(r"日均|平均每[日天]|每[日天]平均|每[日天](?=[^,。;]{0,4}$)")
_DAYS = (Decimal(180), Decimal(366))  # working days of a lean year, days of a leap year
_SINCE = re.compile(r"截[至止]|累计|历年|以来|开通")
_YEAR = re.compile(r"(20\d\d)年")
_MOST_COUNT = Decimal(10) ** 8
_COUNTED_BY_MACHINES = {"disclosure.website_visits", "disclosure.new_media_followers"}
_MOST_MONEY = {"capacity.funding": Decimal(10_000), "fee.collected": Decimal(1_000)}  # 万元
_PARTS = (
    ("capacity.staff_full_time", "capacity.staff"),
    ("capacity.staff_part_time", "capacity.staff"),
)


def check(evidence: Evidence) -> Iterator[Finding]:
    yield from _days(evidence)
    yield from _period(evidence)
    chosen: dict[str, Statement] = {}
    for statement in evidence.statements:
        chosen.setdefault(statement.indicator, statement)
        yield from _scale(statement)
    yield from _parts(chosen)
    yield from _replies_without_requests(evidence)


def _days(evidence: Evidence) -> Iterator[Finding]:
    """日均800余件 beside 137万多件 a year: the year would have 1,700 days."""
    read = figures(evidence)
    owned = owners(evidence)
    for place, daily in enumerate(read[1:], start=1):
        if not _DAILY.search(evidence.folded, daily.clause, daily.number.digits.start):
            continue
        yearly = _yearly(read[max(place - 4, 0) : place], daily, evidence.folded)
        days = _quotient(yearly, daily) if yearly else None
        if yearly is None or days is None or overlap(days, _DAYS):
            continue
        about = plain((yearly.value / daily.value).quantize(Decimal(1)))
        yield Finding(
            "plausibility",
            Severity.WARNING,
            f"“{surface(yearly, evidence)}” a year against “{surface(daily, evidence)}” a day:"
            f" the year would have {about} days",
            owned.get(yearly.number.span, ()),
            left=yearly.value,
            right=daily.value * 365,
            delta=yearly.value - daily.value * 365,
            spans=(yearly.number.span, daily.number.span),
            bearing=Verdict.DISPUTED,
        )


def _yearly(before: tuple[Figure, ...], daily: Figure, folded: str) -> Figure | None:
    """The nearest like figure of the sentence that shares its subject's words."""
    subject = _pairs(_DAILY.sub("", folded[daily.clause : daily.start]))
    for figure in reversed(before):
        lead = folded[figure.clause : figure.start]
        if figure.sentence != daily.sentence:
            return None
        if like(figure, daily) and not _SINCE.search(lead) and not _DAILY.search(lead):
            return figure if not subject or subject & _pairs(lead) else None
    return None


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _quotient(yearly: Figure, daily: Figure) -> tuple[Decimal | None, Decimal | None] | None:
    if yearly.number.quantity is None or daily.number.quantity is None or daily.value <= 0:
        return None
    (low, high), (least, most) = bounds(yearly.number.quantity), bounds(daily.number.quantity)
    return (low / most if low and most else None, high / least if high and least else None)


def _period(evidence: Evidence) -> Iterator[Finding]:
    """The title names one year, the period covered another."""
    start, titled = evidence.metadata.period_start, _YEAR.search(evidence.metadata.title or "")
    year = int(titled.group(1)) if titled else evidence.metadata.year
    if start is not None and year is not None and start.year != year:
        yield Finding(
            "plausibility",
            Severity.WARNING,
            f"the report is for {year}, its figures begin on {start.isoformat()}",
            left=Decimal(year),
            right=Decimal(start.year),
            delta=Decimal(year - start.year),
        )


def _scale(statement: Statement) -> Iterator[Finding]:
    if statement.quantity is None:
        return
    slip = _slip(statement.indicator, statement.quantity)
    if slip:
        yield Finding(
            "plausibility",
            Severity.WARNING,
            f"{statement.indicator}: “{' '.join(statement.quote.split())}”: {slip}",
            (statement.indicator,),
            left=statement.quantity.value,
            spans=(statement.span,),
            # How a change is written is no reason to doubt it: --253 is what such cells say.
            bearing=None if statement.indicator in signed() else Verdict.DISPUTED,
            statement=statement,
        )


def _slip(name: str, quantity: Quantity) -> str:
    """What is hard to believe of a quantity; "" where nothing is."""
    value = quantity.value
    if quantity.remark is Remark.SUSPECT:
        return "the number is damaged or its 万 cannot be"
    if value is None:
        return ""
    if value > _MOST_MONEY.get(name, value):
        return f"{plain(value)} 万元, so 元 may have been read as 万元"
    if indicators()[name].kind is not Kind.COUNT:
        return ""
    if value != value.to_integral_value():
        return f"{plain(value)} is no whole number"
    if value > _MOST_COUNT and name not in _COUNTED_BY_MACHINES:
        return f"{plain(value)} is more than any report counts, so 万 may be one too many"
    return ""


def _parts(chosen: dict[str, Statement]) -> Iterator[Finding]:
    """Full-time or part-time staff beyond all staff."""
    for part, whole in _PARTS:
        few, many = _value(chosen.get(part)), _value(chosen.get(whole))
        if few is not None and many is not None and few > many:
            yield Finding(
                "plausibility",
                Severity.WARNING,
                f"{part} {plain(few)} is more than {whole} {plain(many)}",
                (part, whole),
                left=few,
                right=many,
                delta=few - many,
                spans=(chosen[part].span, chosen[whole].span),
                bearing=Verdict.DISPUTED,
            )


def _replies_without_requests(evidence: Evidence) -> Iterator[Finding]:
    """The narrative has no request and yet replies; those carried over explain it at times."""
    told = {
        s.indicator: s
        for s in reversed(evidence.statements)
        if s.place is Place.NARRATIVE and s.state is not State.DERIVED
    }
    received, replied = _value(told.get("request.received")), _value(told.get("reply.total"))
    if received == 0 and replied:
        yield Finding(
            "plausibility",
            Severity.WARNING,
            f"the narrative has no request, but {plain(replied)} replies",
            ("request.received", "reply.total"),
            left=received,
            right=replied,
            delta=received - replied,
            spans=(told["request.received"].span, told["reply.total"].span),
        )


def _value(statement: Statement | None) -> Decimal | None:
    return statement.quantity.value if statement and statement.quantity else None
