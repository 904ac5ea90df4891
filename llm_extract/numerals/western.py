"""Finds the numbers of a financial report, in English or Chinese: 1,234.5 million, (123), 12.3亿元.

Chinese forms are read as everywhere else; what English adds is read by `english`, or refused.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from llm_extract.numerals import english, measures
from llm_extract.numerals.finding import find as find_chinese
from llm_extract.numerals.written import read
from llm_extract.records import Approximation, Number, NumberKind, Quantity, Remark, Span

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, ?\d{{4}})?(?!\d)|{_MONTH} (?:19|20)\d\d(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? (?:19|20)\d\d)?(?![a-z\d])",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\d+(?:[.,'’]\d+)*")
_FOREIGN_BEHIND = re.compile(rf"[ ]?(?P<currency>{measures.CURRENCY})", re.IGNORECASE)


def find(folded: str) -> tuple[Number, ...]:
    """All numbers of a folded text, disjoint and in order."""
    chinese = find_chinese(folded)
    ends = [number.span.end for number in chinese]
    found: list[Number] = []
    taken = 0  # of the Chinese reading, how many are behind
    for number in _western(folded, chinese, ends):
        first = bisect_left(ends, number.span.start + 1)
        found.extend(_abroad(each, folded) for each in chinese[taken:first])
        taken = max(first, bisect_left(ends, number.span.end))
        if taken < len(chinese) and chinese[taken].span.start < number.span.end:
            taken += 1
        found.append(number)
    found.extend(_abroad(each, folded) for each in chinese[taken:])
    return tuple(found)


def parse(number: str, unit: str) -> Quantity | None:
    """What a number and a unit written apart say together: "(1,234)" and "RMB million"."""
    text = number.strip()
    minus = text.startswith("(") and text.endswith(")")
    numbers = find(f"| {text.strip('()').strip()} {unit}".strip() + " |")
    stated = [each.quantity for each in numbers if each.quantity is not None]
    if len(numbers) != 1 or len(stated) != 1:
        return None
    return english.negative(stated[0]) if minus else stated[0]


def _western(text: str, chinese: tuple[Number, ...], ends: list[int]) -> Iterator[Number]:
    """The numbers that this reading takes from the other; its own refusals among them."""
    dates = [match.span() for match in _DATE.finditer(text)]
    floor = at_date = 0
    for token in _TOKEN.finditer(text):
        if token.start() < floor:
            continue
        while at_date < len(dates) and dates[at_date][1] <= token.start():
            at_date += 1
        if at_date < len(dates) and dates[at_date][0] <= token.start():
            floor = dates[at_date][1]
            yield Number(NumberKind.DATE, Span(*dates[at_date]), Span(*token.span()), None)
            continue
        at = bisect_left(ends, token.start() + 1)
        other = chinese[at] if at < len(chinese) else None
        if other is not None and other.span.start >= token.end():
            other = None
        number = english.read(text, token, other, floor)
        if number is not None:
            floor = number.span.end
            yield number


def _abroad(number: Number, text: str) -> Number:
    """A Chinese amount beside the name of a foreign currency is of that: 港币12亿元, 12亿港元."""
    number = _rounded(number, text)
    quantity = number.quantity
    if quantity is None or quantity.unit not in ("元", ""):
        return number
    before = english.BEFORE.search(
        text[max(0, number.span.start - english.LOOK) : number.span.start]
    )
    behind = _FOREIGN_BEHIND.match(text, number.span.end) if not quantity.unit else None
    found = before or behind
    if found is None:
        return number
    name = measures.currency(found["currency"])
    end = behind.end() if behind else number.span.end
    unit = Span(number.digits.end, end)
    return replace(
        number,
        kind=NumberKind.QUANTITY,
        span=Span(number.span.start, end),
        quantity=replace(quantity, unit=name, remark=_without_missing(quantity.remark)),
        unit=unit if unit.start < unit.end else number.unit,
    )


def _rounded(number: Number, text: str) -> Number:
    """An amount in 万元 may stand for one that is known to the yuan: 14,860万元."""
    quantity = number.quantity
    if (
        quantity is None
        or quantity.unit != "元"
        or quantity.approximation is not Approximation.EXACT
    ):
        return number
    written = read(text[number.digits.start : number.digits.end])
    if written is None or not written.scaled or quantity.value is None:
        return number
    half = written.step / 2
    low, high = quantity.value - half, quantity.value + half
    about = Quantity(quantity.value, "元", Approximation.ABOUT, low, high, Remark.ROUNDED)
    return replace(number, quantity=about)


def _without_missing(remark: Remark) -> Remark:
    return Remark.NONE if remark is Remark.UNIT_MISSING else remark
