"""Reads one counted number where it stands: its approximating words, its unit, its kind."""

from decimal import Decimal

from llm_extract.numerals import contexts, wording
from llm_extract.numerals.mentions import Mention
from llm_extract.numerals.patterns import IDIOM, PAIR
from llm_extract.numerals.quantities import Bound, between, quantity
from llm_extract.numerals.ranges import ranged
from llm_extract.numerals.shares import ratio_after
from llm_extract.numerals.units import Unit
from llm_extract.numerals.written import Written, evaluate, read
from llm_extract.records import Approximation, Number, NumberKind, Quantity, Remark, Span

_BARE_SCALES = frozenset("百千万亿佰仟")
_SCALES = frozenset("十百千万亿拾佰仟")
_NOT_BEFORE_ONE = frozenset("第同唯统逐专某任这那哪另下上新再首之进单归划万每此该十跑")
_MEANT = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", " ": "", ".": ""})


def amount(mention: Mention) -> Number | None:
    """A number in Arabic digits, with or without 万, 余, a unit, a percent sign."""
    written = read(mention.surface)
    if written is None or contexts.is_model(mention):
        return mention.only(NumberKind.CODE)
    unit = mention.unit
    if found := ranged(mention, written, unit) or ratio_after(mention, written):
        return found
    if unit is not None:
        return _counted(mention, written, unit)
    if found := _unit_first(mention, written):
        return found
    kind = contexts.bare_kind(mention)
    if kind is not NumberKind.QUANTITY:
        return mention.only(kind)
    return _unitless(mention, written)


def chinese(mention: Mention) -> Number | None:
    """A number in Chinese digits; None where the characters count nothing (统一, 十分, 一些)."""
    surface = mention.surface
    if IDIOM.match(mention.text, mention.start) or mention.previous == "第":
        return None
    if pair := PAIR.fullmatch(surface):
        return _paired(mention, pair["tens"], pair["low"], pair["high"], pair["scale"])
    written = read(surface)
    if written is None or (surface == "一" and mention.previous in _NOT_BEFORE_ONE):
        return None
    _, bound = wording.before(mention.text, mention.start, mention.floor)
    if surface[0] in _BARE_SCALES and not (written.more or bound or len(surface) > 1):
        return None
    unit = mention.unit
    if unit is None:
        return _chinese_alone(mention, written, bound)
    if not unit.chinese or (surface == "一" and not unit.one):
        return None
    return _counted(mention, written, unit)


def vague(mention: Mention) -> Number:
    """数百条, 十几个, 若干: that there are some, not how many."""
    unit = mention.unit
    if unit is None:
        return _vaguely(mention, "", mention.end, None)
    end = mention.behind + len(unit.surface)
    if unit.kind is not NumberKind.QUANTITY:
        return mention.only(unit.kind, end)
    return _vaguely(mention, unit.canonical, end, Span(mention.behind, end))


def double(mention: Mention) -> Number | None:
    """双(10)项: the digits in the brackets say it."""
    opening = mention.text.index("(", mention.start)
    written, unit = read(mention.text[opening + 1 : mention.end - 1]), mention.unit
    return _counted(mention, written, unit) if written and unit else None


def slip(mention: Mention) -> Number | None:
    """O件, l2件, 1 0 条, 13172.条: read as what was meant, and marked suspect."""
    written, unit = read(mention.surface.translate(_MEANT)), mention.unit
    if written is None or unit is None:
        return None
    found = _counted(mention, written, unit)
    if found.quantity is None:
        return found
    stated = Quantity(written.value, unit.canonical, remark=Remark.SUSPECT)
    return Number(found.kind, found.span, found.digits, stated, found.unit)


def _counted(mention: Mention, written: Written, unit: Unit) -> Number:
    text, behind = mention.text, mention.behind
    unit_end = behind + len(unit.surface)
    if unit.kind is not NumberKind.QUANTITY:
        return mention.only(unit.kind, unit_end)
    start, earlier = wording.before(text, mention.start, mention.floor)
    if contexts.is_furniture(text, start):
        return mention.only(NumberKind.FURNITURE, unit_end)
    end, later = wording.after(text, unit_end)
    bound = later if later is Bound.ABOUT else earlier or later
    stated = quantity(written, unit.canonical, bound)
    span = Span(start, end)
    return mention.number(NumberKind.QUANTITY, span, stated, Span(behind, unit_end))


def _unit_first(mention: Mention, written: Written) -> Number | None:
    """人次达1.5万, and the cells of a form: 万元 | 8."""
    found = contexts.unit_before(mention)
    if found is None:
        return None
    end, later = wording.after(mention.text, mention.end)
    scaled = Written(
        written.value * found.factor, written.step * found.factor, written.more, written.scaled
    )
    stated = quantity(scaled, found.canonical, later)
    start = mention.start if found.apart else found.span.start
    return mention.number(NumberKind.QUANTITY, Span(start, end), stated, found.span)


def _unitless(mention: Mention, written: Written) -> Number:
    start, earlier = wording.before(mention.text, mention.start, mention.floor)
    if contexts.is_furniture(mention.text, start):
        return mention.only(NumberKind.FURNITURE)
    end, later = wording.after(mention.text, mention.end)
    stated = quantity(written, "", later or earlier)
    if not written.scaled and stated.remark is Remark.NONE:
        # a count may have lost its unit, but an amount may be 元 or 万元: it has no value
        value = stated.value if "." not in mention.surface else None
        how = stated.approximation
        stated = Quantity(value, "", how, stated.low, stated.high, Remark.UNIT_MISSING)
    return mention.number(NumberKind.QUANTITY, Span(start, end), stated)


def _chinese_alone(mention: Mention, written: Written, bound: Bound | None) -> Number | None:
    surface = mention.surface
    if mention.following == "倍":
        return ratio_after(mention, written)
    if surface == "百万" and bound is None:  # 百万标的额
        about = Quantity(written.value, "", Approximation.ABOUT)
        return mention.number(NumberKind.QUANTITY, Span(mention.start, mention.end), about)
    if len(surface) > 1 and (written.more or bound) and _SCALES & set(surface):
        return _unitless(mention, Written(written.value, written.step, written.more, True))
    return None


def _paired(mention: Mention, *parts: str) -> Number | None:
    """两三次 and 十二三件 are ranges; 一一 and other pairs count nothing."""
    tens, low, high, scale = parts
    below, above = evaluate(tens + low + scale), evaluate(tens + high + scale)
    unit = mention.unit
    if unit is None or below is None or above is None or above - below > 2 * 10 ** len(scale):
        return None
    end = mention.behind + len(unit.surface)
    if unit.kind is not NumberKind.QUANTITY or not unit.chinese:
        return None
    stated = between(Decimal(below), Decimal(above), unit.canonical)
    span = Span(mention.start, end)
    return mention.number(NumberKind.QUANTITY, span, stated, Span(mention.behind, end))


def _vaguely(mention: Mention, unit: str, end: int, written: Span | None) -> Number:
    stated = Quantity(None, unit, Approximation.ABOUT, remark=Remark.VAGUE)
    return mention.number(NumberKind.VAGUE, Span(mention.start, end), stated, written)
