"""Where headings stand: lines that begin with a list number, and short lines known as headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from llm_extract.records import Document, Topic
from llm_extract.schemas.headings import PLAIN_ENDING, PLAIN_FORM, topic
from llm_extract.splitting._rows import Rows

_MOST = 5000  # a text with more numbered lines than this is a list, and no tree is worth having
_TITLE = 30  # characters of a title that shares its line with text
_LINE = 40  # characters of a line that is a title as a whole
_HAN = "一二三四五六七八九十"
_VALUES = {character: value for value, character in enumerate(_HAN, 1)}


class Style(IntEnum):
    """How a heading is numbered; where nothing else is known, the smaller stands above."""

    PART = 1  # 第一部分
    HAN = 2  # 一、
    BRACKET = 3  # (一)
    ARABIC = 4  # 1.
    PAREN = 5  # (1)
    CIRCLE = 6  # ①
    INLINE = 7  # 一是
    PLAIN = 8  # none


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's places in the text. `ordinal` is 0 where it has no number."""

    style: Style
    ordinal: int
    start: int
    number_end: int
    title_start: int
    title_end: int
    line_end: int
    topic: Topic | None


_BLANK = r"[ \t\u200b\ufeff#*]*+"
_NUMBER = rf"""{_BLANK}(?:
  (?P<PART>第\ ?[{_HAN}]{{1,3}}\ ?(?:部分|章|节|篇)[\ 、:.]*)
| (?P<HAN>[{_HAN}]{{1,3}}\ *[、.,](?![{_HAN}]{{1,2}}(?:季度|月|级|批|期|类|线|审|个|、)))
| (?P<BRACKET>\(\ *[{_HAN}]{{1,3}}\ *\)[\ 、.]*)
| (?P<ARABIC>\d{{1,2}}\ *(?:、|\.(?!\d)|\.(?=20\d\d年)))(?!\d{{1,2}}[日月、])
| (?P<PAREN>(?:\(\ *\d{{1,2}}\ *\)|\d{{1,2}}\))[\ 、.]*)
| (?P<CIRCLE>[①-⑳❶-❿][\ 、.]*)
| (?P<INLINE>[{_HAN}]{{1,2}}是)
)"""
_PLAIN = rf"""{_BLANK}(?P<PLAIN>
  {PLAIN_FORM}(?:[\ :][^\r\n。,;|\t]{{0,30}})?+
| [^\s\d(<《“][^\r\n。,;:|\t>]{{0,22}}?{PLAIN_ENDING}
)[\ ]*:?(?=[\r\n]|\Z)"""
_BODY = rf"(?:{_NUMBER}|{_PLAIN})"
# A leading line break lets the search skip from line to line; the first line has none.
_FIRST = re.compile(_BODY, re.VERBOSE)
_NEXT = re.compile(rf"[\r\n](?![\ \t]*+[\r\n]){_BODY}", re.VERBOSE)
# Where a page was flattened into one line, only the words after 一、 tell a heading.
_FLATTENED = re.compile(
    rf"(?P<number>[{_HAN}][{_HAN}]{{0,2}}、)"
    r"(?:(?<=[。:;) ].、)|(?<=[。:;) ]..、)|(?<=[。:;) ]...、))"
    rf"(?P<title>[^。,;:\s]{{0,24}}?{PLAIN_ENDING})(?=\s|20\d\d|[我本全])(?! *\|)"
)
_ONE_BREAK = re.compile(r"[ \t]*+(?:\r\n|[\r\n])?[ \t]*+")
_BREAK = re.compile(r"[\r\n]|\Z")
_STOP = re.compile(r"[。:;!?]")
_CLAUSE = re.compile(r"(?:20\d\d年度?(?:来|以来)?,)?[^,。:;!?]*+")
_SPACED = re.compile(rf"[^。,:;]{{0,24}}?{PLAIN_ENDING}(?=\s|20\d\d|[我本全])")
# A row of a table, a line of a table of contents, the name of an attached file.
_NO_TITLE = re.compile(
    r"[|\t]\s*\S|\||(?:\.{3,}|…+|·{3,})\s*\d*\s*$|\.(?:docx?|xlsx?|pdf|wps|et|rar|zip)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[一-鿿]")
_REPORT = re.compile(r"报告|年报|关于|目录|公开指南|20\d\d")


