"""Units of measure as financial reports name them: a currency or what is counted, and a scale.

`RMB million`, `US$'000`, `百万元`, `€m`, `thousand tonnes`: what is measured and how many of it
one is, so that a number can be said in another unit of its family, never in one of another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from llm_extract.numerals.units import canonical
from llm_extract.numerals.written import fold
from llm_extract.records import Quantity

# A currency's own name, then how it is written; `_` may be a blank. A bare $ is of the United
# States.
_CURRENCIES = """
元: 人民币 renminbi rmb cny yuan ¥ ￥ 元
美元: us_$ usd u.s._$ u.s._dollars us_dollars dollars dollar 美元 美金 $
港元: hk$ hkd 港元 港币
欧元: eur euros euro € 欧元
英镑: gbp £ 英镑
日元: jpy yen 日元
新台币: nt$ ntd twd 新台币
澳元: a$ aud 澳元 澳大利亚元
加元: c$ cad 加元 加拿大元
新元: s$ sgd 新加坡元 新元
瑞士法郎: chf 瑞士法郎
"""
_WORDS = {
    "thousands": 3,
    "thousand": 3,
    "'000": 3,
    "’000": 3,
    "000s": 3,
    "millions": 6,
    "million": 6,
    "mn": 6,
    "billions": 9,
    "billion": 9,
    "bn": 9,
    "trillions": 12,
    "trillion": 12,
    "tn": 12,
    "hundred": 2,
    "万亿": 12,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
    "千": 3,
}
_LETTERS = {"k": 3, "m": 6, "b": 9}  # scales only beside a currency
_PERCENT = frozenset({"%", "percent", "per cent", "pct", "ratio", "yoy"})
_POINTS = frozenset({"百分点", "个百分点", "percentage point", "percentage points", "pp"})
_SAME = {"股": "share", "shares": "share", "每股": "share"}


def _named() -> dict[str, str]:
    lines = (line.split(": ") for line in _CURRENCIES.strip().splitlines())
    return {written: name for name, words in lines for written in words.split()}


_WRITTEN = _named()
_NAMES = {written.replace("_", ""): name for written, name in _WRITTEN.items()}
MONEY = frozenset(_NAMES.values())


def _either(words: Iterable[str]) -> str:
    """Any of the words, the longest first; a Latin one is never the beginning of a longer one."""
    ordered = sorted(words, key=len, reverse=True)
    shaped = (re.escape(word).replace("_", " ?") for word in ordered)
    return "|".join(f"{s}(?![a-z])" if s[-1].isalpha() and s.isascii() else s for s in shaped)


CURRENCY = f"(?:{_either(_WRITTEN)})"
SCALE = f"(?:{_either(_WORDS)})"
LETTER = "(?:[kmb](?![a-z]))"
# One unit: a currency and a scale in either order, or one of them.
UNIT = (
    rf"(?:(?P<first>{CURRENCY})[ ,]?(?:in )?"
    rf"(?:(?P<scale>{SCALE}|{LETTER})(?: ?(?P<again>{CURRENCY}))?)?"
    rf"|(?P<alone>{SCALE})(?:(?: of)? ?(?P<second>{CURRENCY}))?)"
)
_WHOLE = re.compile(rf"(?:in )?{UNIT}(?: ?(?:per|/) ?(?P<per>\w+))?", re.IGNORECASE)
_COUNTED = re.compile(rf"(?P<scale>{SCALE}) ?(?P<noun>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, and how many of its basic unit one is: RMB million is 元 and 1000000."""

    family: str
    size: Decimal = Decimal(1)


@lru_cache(1024)
def measure(unit: str) -> Measure:
    """The measure that a unit names; a word that nobody knows is a family of its own."""
    text = " ".join(fold(unit).casefold().split())
    if text in _PERCENT:
        return Measure("ratio", Decimal(1) if text in ("ratio", "yoy") else Decimal("0.01"))
    if text in _POINTS:
        return Measure("百分点")
    if text == "‰":
        return Measure("ratio", Decimal("0.001"))
    found = _WHOLE.fullmatch(text)
    if found and (money := of_match(found)):
        return money
    if counted := _COUNTED.fullmatch(text):
        return Measure(canonical(counted["noun"]), Decimal(10) ** scale(counted["scale"]))
    return Measure(canonical(text))


def of_match(found: re.Match[str]) -> Measure | None:
    """The measure of a match of `UNIT`; None where it names two currencies, or only a scale."""
    groups = found.groupdict()
    said = [groups[g] for g in ("first", "again", "second") if groups.get(g)]
    names = {currency(each) for each in (said[:1] if said[1:] == ["元"] else said)}  # 港币百万元
    if len(names) != 1:
        return None
    size = Decimal(10) ** scale(groups["scale"] or groups["alone"] or "")
    per = (groups.get("per") or "").casefold()
    return Measure(names.pop() + (f"/{_SAME.get(per, per)}" if per else ""), size)


def currency(written: str) -> str:
    """The name of a currency however it is written: RMB is 元."""
    return _NAMES[written.casefold().replace(" ", "")]


def scale(written: str) -> int:
    """The power of ten that a word of scale stands for; 0 for none."""
    squeezed = written.casefold().replace("’", "'")
    return _WORDS.get(squeezed) or _LETTERS.get(squeezed, 0)


def is_money(unit: str) -> bool:
    """Whether a unit is a currency, scaled or not, for each of something or not."""
    return measure(unit).family.partition("/")[0] in MONEY


def express(quantity: Quantity, unit: str) -> Quantity | None:
    """The same quantity in another unit of its family; None where there is no such way."""
    source, target = measure(quantity.unit), measure(unit)
    if source.family != target.family:
        return None
    return times(quantity, source.size / target.size, unit)


def times(quantity: Quantity, factor: Decimal, unit: str) -> Quantity:
    """So many times the quantity, in a unit; 1.2345E+9 is written 1234500000."""
    value, low, high = (
        None if number is None else _digits(number * factor)
        for number in (quantity.value, quantity.low, quantity.high)
    )
    return replace(quantity, value=value, unit=unit, low=low, high=high)


def _digits(number: Decimal) -> Decimal:
    bare = number.normalize()
    exponent = bare.as_tuple().exponent
    return bare.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else bare
