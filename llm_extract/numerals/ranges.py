"""Reads ranges: 20—30件, 5至8次, 3-5万元, 20%至30%."""

from decimal import Decimal

from llm_extract.numerals.mentions import Mention
from llm_extract.numerals.patterns import RANGE
from llm_extract.numerals.quantities import between
from llm_extract.numerals.units import Unit, unit_at
from llm_extract.numerals.written import Written, plain, read
from llm_extract.records import Number, NumberKind, Span

_DASHES = frozenset("-—–~至到")
_CHANGES = frozenset("从由自")  # 从5件到10件 is a change, no range


def ranged(mention: Mention, first: Written, unit: Unit | None) -> Number | None:
    """The range that begins with this number; None where it stands alone."""
    dash = _dash(mention, unit)
    if dash is None or mention.previous in _CHANGES:
        return None
    match = RANGE.match(mention.text, dash)
    second = read(match[1]) if match else None
    if match is None or second is None:
        return None
    low, high = _aligned(first, second, match[1]), second.value
    if not low < high:
        return None
    return _closed(mention, match.end(), low, high)


def _dash(mention: Mention, unit: Unit | None) -> int | None:
    """Where the dash is: behind the number or behind its unit or percent sign."""
    text, end = mention.text, mention.end
    if text[end : end + 1] in _DASHES:
        return end
    if text[end : end + 1] == "%" and text[end + 1 : end + 2] in _DASHES:
        return end + 1
    if unit is not None:
        end = mention.behind + len(unit.surface)
        if text[end : end + 1] in _DASHES and _tail(text, end) is unit:
            return end
    return None


def _tail(text: str, dash: int) -> Unit | None:
    match = RANGE.match(text, dash)
    return unit_at(text, match.end()) if match else None


def _aligned(first: Written, second: Written, surface: str) -> Decimal:
    """3-5万: the 万 counts for both."""
    if second.scaled and not first.scaled and first.value < 10**4:
        return plain(first.value * (10**8 if surface.endswith("亿") else 10**4))
    return first.value


def _closed(mention: Mention, end: int, low: Decimal, high: Decimal) -> Number | None:
    text = mention.text
    if text[end : end + 1] == "%":
        stated = between(low.scaleb(-2), high.scaleb(-2), "ratio")
        span = Span(mention.start, end + 1)
        return Number(NumberKind.RATIO, span, Span(mention.start, end), stated, Span(end, end + 1))
    start = end + (text[end : end + 1] == " ")
    unit = unit_at(text, start)
    if unit is None:
        return None
    unit_end = start + len(unit.surface)
    span, digits = Span(mention.start, unit_end), Span(mention.start, end)
    if unit.kind is not NumberKind.QUANTITY:
        return Number(unit.kind, span, digits, None)
    stated = between(low, high, unit.canonical)
    return Number(NumberKind.QUANTITY, span, digits, stated, Span(start, unit_end))
