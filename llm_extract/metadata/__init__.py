"""Whose report it is, which year it covers, and when it was published: only what is printed."""

import re
from collections import Counter
from dataclasses import replace

from llm_extract.metadata._dates import LONE_YEAR, period, published, year_of
from llm_extract.metadata._lines import Line, head_lines, lines_of
from llm_extract.metadata._names import agency, region
from llm_extract.metadata._titles import Title, find_title
from llm_extract.records import Document, Metadata, Section, Topic

__all__ = ["describe", "of_any_report"]

_HEAD = 1200  # characters that count as the head even where the first heading comes sooner
_LONGEST_HEAD = 4000
_LONGEST = 200_000  # characters; of a longer text only the beginning and the end are read
_TAIL = 2000
_SPOKEN_YEAR = re.compile(rf"{LONE_YEAR} ?年(?:度|来|以来)?,")
_ANY = r"(?:annual|sustainability|financial) (?:report|results|statements)"
_ANY_YEAR = re.compile(
    rf"{_ANY}[^\d\n]{{0,24}}(20\d\d)(?![\d/])|(?<![\d/])(20\d\d)(?:/\d\d)?[^\d\n]{{0,16}}{_ANY}"
    r"|(?:year|period) ended[^.\n]{0,24}?(20\d\d)|(?:fiscal|financial) year (20\d\d)(?![\d/])"
    r"|(?<!\d)(20\d\d)年?(?:年度|年)?报告?",
    re.IGNORECASE,
)
_CALLED_YEAR = re.compile(rf"{LONE_YEAR}年度?[^,。;\n《》]{{0,14}}(?:年度(?:工作)?报告|年报)")
_REPORTED_YEAR = re.compile(
    rf"(?:现将|汇报[^,。;\n]{{0,4}}){LONE_YEAR}年度?[^,。;\n]{{0,20}}公开(?:工作)?"
)
_UP_TO_YEAR = re.compile(rf"截[至止] ?{LONE_YEAR} ?年(?:底|末|12月)")
_NAMED_YEAR = re.compile(rf"{LONE_YEAR}年度")


def describe(document: Document, folded: str, sections: tuple[Section, ...]) -> Metadata:
    """Title, agency, region, year, period and publication date, in the document's own script."""
    preface = sections[0].span.end if sections else len(folded)
    head = folded[: min(max(preface, _HEAD), _LONGEST_HEAD)]
    whole = _abridged(document.text, folded).unsaid()
    lines = head_lines(document.text, head)
    title = find_title(lines, lines_of(document.title))
    name = agency(whole, len(head), title, lines)
    start, end = period(whole.folded)
    place = region(name) if name else None
    return Metadata(
        title=title.line.text.strip() if title else None,
        agency=name.text if name else None,
        region=place.text if place else None,
        year=_year(title, end.year if end else None, whole.folded, sections),
        period_start=start,
        period_end=end,
        published=published(head, whole.folded),
    )


def of_any_report(described: Metadata, folded: str) -> Metadata:
    """With the year that an annual report of any kind has in its head, where there is only one."""
    if described.year is not None:
        return described
    found = (match.groups() for match in _ANY_YEAR.finditer(folded[:_LONGEST_HEAD]))
    named = {int(year) for groups in found for year in groups if year}
    return replace(described, year=named.pop()) if len(named) == 1 else described


def _abridged(text: str, folded: str) -> Line:
    if len(folded) <= _LONGEST:
        return Line(text, folded)
    cut = _LONGEST - _TAIL
    return Line(text[:cut] + "\n" + text[-_TAIL:], folded[:cut] + "\n" + folded[-_TAIL:])


def _year(
    title: Title | None, period_year: int | None, folded: str, sections: tuple[Section, ...]
) -> int | None:
    """The title's year, else the period's, else the one that most sentences begin with.

    A period may hold last year's dates by a slip: where the report calls itself one of another
    year, and its sentences say that year too, the period is outvoted.
    """
    printed = set(title.years) if title else set()
    if len(printed) == 1:
        return printed.pop()
    spoken = _spoken_year(folded, sections)
    if period_year and spoken != period_year:
        called = {year_of(match[1]) for match in _CALLED_YEAR.finditer(folded[:_HEAD])}
        return spoken if called == {spoken} else period_year
    return period_year or spoken


def _spoken_year(folded: str, sections: tuple[Section, ...]) -> int | None:
    plans = (s.span.start for s in sections if s.topic is Topic.PROBLEMS)
    past = folded[: min(plans, default=len(folded))]
    for pattern in (_SPOKEN_YEAR, _NAMED_YEAR, _REPORTED_YEAR, _UP_TO_YEAR):
        years = Counter(year_of(match[1]) for match in pattern.finditer(past))
        if years:
            return years.most_common(1)[0][0]
    return None
