"""Reads a short number that fills a cell: with nothing but borders beside it, nothing changes it.

Tables of hundreds of such cells are most of what there is to read in a report on the later forms.
"""

import re
from decimal import Decimal
from functools import cache

from llm_extract.numerals.contexts import may_end_unit
from llm_extract.records import Number, NumberKind, Quantity, Remark, Span

# One or two digits are no year, hotline, phone or code, whatever label stands in the cell before.
_LONE = re.compile(r"(?:(?<=[|\t\n])|(?<=[|\t\n] ))(?:0|[1-9][0-9]?)(?=[|\t\n]| [|\t\n])")
_REACH = 5  # characters before the number; a unit in the cell before would stand there


def lone(text: str, start: int) -> Number | None:
    """The number at `start` if it fills a cell or line and no unit stands in the cell before it."""
    match = _LONE.match(text, start)
    if match is None or may_end_unit(text[max(0, start - _REACH) : start]):
        return None
    span = Span(start, match.end())
    return Number(NumberKind.QUANTITY, span, span, _count(match[0]))


@cache  # a hundred at the most
def _count(digits: str) -> Quantity:
    return Quantity(Decimal(digits), "", remark=Remark.UNIT_MISSING)
