"""What the bare numbers of a table count in: its row, else its head or its caption, says so.

A table in which two currencies or two scales are declared says nothing that can be relied on.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from llm_extract.numerals import measures
from llm_extract.numerals.measures import Measure
from llm_extract.records import Number, Quantity, Remark

_BAR = re.compile(r"[|\t]")
_CAPTION = 3  # lines above the first row of a table that may speak for it
_LONGEST = 200  # characters of such a line; a longer one is a paragraph
_ROWS = 80  # of a table, looked through for its head
_FIGURE = re.compile(r"[\d,.]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(
    r"(?:(?:单位|币种)[::] ?(?:人民币/)?|(?<![a-z])in |[(\[,]|^|[|\t])[ ]*(?:(?:expressed )?in )?"
    rf"(?P<whole>{measures.UNIT}(?: ?(?:per|/) ?(?P<per>\w+))?|%|percent|per cent)[ ]*"
    r"(?=[)\],|\t.;:]|unless|except|$)",
    re.IGNORECASE | re.MULTILINE,
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MONEYED = re.compile(rf"{measures.CURRENCY}|%|(?<![a-z])per(?![a-z])", re.IGNORECASE)
_UNREAD = Measure("?")  # a unit that is declared and cannot be read
_RATIO = Measure("ratio", Decimal("0.01"))


def in_table(number: Number, folded: str, kind: str) -> Quantity | None:
    """The quantity of a number with what its table declares; None where that contradicts it.

    `kind` is what is looked for: "money", "ratio", or a "count", which a table in RMB million
    may well give in ones.
    """
    stated = number.quantity
    start, end = _line(folded, number.span.start)
    if stated is None or not _BAR.search(folded, start, end):
        return stated
    own = _said(folded[start : number.span.start])
    table = set() if own else _over(folded, start, kind)
    if stated.unit in measures.MONEY:
        return _scaled(stated, own or table) if _is_unscaled(number, folded) else stated
    if stated.unit:
        return stated
    if kind == "count":
        return _count(stated, own, table)
    declared = own or table
    if len(declared) != 1:
        return stated
    (said,) = declared
    return _in(stated, said) if said.family else stated


def _scaled(stated: Quantity, declared: set[Measure]) -> Quantity | None:
    """$ 1,234 in a table in US$ million, or in one in millions."""
    if len(declared) > 1:
        return None
    for said in declared:
        if said.family not in ("", stated.unit):
            return None
        return replace(_in(stated, said), unit=stated.unit)
    return stated


def _is_unscaled(number: Number, folded: str) -> bool:
    written = folded[number.span.start : number.span.end]
    found = re.search(measures.SCALE, written, re.IGNORECASE)
    letter = re.search(rf"\d{measures.LETTER}", written, re.IGNORECASE)
    return found is None and letter is None


def _count(stated: Quantity, own: set[Measure], table: set[Measure]) -> Quantity | None:
    """A scale in the row is the count's; one over the whole table may be or may be not."""
    if len(own) == 1:
        return _in(stated, next(iter(own)))
    if len(own) > 1 or any(not said.family for said in table):
        return None
    return stated


def _in(stated: Quantity, said: Measure) -> Quantity:
    return replace(measures.times(stated, said.size, said.family), remark=Remark.NONE)


def _over(folded: str, start: int, kind: str) -> set[Measure]:
    """What head and caption declare for numbers of a kind; shares in a column are no money."""
    heads, captions = _above(folded, start)
    said = _said("\n".join((*captions, *heads)))
    if kind == "ratio":
        return _said("\n".join(captions))
    return said - {_RATIO}


def _said(text: str) -> set[Measure]:
    """Every measure that a stretch declares; what looks like one and is not read is one too."""
    said = {_measure(found) for found in _UNIT.finditer(text)}
    for bracket in _BRACKETS.finditer(text):
        if _MONEYED.search(bracket[1]) and not _UNIT.search(bracket[0]):
            said.add(_UNREAD)
    return said


def _measure(found: re.Match[str]) -> Measure:
    if found["first"] is None and found["alone"] is None:
        return _RATIO
    if found["alone"] and not found["second"]:
        return Measure("", Decimal(10) ** measures.scale(found["alone"]))
    return measures.of_match(found) or _UNREAD


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _above(text: str, start: int) -> tuple[list[str], list[str]]:
    """The rows without values over a row, and the lines over its table, the nearest first."""
    heads: list[str] = []
    captions: list[str] = []
    for row, line in _upwards(text, start):
        if row and captions:
            break  # another table
        if not row:
            captions.append(line)
        elif not _has_values(line):
            heads.append(line)
        if len(captions) == _CAPTION or len(line) > _LONGEST:
            break
    return heads, [line for line in captions if len(line) <= _LONGEST]


def _upwards(text: str, start: int) -> Iterator[tuple[bool, str]]:
    """The lines over a place that hold anything, each with whether it is a row of cells."""
    for _ in range(_ROWS):
        if start == 0:
            return
        begin = text.rfind("\n", 0, start - 1) + 1
        line = text[begin : start - 1]
        start = begin
        if line.strip():
            yield _BAR.search(line) is not None, line


def _has_values(row: str) -> bool:
    """Whether figures other than years stand behind its first cell."""
    cells = _BAR.split(_UNIT.sub("|", row).strip("| \t"))[1:]
    return any(not _YEAR.fullmatch(figure) for cell in cells for figure in _FIGURE.findall(cell))
