"""Does the text name what a model's number is claimed for? Asked of schemas of one's own.

A claim that the scanner does not share is disputed with what the words around it say.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from llm_extract import schemas
from llm_extract.checks._backing import doubted, unbacked
from llm_extract.records import Evidence, Finding, State, Statement
from llm_extract.schemas import Catalogue
from llm_extract.schemas.units import in_text

if TYPE_CHECKING:
    from llm_extract.naming import Page

STAGE = 1
SCHEMA = "own"


def check(evidence: Evidence) -> Iterator[Finding]:
    catalogue = schemas.own()
    if catalogue is None:
        return
    from llm_extract.naming import Page  # which the house does without

    page = Page(evidence.folded, evidence.numbers, evidence.metadata.year, catalogue)
    for statement in unbacked(evidence):
        against = _against(statement, page, catalogue)
        if against:
            yield doubted("own_names", statement, against, evidence)


def _against(statement: Statement, page: "Page", catalogue: Catalogue) -> str:
    from llm_extract import naming

    indicator = catalogue.indicators[statement.indicator]
    if statement.quantity is None:
        return ""
    if statement.state is State.ZERO_BY_NEGATION:
        denied = naming.denies(statement.span, indicator, page)
        return "" if denied else "what is denied is something else"
    inside = statement.number or statement.span
    for number in page.within(inside.start, inside.end):
        meant = in_text(number, page.folded, indicator)
        if meant is not None and meant.value == statement.quantity.value:
            return naming.against(number, indicator, page)
    return "no number of the text backs it"
