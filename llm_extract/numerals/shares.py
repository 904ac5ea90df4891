"""Reads shares, rates of growth and multiples: 98%, 三分之一, 九成, 下降12.3%, 1.5倍."""

from decimal import Decimal

from llm_extract.numerals import quantities, wording
from llm_extract.numerals.mentions import Mention
from llm_extract.numerals.patterns import RATIO_TAIL
from llm_extract.numerals.written import Written, evaluate
from llm_extract.records import Approximation, Number, NumberKind, Quantity, Remark, Span

_TAIL_STARTS = frozenset("%‰个百倍 ")


def ratio_after(mention: Mention, written: Written) -> Number | None:
    """98%, 增长35.7%, 5个百分点, 1.5倍; None where no such sign follows the numeral."""
    if mention.following not in _TAIL_STARTS:
        return None
    tail = RATIO_TAIL.match(mention.text, mention.end)
    if tail is None:
        return None
    start, earlier = wording.before(mention.text, mention.start, mention.floor)
    end, later = wording.after(mention.text, tail.end())
    bound = earlier or later
    if tail["sign"]:
        stated = quantities.ratio(written, tail["sign"], bound)
        verb, sign = wording.growth(mention.text, start, mention.floor)
        if sign:
            start, stated = verb, _grown(stated, sign)
    else:
        stated = quantities.quantity(written, "multiple" if tail["times"] else "百分点", bound)
        if tail["times"] and bound is None and "." in mention.surface:
            stated = _rounded(stated, written)
    unit = Span(mention.behind, tail.end())
    return mention.number(NumberKind.RATIO, Span(start, end), stated, unit)


def share(mention: Mention) -> Number | None:
    """百分之九十五, 三分之一, 九成, as a share of one; a fraction that never ends is rounded."""
    surface = mention.surface
    value = _share_value(surface)
    if value is None:
        return None
    end, bound = wording.after(mention.text, mention.end)
    start, earlier = wording.before(mention.text, mention.start, mention.floor)
    if "分之" in surface and surface[0] not in "百千" and value != round(value, 4):
        value = round(value, 4)
        half = Decimal("0.00005")
        stated = Quantity(
            value, "ratio", Approximation.ABOUT, value - half, value + half, Remark.ROUNDED
        )
    else:
        stated = Quantity(value, "ratio")
    if bound or earlier:
        stated = quantities.bounded(Quantity(value, "ratio"), bound or earlier)
    return mention.number(NumberKind.RATIO, Span(start, end), stated)


def _share_value(surface: str) -> Decimal | None:
    if surface == "百分百":
        return Decimal(1)
    if surface.endswith("成"):
        tenths = _spoken(surface[:-1])
        return None if tenths is None else tenths / 10
    whole, _, part = surface.partition("分之")
    above, below = _spoken(part), _spoken(whole)
    return None if above is None or not below else above / below


def _spoken(numeral: str) -> Decimal | None:
    if numeral == "百":
        return Decimal(100)
    whole, _, decimals = numeral.partition("点")
    if decimals:
        digits = [evaluate(character) for character in decimals]
        return Decimal(f"{evaluate(whole) or 0}.{''.join(map(str, digits))}")
    found = Decimal(numeral) if numeral[0].isascii() else evaluate(numeral)
    return None if found is None else Decimal(found)


def _rounded(stated: Quantity, written: Written) -> Quantity:
    value, half = written.value, written.step / 2
    return Quantity(
        value, stated.unit, Approximation.ABOUT, value - half, value + half, Remark.ROUNDED
    )


def _grown(stated: Quantity, sign: int) -> Quantity:
    """A rate of growth; falling turns the value and swaps its bounds."""
    value, low, high = stated.value, stated.low, stated.high
    if sign > 0 or value is None:
        return Quantity(value, "yoy", stated.approximation, low, high, stated.remark)
    low, high = (None if high is None else -high), (None if low is None else -low)
    return Quantity(-value, "yoy", stated.approximation, low, high, stated.remark)
