"""A quantity as its indicator counts it."""

import re
from dataclasses import replace

from llm_extract.numerals import convert
from llm_extract.records import Number, Quantity, Remark
from llm_extract.schemas._base import Indicator, Kind

_GROWTH = re.compile(r"growth|increase|decrease|change|增长|增幅|增速|变动|同比", re.IGNORECASE)


def in_unit(quantity: Quantity, indicator: Indicator) -> Quantity | None:
    """The quantity in the indicator's own unit, or as written where that is of another kind.

    268起 is 268 件, but a count of consultations written in 件 does not become 人次. None where
    the written unit cannot count the indicator at all.
    """
    if indicator.strict:
        return _strictly(quantity, indicator)
    if indicator.kind is Kind.MONEY and quantity.remark is Remark.SUSPECT:
        # 58213.6万元 is much money and no slip, however suspect so many 万 of anything else are.
        quantity = replace(quantity, remark=Remark.NONE)
    if not quantity.unit and (indicator.kind is Kind.COUNT or quantity.value == 0):
        return replace(quantity, unit=indicator.unit)
    converted = convert(quantity, indicator.unit)
    if converted is None and quantity.unit in indicator.units:
        return quantity
    return converted


def is_growth(indicator: Indicator) -> bool:
    """Whether it is a rate of change that is asked for, and not what changed."""
    return any(_GROWTH.search(name) for name in (indicator.label, *indicator.aliases))


def in_text(number: Number, folded: str, indicator: Indicator) -> Quantity | None:
    """What a number of the text says of an indicator of one's own, in its unit.

    The unit is the one written beside it, else that of its table's row, head or caption.
    """
    from llm_extract.numerals.declared import in_table  # which the house does without
    from llm_extract.numerals.measures import measure

    each = "/" in measure(indicator.unit).family  # RMB per share in a table in RMB million
    kind = Kind.COUNT if each else indicator.kind
    quantity = in_table(number, folded, kind.value)
    return _strictly(quantity, indicator) if quantity else None


def _strictly(quantity: Quantity, indicator: Indicator) -> Quantity | None:
    """Only in a unit of its own family: a bare number is a count and never money or a share."""
    from llm_extract.numerals.measures import express, measure

    unit = indicator.unit
    if quantity.unit == "yoy" and not is_growth(indicator):
        return None
    if not quantity.unit:
        if indicator.kind is Kind.COUNT:
            return express(replace(quantity, unit=measure(unit).family), unit)
        return replace(quantity, unit=unit) if quantity.value == 0 else None
    for accepted in indicator.units:
        base = express(quantity, measure(accepted).family)
        if base is not None:
            return express(replace(base, unit=measure(unit).family), unit)
    return None
