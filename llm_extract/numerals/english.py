"""Reads a number as English writes it, where it stands: RMB 5 bn, (1,234), 8.5 per cent.

A currency before the number, a scale behind it, brackets for a minus, percent in words. A number
whose grouping is not English (1.234,5 or 1,23), a year, a page, a note and one end of a range
state nothing.
"""

import re
from dataclasses import replace
from decimal import Decimal

from llm_extract.numerals import measures, quantities
from llm_extract.numerals.quantities import Bound
from llm_extract.numerals.written import Written, plain
from llm_extract.records import Number, NumberKind, Quantity, Remark, Span

_CURRENCY, _SCALE, _LETTER = measures.CURRENCY, measures.SCALE, measures.LETTER
_REFERENCE = re.compile(
    r"(?:notes?|pages?|items?|sections?|rules?|nos?\.|number|articles?|chapters?|tables?|figures?"
    r"|levels?|tiers?|scopes?|phases?|parts?|top|stage|class|series|ifrs|hkfrs|ias|iso|form) ?\Z",
    re.IGNORECASE,
)
BEFORE = re.compile(rf"(?P<currency>{_CURRENCY})[ ]?(?P<open>\()?(?P<minus>[-−])?[ ]?\Z", re.I)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEHIND = re.compile(
    rf"(?P<close>\))?(?: ?(?P<percent>%|per ?cent(?!age)(?![a-z]))"
    r"|[ -]?(?P<points>percentage[ -]points?)"
    rf"|(?P<unit>(?: ?{measures.UNIT})|{_LETTER}))?(?P<each> ?(?:per|/) ?(?:ordinary |basic )?"
    r"[a-z股]+)?",
    re.IGNORECASE,
)
_RANGE_BEHIND = re.compile(r" ?(?:-|–|—|~|to) ?(?:[$€£¥] ?)?\d", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"\d[%a-z ]{0,12}(?:-|–|—|~| to ) ?(?:[$€£¥] ?)?\Z", re.IGNORECASE)
_ROSE = re.compile(r"(?<![a-z])(?:from|rose|grew|increased|decreased|fell|declined)(?![a-z])", re.I)
_WORDED = re.compile(r"[A-Za-z]-?#|#[A-Za-z/]|/#")
_PIECE_BEHIND = re.compile(r"[ \u00a0]\d{3}(?![\d,.])")
_PIECE_BEFORE = re.compile(r"(?<![\d,.])\d{1,3}[ \u00a0]\Z")
_CELL_BEFORE = re.compile(r"(?:^|[|\t\n])[ ]*(?P<open>\()?[ ]?(?P<minus>[-−–])?[ ]?\Z")
_CELL_BEHIND = re.compile(r"[ ]?%?[ ]?\)?[ ]?%?[ ]*(?:[|\t\n]|\Z)")
_WORDS = {
    Bound.ABOUT: "approximately|approx\\.?|about|around|roughly|some|circa",
    Bound.ABOVE: "more than|over|above|exceeding|exceeded",
    Bound.FROM: "at least|not less than|no less than|no fewer than",
    Bound.BELOW: "nearly|almost|less than|fewer than|below|under",
    Bound.UPTO: "up to|not more than|no more than|at most",
}
_BOUND = re.compile(
    "(?:"
    + "|".join(f"(?P<{b.name}>(?<![a-z])(?:{words}))" for b, words in _WORDS.items())
    + ")[ ]*\\Z",
    re.IGNORECASE,
)
LOOK = 32  # characters before a number in which what belongs to it may stand
_CODES = (NumberKind.CODE, NumberKind.PHONE, NumberKind.LIST, NumberKind.FURNITURE)


def read(text: str, token: re.Match[str], other: Number | None, floor: int) -> Number | None:
    """The number of a token, refused or read; None where the Chinese reading stands."""
    start, end = token.span()
    before = text[max(floor, start - LOOK) : start]
    behind = _BEHIND.match(text, end)
    assert behind is not None
    currency = BEFORE.search(before)
    marked = currency or behind["percent"] or behind["points"] or behind["unit"] or behind["each"]
    if not _ENGLISH.fullmatch(token[0]):
        return _refused(token)
    if other is not None and other.unit is not None and not currency:
        named = other.quantity is not None and other.quantity.unit
        if other.quantity and named and not behind["each"] and other.unit.start >= end:
            ranged = other.quantity.value is not None and _is_range(text, token, end)
            return _refused(token) if ranged else None  # 12.3亿元, 12,345人
    if not marked:
        return _bare(text, token, before, other)
    if _is_range(text, token, behind.end()):
        return _refused(token)
    return _stated(text, token, behind, currency)


def _bare(text: str, token: re.Match[str], before: str, other: Number | None) -> Number | None:
    """A number with nothing about it that English adds, but for brackets round a cell."""
    start, end = token.span()
    beside = f"{before[-2:]}#{text[end : end + 1]}"
    if _WORDED.search(beside) or _REFERENCE.search(before) or _splits(text, token):
        return _refused(token)
    cell = _CELL_BEFORE.search(text[max(0, start - LOOK) : start])
    fills = cell is not None and _CELL_BEHIND.match(text, end) is not None
    if _YEAR.fullmatch(token[0]) and (other is None or not other.unit):
        return Number(NumberKind.DATE, Span(start, end), Span(start, end), None)
    if fills and cell is not None:
        minus = bool(cell["open"] or cell["minus"])
        return _counted(token, minus, _bracketed(text, token, cell))
    if before.endswith("(") and text[end : end + 1] == ")":
        return _refused(token) if other is None or other.kind is not NumberKind.LIST else None
    if _is_range(text, token, end):
        known = other is not None and other.quantity is not None and other.quantity.value is None
        return None if known else _refused(token)
    if other is None or (other.kind in _CODES and re.search(r"[.,]", token[0])):
        return _counted(token, minus=False, span=Span(start, end))
    return None


