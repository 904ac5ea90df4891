"""Finds every number of a text, in order, with its kind, its place and what it states."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter

from llm_extract.numerals.amounts import amount, chinese, double, slip, vague
from llm_extract.numerals.lone import lone
from llm_extract.numerals.mentions import Mention
from llm_extract.numerals.patterns import FIRST, QUOTED, token
from llm_extract.numerals.shares import share
from llm_extract.records import Number, NumberKind, Span

_READERS: dict[str, Callable[[Mention], Number | None]] = {
    "amount": amount,
    "chinese": chinese,
    "vague": vague,
    "share": share,
    "double": double,
    "slip": slip,
}
_KINDS = {
    "document": NumberKind.DOCUMENT,
    "article": NumberKind.ARTICLE,
    "ordinal": NumberKind.ORDINAL,
    "phone": NumberKind.PHONE,
    "date": NumberKind.DATE,
    "half": NumberKind.DURATION,
    "list": NumberKind.LIST,
    "code": NumberKind.CODE,
    "name": NumberKind.NAME,
}
_LONGEST_NAME = 20  # characters, the marks included
_PHRASE_STARTS = frozenset('“「『"、,')
_NAMED = (NumberKind.QUANTITY, NumberKind.VAGUE)


def find(text: str) -> tuple[Number, ...]:
    """All numbers of a folded text, disjoint and in order; spans count its code points."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    quoted = [match.span() for match in QUOTED.finditer(text) if _is_name(match[0])]
    position = floor = 0
    while first := FIRST.search(text, position):
        plain = lone(text, first.start())
        if plain is not None and not (quoted and _stands_in(quoted, plain.span)):
            floor = position = plain.span.end
            yield plain
            continue
        match = token(first[0]).match(text, first.start())
        if match is None:
            position = first.end()
            continue
        branch = match.lastgroup or ""
        mention = Mention(text, match.start(), match.end(), floor)
        reader = _READERS.get(branch)
        number = reader(mention) if reader else mention.only(_KINDS[branch])
        position = match.end()
        if quoted and _may_be_name(mention, number) and _stands_in(quoted, mention):
            number = mention.only(NumberKind.NAME, number.span.end if number else 0)
        if number is not None:
            floor = position = max(position, number.span.end)
            yield number


def _is_name(quoted: str) -> bool:
    """Titles of any length, words in quotation marks only when short."""
    return len(quoted) <= _LONGEST_NAME or quoted[0] in "《<"


def _may_be_name(mention: Mention, number: Number | None) -> bool:
    if number is None:
        return mention.previous in _PHRASE_STARTS
    return number.kind in _NAMED


def _stands_in(quoted: list[tuple[int, int]], numeral: Mention | Span) -> bool:
    """Within short quotation marks or a title a number is part of a name: “7788条”, “三公”."""
    index = bisect_right(quoted, numeral.start, key=itemgetter(0)) - 1
    return index >= 0 and numeral.end <= quoted[index][1]
