"""Prose: a label, words that say no more than that it came to something, and the number.

Whatever else stands there may make it another thing, another year, a change or a plan.
"""

import re
from collections.abc import Sequence

from llm_extract.naming._labels import Naming, namings
from llm_extract.naming._page import YEAR, Page
from llm_extract.records import Number, Span
from llm_extract.schemas import Indicator, Kind

_ARTICLES = (
    r"the|our|its|their|a|an|and|with|total|overall|annual|group|company|group's|company's"
    r"|consolidated|had|by|while|recorded|reported|employed|employs|employ|has|have|generated"
)
_BEFORE_LATIN = re.compile(rf"(?:\A|[,:(\[]|(?<![a-z])(?:{_ARTICLES}))\s*\Z", re.IGNORECASE)
_BEFORE_HAN = re.compile(
    r"(?:\A|[,:、(\[]|实现|本?公司|本?集团|全年|本年度?|年度|报告期内?|期内|期末|年末|年底|年|合计|累计"
    r"|共有?|和|及|与)\s*\Z"
)
_PERIOD = (
    r"(?:for|in|during|of|at|as (?:of|at))? ?(?:the )?(?:(?:financial |fiscal )?(?:year|period)"
    r"(?: (?:ended|under review|end))?|reporting period)(?:,? ?(?:on )?DATE)?"
    r"|(?:for|in|during|at|as (?:of|at)|by) DATE|(?:of|for) (?:the )?(?:group|company)"
    r"|this year|this period|attributable to (?:the )?(?:owners|shareholders|equity holders)"
    r"(?: of (?:the )?(?:company|parent))?"
)
_CAME_TO = (
    r"was|were|is|are|of|at|to|a|an|total|amounted to|amounting to|came to|came in at|totall?ed"
    r"|totall?ing|reached|reaching|stood at|recorded|rose|grew|increased|decreased|fell|declined"
    r"|dropped|up|down|by|approximately|about|some|around|over|more than|nearly|and"
)
_HAN_CAME_TO = (
    "为|是|达到?|约|共计?|合计|人民币|总额|总计|有|至|到"
    "|同比|较上年|较去年|增长|上升|下降|减少|增加"
)
_BETWEEN = re.compile(
    rf"(?:\s|[,:()]|RATIO|DATE|{_PERIOD}|(?<![a-z])(?:{_CAME_TO})(?![a-z])|{_HAN_CAME_TO})*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:名|位|个|家|项)?(?:full[- ]time |permanent |total )?(?:of |in )?(?:the |our )?\Z",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:compar(?:ed|ing) (?:to|with)|versus|vs\.?|against|from|(?:prior|previous|last|preceding)"
    r" (?:year|period)|year earlier|上年同期|上年|去年|同期|上一年|前一?年|较|比)[^\d]{0,24}\Z",
    re.IGNORECASE,
)
_BEHIND_EARLIER = re.compile(
    r"[^.,;。\d]{0,16}(?:(?:prior|previous|last|preceding) (?:year|period)|year earlier|a year ago"
    r"|上年|去年)",
    re.IGNORECASE,
)
_BEHIND_YEAR = re.compile(r"\s*(?:in|for|during) (?:FY ?)?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:(?:increase[ds]?|decrease[ds]?|rise|rose|grew|growth|fell|up|down|decline[ds]?|dropped"
    r"|higher|lower)(?: of| by)?|增长了?|增加了?|减少了?|下降了?|上升了?)"
    r"\s*(?:about |约)?(?:人民币)?"
    r"\s*\Z",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"(?<![a-z])(?:targets?|targeted|expects?|expected|forecasts?|guidance|budget|budgeted|plans?"
    r"|planned|will|would|aims?|outlook)(?![a-z])|预计|预期|计划|目标|拟|力争|展望",
    re.IGNORECASE,
)
_SHARED_OUT = re.compile(r"respectively|(?<!区)分别|依次", re.IGNORECASE)
_ROSE = re.compile(r"(?:(?:by|from) ?# ?,? ?(?=to )|[由从]#(?=[^#]{0,8}[至到]))", re.IGNORECASE)
_LEAD = 24  # characters before a label that may belong to its name


def against(number: Number, indicator: Indicator, page: Page) -> str:
    """Why a number of prose is not the indicator's for the year; "" if nothing says so."""
    place = page.sentence(number.span)
    named = namings(page.folded, place, page.catalogue)
    if all(each.indicator != indicator for each in named):
        return "nothing in the sentence names it"
    if _SHARED_OUT.search(page.folded, place.start, place.end):
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
    if owner in behind:
        return ""
    if not _is_whole(folded, owner.span):
        return "the words before its name make it another thing"
    between = _ROSE.sub(" ", page.masked(owner.span.end, span.start))
    if "#" in between:
        return "another number stands between its name and this one"
    said = _BETWEEN.match(between)
    rest = between[said.end() if said else 0 :].strip()
    return f"“{rest[:30]}” stands between its name and the number" if rest else ""


def _joins(number: Span, label: Span, folded: str) -> bool:
    return _BEHIND.match(folded[number.end : label.start]) is not None


def _is_whole(folded: str, span: Span) -> bool:
    """Is the label no part of a longer name: overseas revenue, 其他营业收入?"""
    lead = folded[max(0, span.start - _LEAD) : span.start]
    pattern = _BEFORE_LATIN if folded[span.start].isascii() else _BEFORE_HAN
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
    if _EARLIER.search(before) or _BEHIND_EARLIER.match(behind):
        return "its words speak of another year"
    if indicator.kind is not Kind.RATIO and _CHANGE.search(before):
        return "its words speak of a change"
    if _PLAN.search(before):
        return "its words speak of a plan"
    return _other_year(before, behind, page.year)


def _other_year(before: str, behind: str, year: int | None) -> str:
    """The year in its brackets, else right behind it, else the last one before it."""
    opened = before.rfind("(")
    if opened > before.rfind(")"):
        said = YEAR.findall(before[opened:])
        if not said or int(said[-1]) != year:
            return "it stands in brackets, beside another number"
    right = _BEHIND_YEAR.match(behind)
    said = [right[1]] if right else YEAR.findall(before)[-1:]
    return f"it is that of {said[0]}" if said and year and int(said[0]) != year else ""
