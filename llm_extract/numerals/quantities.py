"""From a numeral, its unit and the words around it to a quantity with bounds."""

from decimal import Decimal
from enum import Enum

from llm_extract.numerals.units import COUNTS, MONEY, RATIOS, canonical, unit_class
from llm_extract.numerals.written import Written, plain
from llm_extract.records import Approximation, Quantity, Remark

_FACTORS: dict[str, dict[str, Decimal]] = {"money": MONEY, "ratio": RATIOS}
_PARTS = {"%": 2, "‰": 3}  # decimal places by which the sign divides
_EXACT_MONEY = 10**4  # amounts in 万元 are exact as written (608.25万元), those in 亿元 are not


class Bound(Enum):
    """What an approximating word says of the number it stands beside."""

    ABOUT = "约"
    ABOVE = "超过"
    FROM = "不少于"
    BELOW = "近"
    UPTO = "不超过"


def quantity(written: Written, unit: str, bound: Bound | None) -> Quantity:
    """The quantity of a count or an amount; 1200多 lies in 1201–1299, 14.5万 in 144500–145500."""
    if written.impossible:
        return _impossible(written, unit)
    value = written.value
    if bound is None and written.more is not None:
        return _more(written, unit)
    if bound is None and _is_rounded(written, unit):
        half = written.step / 2
        low, high = plain(value - half), plain(value + half)
        return Quantity(value, unit, Approximation.ABOUT, low, high, Remark.ROUNDED)
    if bound is Bound.BELOW and written.more is not None:
        bound = Bound.ABOUT  # 近30余件
    return bounded(Quantity(value, unit), bound)


def ratio(written: Written, sign: str, bound: Bound | None) -> Quantity:
    """A share of one, as written: 98% is 0.98, 25.73‰ is 0.02573."""
    value = written.value.scaleb(-_PARTS[sign[0]])
    remark = Remark.SUSPECT if len(sign) > 1 else Remark.NONE
    if bound is None and written.more is not None:
        bound = Bound.FROM
    return bounded(Quantity(value, "ratio", remark=remark), bound)


def bounded(exact: Quantity, bound: Bound | None) -> Quantity:
    """The quantity as its approximating word has it; counts are whole, so 超过700 begins at 701."""
    value = exact.value
    if bound is None or value is None:
        return exact
    tick = 1 if exact.unit != "ratio" and value == value.to_integral_value() else 0
    low = high = None
    how = Approximation.ABOUT
    if bound in (Bound.ABOVE, Bound.FROM):
        how, low = Approximation.AT_LEAST, value + (tick if bound is Bound.ABOVE else 0)
    elif bound in (Bound.BELOW, Bound.UPTO):
        how, high = Approximation.AT_MOST, value - (tick if bound is Bound.BELOW else 0)
    return Quantity(value, exact.unit, how, low, high, exact.remark)


def between(low: Decimal, high: Decimal, unit: str) -> Quantity:
    """A range: no single value, only bounds."""
    return Quantity(None, unit, Approximation.ABOUT, low, high, Remark.RANGE)


def convert(quantity: Quantity, unit: str) -> Quantity | None:
    """The same quantity in another unit of its class, or None where there is no such way.

    A number that lost its unit may be any count, but never money: 元 or 万元 is not ours to guess.
    """
    if quantity.unit == unit:
        return quantity
    source, target = unit_class(quantity.unit), unit_class(unit)
    if source != target and not (quantity.unit == "" and target in COUNTS):
        return None
    factors = _FACTORS.get(target)
    if factors is None:
        return _scaled(quantity, Decimal(1), unit)
    factor = factors[canonical(unit)] / factors[canonical(quantity.unit)]
    return _scaled(quantity, factor, unit)


def _scaled(quantity: Quantity, factor: Decimal, unit: str) -> Quantity:
    value, low, high = (
        None if number is None else plain(number * factor)
        for number in (quantity.value, quantity.low, quantity.high)
    )
    return Quantity(value, unit, quantity.approximation, low, high, quantity.remark)


def _is_rounded(written: Written, unit: str) -> bool:
    return written.scaled and not (unit == "元" and written.step <= _EXACT_MONEY)


def _impossible(written: Written, unit: str) -> Quantity:
    """23600万元 may be a slip for 元; 173769万条 certainly is one, so it has no value."""
    value = written.value if unit == "元" else None
    return Quantity(value, unit, remark=Remark.SUSPECT)


def _more(written: Written, unit: str) -> Quantity:
    value, more = written.value, written.more or Decimal(1)
    if value != value.to_integral_value():
        return Quantity(value, unit, Approximation.AT_LEAST, value, plain(value + more))
    if more == 1:  # 2541余: an exact number that pretends
        return Quantity(value, unit, Approximation.AT_LEAST, value)
    return Quantity(value, unit, Approximation.AT_LEAST, value + 1, plain(value + more - 1))