def headings(document: Document, folded: str) -> list[Heading]:
    """All headings in order; the numbered rows of tables are none."""
    found = list(islice(_lines(folded), _MOST))
    if not any(heading.style <= Style.HAN for heading in found):
        flattened = islice(_flattened(folded), _MOST)
        found = sorted([*found, *flattened], key=lambda heading: heading.start)
    rows = Rows(document, folded)
    kept: list[Heading] = []
    for index, heading in enumerate(found):
        after = found[index + 1].start if index + 1 < len(found) else len(folded)
        if kept and heading.start < kept[-1].title_end:
            continue
        if not rows.hold(heading.start, heading.number_end, heading.line_end, after):
            kept.append(heading)
            rows.pass_heading(heading.topic, heading.number_end)
    return kept


def _lines(folded: str) -> Iterator[Heading]:
    first = _FIRST.match(folded)
    position = first.end() if first else 0
    if first and (heading := _heading(first, folded)):
        yield heading
    for match in _NEXT.finditer(folded, max(0, position - 1)):
        if heading := _heading(match, folded):
            yield heading


def _flattened(folded: str) -> Iterator[Heading]:
    for match in _FLATTENED.finditer(folded):
        if not _follows_sentence(folded[max(0, match.start() - 9) : match.start()]):
            continue
        line_end = _line_end(folded, match.end())
        yield _made(Style.HAN, match.span("number"), match.span("title"), line_end, folded)


def _follows_sentence(before: str) -> bool:
    """Does a sentence or a gap end here, on the same line?"""
    words = before.rstrip(" ")
    if not words or words[-1] in "|\t\r\n":
        return False
    return len(words) < len(before) or words[-1] in "。:;)"


def _heading(match: re.Match[str], folded: str) -> Heading | None:
    style = Style[str(match.lastgroup)]
    number = match.span(style.name)
    if style is Style.PLAIN:
        number = (number[0], number[0])
    line_end = _line_end(folded, number[1])
    if _NO_TITLE.search(folded, number[1], min(line_end, number[1] + 4 * _LINE)):
        return None
    place = _extent(folded, number[1], line_end)
    if place[0] == place[1] and style <= Style.BRACKET:  # 一、 alone, its title on the next line
        below = _skip_blank(folded, number[1])
        line_end = _line_end(folded, below)
        place = _extent(folded, below, line_end)
    if not _LETTER.search(folded, *place):
        return None
    heading = _made(style, number, place, line_end, folded)
    if style is Style.PLAIN and (heading.topic is None or _REPORT.search(folded, *place)):
        return None
    return heading


def _made(
    style: Style, number: tuple[int, int], title: tuple[int, int], line_end: int, folded: str
) -> Heading:
    named = topic(folded[title[0] : min(title[1], title[0] + _TITLE)])
    return Heading(style, _ordinal(folded[slice(*number)]), *number, *title, line_end, named)


def _extent(folded: str, start: int, line_end: int) -> tuple[int, int]:
    """The title's place: up to the first stop when short, a short line whole, else a clause."""
    line = folded[start : min(line_end, start + 4 * _LINE)]
    lead = len(line) - len(line.lstrip())
    text = line.strip()
    title = text[: _size(text, line_end - start < 4 * _LINE)].rstrip(" .、-")
    return start + lead, start + lead + len(title)


def _size(text: str, whole: bool) -> int:
    """How much of the line is its title; `whole` where `text` is all of it."""
    stop = _STOP.search(text)
    if whole and stop is None and len(text) <= _LINE:
        return len(text)
    if spaced := _SPACED.match(text):
        return spaced.end()
    if stop and stop.start() <= _TITLE:
        return stop.start()
    clause = _CLAUSE.match(text)
    return min(clause.end() if clause else _LINE, _LINE)


def _line_end(folded: str, position: int) -> int:
    end = _BREAK.search(folded, position)
    return end.start() if end else len(folded)


def _skip_blank(folded: str, position: int) -> int:
    """Past at most one line break and the blanks round it."""
    match = _ONE_BREAK.match(folded, position)
    return match.end() if match else position


def _ordinal(number: str) -> int:
    """三 is 3, 十二 is 12, (4) is 4; 0 where there is no number."""
    digits = re.search(r"\d+", number)
    if digits:
        return int(digits[0])
    han = [_VALUES[character] for character in number if character in _VALUES]
    if len(han) > 1:
        return sum(han) if han[0] == 10 else han[0] * 10 + (han[2] if len(han) > 2 else 0)
    return han[0] if han else 0
