"""Reads a written form or a table cell on its own."""

import re
from decimal import Decimal

from llm_extract.numerals.finding import find
from llm_extract.numerals.written import fold, read
from llm_extract.records import Number, NumberKind, Quantity, Remark, State

_STATING = (NumberKind.QUANTITY, NumberKind.RATIO, NumberKind.VAGUE)
_ASIDE = re.compile(r"\([^()]*\)")
_SIGNED = re.compile(
    r"(?P<sign>[-—–]{1,2}|\+{1,2}|[增减](?:加|少)?(?:了)?|新增|)\s?(?P<number>\S(?:.*\S)?)"
)
_SIGN = re.compile(r"[-—–+]|[增减](?:加|少)?(?:了)?\s?[0-9]")
_PLAIN = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_SLIPPED = re.compile(r"[0-9OolI](?: [0-9OolI])+|(?=[0-9]*[OolI])[0-9OolI]+|[0-9]+\.")
_BLANK = frozenset(("", "(空白)", "(空)", "空白"))
_NOT_APPLICABLE = re.compile(r"[-—–_/\\*|]{1,6}|不适用|n/?a|N/?A|不涉及")
_NONE = frozenset(("无", "没有", "未发生", "未收到", "未收费", "未收取", "无申请"))
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\ufeff\u00ad")
_MEANT = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", " ": "", ".": ""})


def parse(surface: str) -> Quantity | None:
    """The one quantity that a written form states, of any width or script; None if it has none.

    A number in brackets is an aside where another stands outside: 比2022年(31起)下降29%.
    """
    text = fold(surface).strip()
    if _SIGN.match(text):
        return _signed(text)
    numbers = [number for number in find(text) if number.kind in _STATING]
    if len(numbers) > 1:
        asides = [match.span() for match in _ASIDE.finditer(text)]
        numbers = [number for number in numbers if not _within(number, asides)]
    if len(numbers) != 1:
        return None
    return _stated(text, numbers[0])


def parse_cell(surface: str) -> tuple[State, Quantity | None]:
    """What a table cell states. A plain number has unit "": row and column say what it counts."""
    text = fold(surface).translate(_INVISIBLE).strip().strip("“”\"'").strip()
    if text in _BLANK or text == "&nbsp;":
        return State.BLANK, None
    if _NOT_APPLICABLE.fullmatch(text):
        return State.NOT_APPLICABLE, None
    if text in _NONE:
        return State.ZERO_BY_NEGATION, Quantity(Decimal(0), "")
    found = _signed(text)
    return (State.REPORTED, found) if found else (State.UNRECOVERABLE, None)


def _stated(text: str, number: Number) -> Quantity | None:
    """A number that lost its unit is only believed at the end: 申请0, but not +22(填在…栏)."""
    quantity = number.quantity
    if quantity is None:
        return None
    if quantity.remark is Remark.UNIT_MISSING and number.span.end != len(text):
        return None
    return quantity


def _within(number: Number, asides: list[tuple[int, int]]) -> bool:
    return any(start < number.span.start and number.span.end < end for start, end in asides)


def _signed(text: str) -> Quantity | None:
    """+3, 增1423, 减8, -5; a doubled sign is suspect."""
    shape = _SIGNED.fullmatch(text)
    if shape is None:
        return None
    found = _unsigned(shape["number"])
    sign = shape["sign"]
    if found is None or not sign:
        return found
    minus = sign[0] in "-—–减"
    remark = Remark.SUSPECT if sign in ("--", "——", "++") else found.remark
    value, low, high = found.value, found.low, found.high
    if minus:
        value = None if value is None else -value
        low, high = (None if high is None else -high), (None if low is None else -low)
    return Quantity(value, found.unit, found.approximation, low, high, remark)


def _unsigned(text: str) -> Quantity | None:
    if _PLAIN.fullmatch(text):
        written = read(text)
        return Quantity(written.value, "") if written else None
    if _SLIPPED.fullmatch(text):
        written = read(text.translate(_MEANT))
        return Quantity(written.value, "", remark=Remark.SUSPECT) if written else None
    numbers = find(text)
    if len(numbers) == 1 and numbers[0].kind in _STATING:
        number = numbers[0]
        return number.quantity if (number.span.start, number.span.end) == (0, len(text)) else None
    written = None if " " in text else read(text)  # 二
    return Quantity(written.value, "") if written and not written.more else None
