"""The dates a report states: the period its figures cover, and the day it was published."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

_ZERO = "〇○零0OoＯ"
_DIGITS = {**dict.fromkeys(_ZERO, 0), **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}
YEAR = rf"(?:20\d\d|二[{_ZERO}][{_ZERO}一二三四五六七八九\d]{{2}})"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# The look behind comes last: what begins with a year's first character is found soonest.
LONE_YEAR = rf"({YEAR})(?<!\d.{{4}})"
DATE = rf"{LONE_YEAR}\s*(?:年|[-./])\s*({_DAY})\s*(?:月|[-./])\s*({_DAY})(?!\d)\s*日?"
_LINE = rf"[ \t]*+[(\[【]?[ \t]*{DATE}[ \t]*+[)\]】]?[ \t]*+(?:\d\d:\d\d(?::\d\d)?)?[ \t]*+"

# One end of a period. Mirrors lose the 年 or 月 in 202011日: the digits are kept to be told apart.
_POINT = (
    rf"\s*(?:({_DAY})\s*(?:月|[-./])\s*(?:({_DAY})(?!\d)\s*日?)?"
    r"|(\d{2,4})\s*(?:日|(?=\s*[起止])))"
)
_BETWEEN = (
    r"\s*(?:\([^)\r\n]{0,20}\)|《[^》\r\n]{1,20}》(?:正式)?(?:施行|实施)之?日)?"
    r"\s*(?:[起始]?\s*,?\s*(?:至|到|-{1,2}|—{1,2}|~|–|―{1,2})|起(?= ?20\d{6}))\s*"
)
_PERIOD = re.compile(
    rf"{LONE_YEAR}\s*(?:年度?\(?|[-./])?{_POINT}{_BETWEEN}"
    rf"(?:({YEAR}|同|当)\s*(?:年度?|[-./])?)?{_POINT}"
)
_MONTHS = re.compile(rf"{LONE_YEAR}年\s*(\d{{1,2}})月?\s*(?:至|到|[-—~–])\s*(\d{{1,2}})月(?!\d)")
_CUE = re.compile(r"期限|时限|统计|区间|周期|时段|所列|起止|时间范围|报告期")
_BEFORE = 30  # characters before a period where its cue may stand

_WHEN = r" {0,4}(?:时 ?间|日 ?期)\s*[:\]】|\s]*[\[(]?\s*"
_PUBLISHED = tuple(
    re.compile(words + _WHEN + DATE)
    for words in (
        r"(?:发 ?布|公 ?布|公 ?开|发 ?稿)",
        r"(?:成 ?文|发 ?文|印 ?发|生 ?成|形 ?成|编 ?制|报 ?告|填 ?报|录 ?入)",
        r"(?<![一-鿿])",
        r"更 ?新",
    )
)
# A leading line break lets the search skip from line to line; the first line has none.
_OWN_LINE = re.compile(rf"[\r\n]{_LINE}(?=[\r\n]|$)")
_FIRST_LINE = re.compile(rf"{_LINE}(?=[\r\n]|$)")
_SIGNED = re.compile(rf"[府局委办室厅会处院所心][ \t]*{DATE}[ \t]*(?=[\r\n]|$)")
_TAIL = 1500  # characters


def year_of(written: str) -> int:
    """2017, 二○一七 and 二〇17 are 2017."""
    digits = (_DIGITS.get(c, c) for c in ("2" if c == "二" else c for c in written))
    return int("".join(str(digit) for digit in digits))


def period(folded: str) -> tuple[date | None, date | None]:
    """First and last day of the figures; a damaged date only where it can be read in one way."""
    best: tuple[int, date, date] | None = None
    for match in _PERIOD.finditer(folded):
        start, end = _start(match), _end(match)
        weight = _weight(folded, match.start(), start, end)
        if start and end and weight > (best[0] if best else 0):
            best = (weight, start, end)
    return (best[1], best[2]) if best else _months(folded)


def published(head: str, folded: str) -> date | None:
    """The day that the head names, else the one under the title, else under the signature."""
    tail = folded[-_TAIL:]
    for text in (head, tail):
        for pattern in _PUBLISHED:
            if found := _first(pattern.finditer(text)):
                return found
    return _first(own_lines(head)) or _last(own_lines(folded)) or _last(_SIGNED.finditer(tail))


def own_lines(folded: str) -> Iterator[re.Match[str]]:
    """The dates that fill a line of their own, each with the break before it."""
    first = _FIRST_LINE.match(folded)
    if first:
        yield first
    yield from _OWN_LINE.finditer(folded, first.end() if first else 0)


def _weight(text: str, place: int, start: date | None, end: date | None) -> int:
    """2 with a cue before it, 1 for a whole year, 0 for any other stretch of time."""
    if not start or not end or end < start:
        return 0
    if _CUE.search(text, max(0, place - _BEFORE), place):
        return 2
    return int((start.month, start.day, end.month, end.day) == (1, 1, 12, 31))


def _start(match: re.Match[str]) -> date | None:
    year, month, day, run = match.group(1, 2, 3, 4)
    return _damaged(year, run) if run else _date(year, month, day or "1")


def _end(match: re.Match[str]) -> date | None:
    first, second, month, day, run = match.group(1, 5, 6, 7, 8)
    year = second if second and second not in "同当" else first
    if run:
        return _damaged(year, run)
    last = monthrange(year_of(year), _small(month))[1] if 1 <= _small(month) <= 12 else 0
    return _date(year, month, day or str(last))


def _months(text: str) -> tuple[date | None, date | None]:
    """统计期限为2020年1-12月."""
    for match in _MONTHS.finditer(text):
        if not _CUE.search(text, max(0, match.start() - _BEFORE), match.start()):
            continue
        year, first, last = year_of(match[1]), int(match[2]), int(match[3])
        if 1 <= first <= last <= 12:
            return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    return None, None


def _damaged(year: str, run: str) -> date | None:
    """Month and day run together: 1231 is 31 December, 11 is 1 January, 111 could be either."""
    splits = (_date(year, run[:place], run[place:]) for place in range(1, len(run)))
    dates = [found for found in splits if found]
    return dates[0] if len(dates) == 1 else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(year_of(year), _small(month), _small(day))
    except ValueError:
        return None


def _small(written: str) -> int:
    """12, 十二, 三十一; a run that is no number up to 99 gives 0."""
    if written.isdigit():
        return int(written) if len(written) <= 2 else 0
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS.get(written, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _first(matches: Iterable[re.Match[str]]) -> date | None:
    dates = (_date(*match.group(1, 2, 3)) for match in matches)
    return next((found for found in dates if found), None)


def _last(matches: Iterable[re.Match[str]]) -> date | None:
    dates = [_date(*match.group(1, 2, 3)) for match in matches]
    return next((found for found in reversed(dates) if found), None)
