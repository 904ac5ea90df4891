"""Does the text say that a number is that of an indicator of one's own schema, for the year?

The scanner asks before it states a value, the checks ask of what a model claims.
"""

from llm_extract.naming import _prose, _rows
from llm_extract.naming._labels import indicators_in
from llm_extract.naming._page import Page
from llm_extract.records import Number, Span
from llm_extract.schemas import Indicator

__all__ = ["Page", "against", "denies", "in_row", "named"]


def against(number: Number, indicator: Indicator, page: Page) -> str:
    """Why a number is not the indicator's own; "" where label, place and words all say it is."""
    if in_row(number.span, page):
        return _rows.against(number, indicator, page)
    return _prose.against(number, indicator, page)


def named(number: Number, page: Page) -> tuple[Indicator, ...]:
    """The indicators whose labels stand in the sentence or at the head of the row of a number."""
    row = in_row(number.span, page)
    place = _rows.head(number.span, page) if row else page.sentence(number.span)
    return indicators_in(page.folded, place, page.catalogue)


def denies(span: Span, indicator: Indicator, page: Page) -> bool:
    """Does a quoted negation name the indicator?"""
    return indicator in indicators_in(page.folded, span, page.catalogue)


def in_row(span: Span, page: Page) -> bool:
    """Whether a place is in a row of cells."""
    return _rows.is_row(page.folded, span)
