"""Errors in the number itself: a digit, two digits, 万, the unit, or a number out of thin air."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from llm_extract.evaluation.faults.case import Case, Told
from llm_extract.evaluation.faults.planting import Planted, instead, numbered

_DIGIT = re.compile(r"\d")
_WAN = re.compile(r"[万萬]")
_UNITS = ("件", "条", "条次", "人", "人次", "次", "个", "万元", "元", "%", "份", "篇", "万件")
_TAIL = re.compile(r"[^\d.,，]+$")


def wrong_digit(case: Case, random: Random) -> Iterator[Planted]:
    """One digit of the number is another."""
    for told in numbered(case):
        at = random.choice([match.start() for match in _DIGIT.finditer(told.number)])
        others = [digit for digit in "0123456789" if digit != told.number[at]]
        yield instead(case, told, _with(told, at, random.choice(others)))


def digits_swapped(case: Case, random: Random) -> Iterator[Planted]:
    """Two neighbouring digits have changed places."""
    for told in numbered(case):
        number = told.number
        pairs = [
            at
            for at in range(len(number) - 1)
            if number[at : at + 2].isdigit() and number[at] != number[at + 1]
        ]
        if pairs:
            at = random.choice(pairs)
            swapped = f"{number[:at]}{number[at + 1]}{number[at]}{number[at + 2 :]}"
            yield instead(case, told, replace(told, number=swapped))


def ten_thousand(case: Case, random: Random) -> Iterator[Planted]:
    """The 万 is lost, or there is one too many."""
    for told in numbered(case):
        if _WAN.search(told.number):
            number = _WAN.sub("", told.number)
        else:
            digits = _TAIL.sub("", told.number)
            number = f"{digits}万{told.number[len(digits) :]}"
        yield instead(case, told, replace(told, number=number))


def unit_changed(case: Case, random: Random) -> Iterator[Planted]:
    """The digits are right and counted in something else."""
    for told in numbered(case):
        digits = _TAIL.sub("", told.number)
        unit = random.choice([u for u in _UNITS if u not in told.number])
        yield instead(case, told, replace(told, number=digits, unit=unit))


def invented_number(case: Case, random: Random) -> Iterator[Planted]:
    """A number that nobody wrote, under a quote that is true."""
    for told in numbered(case):
        tail = _TAIL.search(told.number)
        number = f"{random.randrange(2, 9999)}{tail[0] if tail else ''}"
        if number not in told.quote:
            yield instead(case, told, replace(told, number=number))


def _with(told: Told, at: int, digit: str) -> Told:
    return replace(told, number=f"{told.number[:at]}{digit}{told.number[at + 1 :]}")
