"""Prose: a label, words that say no more than that it came to something, and the number.

Whatever else stands there may make it another thing, another year, a change or a plan.
"""

import re
from collections.abc import Sequence

from llm_extract.naming import _words as words
from llm_extract.naming._labels import Naming, namings
from llm_extract.naming._page import YEAR, Page
from llm_extract.records import Number, Span
from llm_extract.schemas import Indicator
from llm_extract.schemas.units import is_growth

_BEYOND = 60  # characters behind a number and its name in which it may turn out to be a part
_LEAD = 24  # characters before a label that may belong to its name


def against(number: Number, indicator: Indicator, page: Page) -> str:
    """Why a number of prose is not the indicator's for the year; "" if nothing says so."""
    place = page.sentence(number.span)
    named = namings(page.folded, place, page.catalogue)
    if all(each.indicator != indicator for each in named):
        return "nothing in the sentence names it"
    if words.SHARED_OUT.search(page.folded, place.start, place.end):
        return "the sentence shares several numbers out among several names"
    return _scope(number, place, indicator, page) or _owner(number, indicator, named, page)


def _owner(number: Number, indicator: Indicator, named: Sequence[Naming], page: Page) -> str:
    """Is the label that the number answers to the indicator's, and is it all of its name?"""
    span, folded = number.span, page.folded
    behind = [n for n in named if n.span.start >= span.end and _joins(span, n.span, folded)]
    before = [n for n in named if n.span.end <= span.start]
    owner = behind[0] if behind else before[-1] if before else None
    if owner is None:
        return "its name stands elsewhere in the sentence"
    if owner.indicator != indicator:
        return f"the number answers to {owner.indicator.id}"
    if words.PART.match(folded[max(span.end, owner.span.end) :][:_BEYOND]):
        return "the words behind it make it a part"
    if owner in behind:
        whole = words.COUNTED.search(folded[max(0, span.start - _LEAD) : span.start])
        return "" if whole else "it is not said that these are all"
    if not _is_whole(folded, owner.span):
        return "the words before its name make it another thing"
    between = words.ROSE.sub(" ", page.masked(owner.span.end, span.start))
    if "#" in between:
        return "another number stands between its name and this one"
    said = words.BETWEEN.match(between)
    rest = between[said.end() if said else 0 :].strip()
    return f"“{rest[:30]}” stands between its name and the number" if rest else ""


def _joins(number: Span, label: Span, folded: str) -> bool:
    return words.BEHIND.match(folded[number.end : label.start]) is not None


def _is_whole(folded: str, span: Span) -> bool:
    """Is the label no part of a longer name: overseas revenue, 其他营业收入?"""
    lead = folded[max(0, span.start - _LEAD) : span.start]
    pattern = words.BEFORE_LATIN if folded[span.start].isascii() else words.BEFORE_HAN
    ends = [found.end() for found in re.finditer(r"[。;!?\n|\t]|\.(?=\s)", lead)]
    if ends:
        lead = lead[ends[-1] :]
    elif span.start > _LEAD:
        lead = f"…{lead}"  # cut off, so that it is not the beginning of a sentence
    return pattern.search(lead) is not None


def _scope(number: Number, place: Span, indicator: Indicator, page: Page) -> str:
    """What makes it another year's, a change, or a plan."""
    before = page.folded[place.start : number.span.start]
    behind = page.folded[number.span.end : place.end]
    if words.EARLIER.search(before) or words.BEHIND_EARLIER.match(behind):
        return "its words speak of another year"
    if words.CHANGE.search(before) and not is_growth(indicator):
        return "its words speak of a change"
    if words.PLAN.search(before):
        return "its words speak of a plan"
    if words.OTHERS.search(before):
        return "its words speak of another, of a part or of more than the year"
    if words.OFF.match(behind):
        return "the words behind it make it a difference or a rate"
    heading = page.heading(place)
    if words.PLAN.search(heading):
        return f"it stands under “{heading}”"
    if words.PART_YEAR.search(before) or words.PART_YEAR.search(words.CLAUSE.split(behind, 1)[0]):
        return "its words speak of a part of the year"
    return _other_year(before, behind, page.year) or _headed(before, heading, page.year)


def _headed(before: str, heading: str, year: int | None) -> str:
    """A heading of another year, where the sentence itself names none."""
    said = {int(found) for found in YEAR.findall(heading)}
    if year is None or not said or year in said or YEAR.search(before):
        return ""
    return f"it stands under “{heading}”"


def _other_year(before: str, behind: str, year: int | None) -> str:
    """The year in its brackets, else right behind it, else the last one before it."""
    opened = before.rfind("(")
    if opened > before.rfind(")"):
        said = YEAR.findall(before[opened:])
        if not said or int(said[-1]) != year:
            return "it stands in brackets, beside another number"
    right = words.BEHIND_YEAR.match(behind)
    said = [right[1]] if right else YEAR.findall(before)[-1:]
    return f"it is that of {said[0]}" if said and year and int(said[0]) != year else ""
