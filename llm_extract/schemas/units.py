"""A quantity as its indicator counts it."""

from dataclasses import replace

from llm_extract.numerals import convert
from llm_extract.records import Quantity
from llm_extract.schemas._base import Indicator, Kind


def in_unit(quantity: Quantity, indicator: Indicator) -> Quantity | None:
    """The quantity in the indicator's own unit, or as written where that is of another kind.

    268起 is 268 件, but a count of consultations written in 件 does not become 人次. None where
    the written unit cannot count the indicator at all.
    """
    if not quantity.unit and (indicator.kind is Kind.COUNT or quantity.value == 0):
        return replace(quantity, unit=indicator.unit)
    converted = convert(quantity, indicator.unit)
    if converted is None and quantity.unit in indicator.units:
        return quantity
    return converted
