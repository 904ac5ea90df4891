"""Errors of scale and of writing: a power of ten, a numeral misread, a part of the digits."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import Planted, instead, numbered
from llm_extract.records import Approximation

_DIGITS = re.compile(r"\d[\d,，]*")
_CHINESE = "零一二三四五六七八九"
_POWERS = ("", "十", "百", "千")
_MYRIAD = 10_000
_SLIPS = str.maketrans({"百": "千", "千": "百", "十": "百", "万": "亿", "二": "三"})
_LONGEST = 8  # digits that are written in Chinese here


def power_of_ten(case: Case, random: Random) -> Iterator[Planted]:
    """A nought more or a digit less at the end."""
    for told in numbered(case):
        found = _DIGITS.search(told.number)
        if found is None:
            continue
        digits = found[0]
        less = digits[:-1].rstrip(",，") or f"{digits}00"
        yield _written(case, told, random.choice((f"{digits}0", less)))


def misread_numeral(case: Case, random: Random) -> Iterator[Planted]:
    """The number in Chinese numerals, one of them another: 两百 for 两千, 万 for 亿."""
    for told in numbered(case):
        found = _DIGITS.search(told.number)
        digits = re.sub(r"\D", "", found[0]) if found else ""
        if found is None or not 1 < len(digits) <= _LONGEST or "." in told.number:
            continue
        right = _in_chinese(digits)
        wrong = right.translate(_SLIPS)
        if wrong != right:
            yield _written(case, told, wrong)


def part_of_number(case: Case, random: Random) -> Iterator[Planted]:
    """The first or the last digits of a longer number, quoted so that the rest is cut off."""
    for told in numbered(case):
        found = (
            _DIGITS.search(case.text, told.figure.start, told.figure.end) if told.figure else None
        )
        if found is None or len(found[0]) < 2:
            continue
        for at in range(found.start() + 1, found.end()):
            before = case.text[told.span.start : at]
            behind = case.text[at : told.span.end]
            yield _quoting(case, told, case.text[found.start() : at], before)
            yield _quoting(case, told, case.text[at : found.end()], behind)


def odd_number(case: Case, random: Random) -> Iterator[Planted]:
    """A number such as no report has: below zero, with decimals, beyond all measure, no number."""
    for told in numbered(case):
        found = _DIGITS.search(told.number)
        if found is None:
            continue
        odd = (f"-{found[0]}", f"{found[0]}.7", f"{found[0]}{'9' * 30}", "1e400", "NaN", "∞")
        yield _written(case, told, random.choice(odd))


def end_of_range(case: Case, random: Random) -> Iterator[Planted]:
    """One end of a range as the number."""
    for told in case.told:
        if told.seen is None or told.seen.value is not None or told.figure is None:
            continue
        for found in _DIGITS.finditer(case.text, told.figure.start, told.figure.end):
            yield instead(case, told, replace(told, number=found[0]))


def qualification_dropped(case: Case, random: Random) -> Iterator[Planted]:
    """近, 余, 约 and 超 are left out of the number, and of the quote where it begins there."""
    for told in numbered(case):
        number = next((n for n in case.prepared.numbers if n.span == told.figure), None)
        if number is None or number.quantity is None:
            continue
        if number.quantity.approximation is not Approximation.EXACT:
            digits = case.text[number.digits.start : number.digits.end].rstrip("余餘多")
            yield instead(case, told, replace(told, number=digits))


def _written(case: Case, told: Told, digits: str) -> Planted:
    return instead(case, told, replace(told, number=_DIGITS.sub(digits, told.number, count=1)))


def _quoting(case: Case, told: Told, number: str, quote: str) -> Planted:
    return instead(case, told, replace(told, number=number, quote=quote))


def _in_chinese(digits: str) -> str:
    """1258 as 一千二百五十八, 20045 as 二万零四十五."""
    whole = int(digits)
    if whole >= _MYRIAD:
        rest = f"{whole % _MYRIAD:04d}" if whole % _MYRIAD else ""
        return f"{_in_chinese(str(whole // _MYRIAD))}万{_group(rest)}"
    return _group(str(whole))


def _group(digits: str) -> str:
    written = "".join(
        _CHINESE[int(digit)] + (_POWERS[place] if digit != "0" else "")
        for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True)
    )
    return re.sub("零+", "零", written).rstrip("零")
