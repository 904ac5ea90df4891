"""Can two quantities be the same number, given how each is written?"""

from decimal import Decimal

from llm_extract.numerals import convert
from llm_extract.records import Approximation, Quantity, State, Statement

_ABOUT = Decimal("0.05")  # how far 约 and 左右 may be off where no bounds are known

Bounds = tuple[Decimal | None, Decimal | None]


def bounds(quantity: Quantity) -> Bounds:
    """The least and the greatest number that the writing allows; None is open."""
    value, low, high = quantity.value, quantity.low, quantity.high
    if value is None:
        return low, high
    match quantity.approximation:
        case Approximation.EXACT:
            return value, value
        case Approximation.AT_LEAST:
            return value, high  # 2541余条 may well be 2541
        case Approximation.AT_MOST:
            return low, value
    margin = abs(value) * _ABOUT
    return value - margin if low is None else low, value + margin if high is None else high


def overlap(left: Bounds, right: Bounds) -> bool:
    """Is there a number within both? Bounds that are open on both sides overlap with all."""
    (a, b), (c, d) = left, right
    below = b is not None and c is not None and b < c
    above = a is not None and d is not None and d < a
    return not (below or above)


def agree(left: Quantity, right: Quantity) -> bool:
    """Could both speak of one number: 14.5万 and 145032 do, 253 and 258 do not.

    Money is the same in 元 and in 万元. Nothing is not 近10万, though that is at most 100000.
    """
    if None not in (left.value, right.value) and bool(left.value) != bool(right.value):
        return False
    if left.unit != right.unit and "元" in left.unit and (same := convert(right, left.unit)):
        right = same
    return overlap(bounds(left), bounds(right))


def telling(quantity: Quantity) -> bool:
    """Is it written so exactly that agreement with it means something?"""
    return None not in bounds(quantity)


def is_read(quantity: Quantity) -> bool:
    """Is anything known of the number? Nothing is where it is damaged or its 万 cannot be."""
    return bounds(quantity) != (None, None)


def is_exact(quantity: Quantity) -> bool:
    """Has it one value, with no 近, 余 or rounding about it?"""
    return quantity.value is not None and quantity.approximation is Approximation.EXACT


def shown(statement: Statement) -> str:
    """A statement's number for a message: its value in plain digits, or its state in words."""
    quantity = statement.quantity
    if statement.state is State.ZERO_BY_NEGATION:
        return "none"
    if quantity is None:
        return statement.state.replace("_", " ")
    if quantity.value is None:
        return f"{plain(quantity.low)} to {plain(quantity.high)}"
    prefix = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
    return prefix.get(quantity.approximation, "") + plain(quantity.value)


def plain(number: Decimal | None) -> str:
    """145000 and 8.5, never 1.45E+5 or 8.500."""
    if number is None:
        return "?"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
