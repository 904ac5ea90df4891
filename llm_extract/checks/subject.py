"""Is the number the indicator's own? A model's claim that the scanner does not back is tried.

Prose is asked by its cues and words of scope, a negation by what it denies. The claim itself is
disputed, with the reason; other indicators are left alone.
"""

import re
from collections.abc import Iterator

from llm_extract import schemas
from llm_extract.checks._backing import akin, doubted, masked, names, unbacked
from llm_extract.records import (
    Evidence,
    Finding,
    Place,
    State,
    Statement,
)

_TRIED = frozenset({State.REPORTED, State.ZERO_BY_NEGATION})


def check(evidence: Evidence) -> Iterator[Finding]:
    for statement in unbacked(evidence):
        against = _against(statement, evidence) if statement.state in _TRIED else ""
        if against:
            yield doubted("subject", statement, against)


def _against(statement: Statement, evidence: Evidence) -> str:
    """What speaks against a claim; "" if nothing does."""
    if statement.quantity is None:
        return ""
    if statement.state is State.ZERO_BY_NEGATION:
        return _of_denial(statement, evidence)
    if statement.place is Place.TABLE or statement.number is None or evidence.listen is None:
        return ""
    heard = evidence.listen(statement.number, statement.indicator)
    if heard is None:
        return ""
    if heard.against:
        return f"its words speak against it: {heard.against}"
    if statement.indicator in heard.answers:
        return ""
    if heard.answers and not any(akin(statement.indicator, name) for name in heard.answers):
        return f"the number answers to {', '.join(heard.answers[:2])}"
    if not names(statement.indicator, heard.words):
        return "nothing in the sentence names it"
    return ""


def _of_denial(statement: Statement, evidence: Evidence) -> str:
    """A negation must deny what the indicator counts, in its own words."""
    known = schemas.indicators()[statement.indicator]
    words = masked(evidence, statement.span)
    if known.none:
        denied = re.search(known.none, words) is not None
    else:
        denied = names(statement.indicator, words)
    return "" if denied else "what is denied is something else"