def _is_range(text: str, token: re.Match[str], end: int) -> bool:
    """10 to 12 million: one end of a range is no value; what something rose to is."""
    if _RANGE_BEHIND.match(text, end):
        return True
    lead = text[max(0, token.start() - 2 * LOOK) : token.start()]
    joined, rose = _RANGE_BEFORE.search(lead), _ROSE.search(lead)
    return joined is not None and not ("to" in joined[0] and rose)


def _splits(text: str, token: re.Match[str]) -> bool:
    """1 234 567 and 2/3: a piece of another way of writing."""
    start, end = token.span()
    return bool(
        _PIECE_BEHIND.match(text, end) or _PIECE_BEFORE.search(text[max(0, start - 5) : start])
    )


def _bracketed(text: str, token: re.Match[str], cell: re.Match[str]) -> Span:
    """The number with the brackets that make it negative."""
    start, end = token.span()
    if not cell["open"]:
        return Span(start, end)
    opened = text.rindex("(", 0, start)
    closed = text.find(")", end, end + 2)
    return Span(opened, closed + 1 if closed >= 0 else end)


def _counted(token: re.Match[str], minus: bool, span: Span) -> Number:
    value = Decimal(token[0].replace(",", ""))
    stated = Quantity(-value if minus else value, "", remark=Remark.UNIT_MISSING)
    return Number(NumberKind.QUANTITY, span, Span(*token.span()), stated)


def _stated(
    text: str, token: re.Match[str], behind: re.Match[str], currency: re.Match[str] | None
) -> Number:
    """A number with a currency, a scale, a percent sign or words for one."""
    start = token.start() - (len(currency[0]) if currency else 0)
    lead = text[max(0, start - LOOK) : start]
    bound = _BOUND.search(lead)
    how = Bound[bound.lastgroup] if bound and bound.lastgroup else None
    minus = _is_minus(text, start, behind, currency)
    quantity = _quantity(token[0], behind, currency, how)
    if quantity is None or minus is None:
        return _refused(token)
    span = Span(start, _end(behind, bool(currency and currency["open"])))
    kind = NumberKind.RATIO if quantity.unit in ("ratio", "百分点") else NumberKind.QUANTITY
    stated = negative(quantity) if minus else quantity
    return Number(kind, span, Span(*token.span()), stated, Span(token.end(), span.end))


def _end(behind: re.Match[str], opened: bool) -> int:
    """Behind the unit; a bracket belongs to the number that opens it."""
    return behind.start() if behind[0] == ")" and not opened else behind.end()


def _is_minus(
    text: str, start: int, behind: re.Match[str], currency: re.Match[str] | None
) -> bool | None:
    """Brackets or a sign make it negative; None where brackets may as well be an aside."""
    if currency and (currency["open"] or currency["minus"]):
        return True if not currency["open"] or behind["close"] else None
    cell = _CELL_BEFORE.search(text[max(0, start - LOOK) : start])
    if cell is not None:
        return bool(cell["open"] or cell["minus"])
    if text[start - 1 : start] in ("-", "−") and not text[start - 2 : start - 1].isalnum():
        return True
    return None if behind["close"] and behind[0] != ")" else False


def _quantity(
    digits: str, behind: re.Match[str], currency: re.Match[str] | None, bound: Bound | None
) -> Quantity | None:
    """What it states, with its bounds; None where currencies contradict each other."""
    value = Decimal(digits.replace(",", ""))
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    if behind["percent"]:
        return quantities.ratio(Written(value, step), "%", bound)
    if behind["points"]:
        return quantities.quantity(Written(value, step), "百分点", bound)
    names = {measures.currency(currency["currency"])} if currency else set()
    power = 0
    if behind["unit"]:
        scale = behind["scale"] or behind["alone"] or ""
        short = behind["unit"].strip() if not (behind["first"] or behind["alone"]) else ""
        if short and not currency:
            return None  # 12m may be metres
        power = measures.scale(scale or short)
        said = [behind[g] for g in ("first", "again", "second") if behind[g]]
        if not (names and said == ["元"]):  # 港币3.4亿元
            names |= {measures.currency(each) for each in said}
    if len(names) > 1:
        return None
    family = names.pop() if names else ""
    if behind["each"]:
        family = measures.measure(f"{family or 'x'}{_each(behind['each'])}").family
    ten = Decimal(10) ** power
    written = Written(plain(value * ten), step * ten, None, scaled=power >= 6)
    return quantities.quantity(written, family, bound)


def _each(written: str) -> str:
    return f"/{written.split()[-1].removeprefix('/').strip()}"


def negative(quantity: Quantity) -> Quantity:
    """The same below zero; its bounds change places."""
    low, high = quantity.low, quantity.high
    return replace(
        quantity,
        value=None if quantity.value is None else -quantity.value,
        low=None if high is None else -high,
        high=None if low is None else -low,
    )


def _refused(token: re.Match[str]) -> Number:
    return Number(NumberKind.CODE, Span(*token.span()), Span(*token.span()), None)
