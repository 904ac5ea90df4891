"""The value of one written numeral, and how finely it is written: 14.5万 is 145000 to the 1000."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_WIDE = "\u3000\u00a0\u2002\u2003\u2009\u202f−○﹣﹪"
_THIN = "      -〇-%"
_TRADITIONAL = (
    "個條餘兩號萬億貳叁陸參幾數雙項場筆處間張則種類區縣鎮戶單輯點組隻達約將過滿發辦國開總壓縮長減電話郵編"
    "閱讀瀏覽擊訪問證審議級階時鐘週紀啟屆圓頁冊盤臺課節輪門職員詞環欄視熱線調頻廳聯絡傳專機歷於佔檔東遞關"
    "廣後會務實對塊評爾倆圍衆眾齊臨報聞題"
)
_SIMPLIFIED = (
    "个条余两号万亿贰叁陆叁几数双项场笔处间张则种类区县镇户单辑点组只达约将过满发办国开总压缩长减电话邮编"
    "阅读浏览击访问证审议级阶时钟周纪启届圆页册盘台课节轮门职员词环栏视热线调频厅联络传专机历于占档东递关"
    "广后会务实对块评尔俩围众众齐临报闻题"
)
_FOLDS = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict(zip(map(ord, _WIDE), _THIN, strict=True))
    | dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))
)

NUMERALS = "〇○零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"○": 0, "两": 2}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_LONGEST = 24  # characters; nobody counts further
_IMPOSSIBLE = 10**4  # 10000万 is written 1亿

_PARTS = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")
_SHAPE = re.compile(
    r"(?P<front>[0-9]+(?:\.[0-9]+)?)(?P<inner>[余多]?)(?P<scale>[百千万亿]*)(?P<outer>[余多]?)"
)
_CHINESE = re.compile(
    f"(?P<front>[{NUMERALS}]+)(?:(?P<inner>[余多])(?P<scale>[百千万亿]*))?(?P<outer>[余多]?)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A numeral read: `step` is the place of its last digit, `more` how far a 余 may reach."""

    value: Decimal
    step: Decimal
    more: Decimal | None = None
    scaled: bool = False  # 万 or 亿 at its end: nobody counted the zeros
    impossible: bool = False  # a mantissa before 万 that would be written with 亿


def fold(surface: str) -> str:
    """Half-width digits and punctuation, simplified number and unit characters; same length."""
    return surface.translate(_FOLDS)


def plain(value: Decimal) -> Decimal:
    """Without the zeros behind a point that multiplying left: 145000.0 is 145000."""
    whole = value.to_integral_value()
    return whole if whole == value else value


@lru_cache(4096)
def read(surface: str) -> Written | None:
    """The numeral that a folded surface is, with its 余 or 多; None where it is none."""
    if surface.isascii() and surface.isdecimal() and len(surface) <= _LONGEST:
        return Written(Decimal(surface), Decimal(1))
    body = surface.replace(",", "").replace(" ", "").rstrip(".")
    if len(body) > _LONGEST:
        return None
    if shape := _SHAPE.fullmatch(body):
        return _arabic(shape)
    if shape := _CHINESE.fullmatch(body):
        return _chinese(shape)
    return _composed(body)


def evaluate(numeral: str) -> int | Decimal | None:
    """The value of Chinese or mixed digits: 一百零五, 二〇一七, 3亿5000万, 廿六; None for 一一."""
    numeral = numeral.translate(_TENS)
    if all(character in _DIGITS for character in numeral):
        return _spelled(numeral)
    total: int | Decimal = 0
    section: int | Decimal = 0
    digit: int | Decimal | None = None
    place = 1
    for part in _PARTS.findall(numeral):
        if part in _PLACES:
            place = _PLACES[part]
            section, digit = section + (1 if digit is None else digit) * place, None
        elif part in _MYRIADS:
            place, section, digit = _MYRIADS[part], section + (digit or 0), None
            total, section = _raised(total, section, place), 0
        elif part in "〇○零":
            place, digit = 1, 0
        elif digit or part == ".":  # 1万.5 has lost what stood before the point
            return None
        else:
            digit = _DIGITS[part] if part in _DIGITS else _exact(part)
    if digit is None:
        return total + section
    # 一百二 is 120 and 1万5 is 15000: the digit behind the last place counts the next lower one
    return total + section + digit * (place // 10 if place > 10 else 1)


def _raised(total: int | Decimal, section: int | Decimal, place: int) -> int | Decimal:
    if not section:
        return (total or 1) * place
    return (total + section) * place if place == 10**8 else total + section * place


def _exact(part: str) -> int | Decimal:
    return Decimal(part) if "." in part else int(part)


def _spelled(numeral: str) -> int | None:
    if len(numeral) == 2 and not set(numeral) & set("〇○零"):
        return None  # 二三 is no 23, 一一 is an adverb
    return int("".join(str(_DIGITS[character]) for character in numeral))


def _scale(characters: str) -> int:
    scale = 1
    for character in characters:
        scale *= _PLACES.get(character) or _MYRIADS[character]
    return scale


def _arabic(shape: re.Match[str]) -> Written:
    mantissa, scale = Decimal(shape["front"]), Decimal(_scale(shape["scale"]))
    step = _last_place(mantissa) * scale
    more = None
    if shape["inner"] or (shape["outer"] and scale == 1):
        more = max(_round_place(mantissa) * scale, step)
    elif shape["outer"]:
        more = step
    scaled = shape["scale"].endswith(("万", "亿"))
    impossible = scaled and mantissa >= _IMPOSSIBLE
    return Written(plain(mantissa * scale), step, more, scaled, impossible)


def _chinese(shape: re.Match[str]) -> Written | None:
    found = evaluate(shape["front"])
    if found is None:
        return None
    front, scale = Decimal(found), _scale(shape["scale"] or "")
    place = _round_place(front) * scale
    more = place if shape["inner"] or shape["outer"] else None
    last = (shape["scale"] or shape["front"])[-1]
    scaled = last in _MYRIADS
    return Written(front * scale, Decimal(_MYRIADS[last]) if scaled else place, more, scaled)


def _composed(body: str) -> Written | None:
    core = body.rstrip("余多")
    if not core or not all(c in _PLACES or c in _MYRIADS or c in "0123456789." for c in core):
        return None
    if core.count(".") > 1 or core[0] == ".":
        return None
    found = evaluate(core)
    if found is None:
        return None
    value = plain(Decimal(found))
    step = Decimal(_scale(core[-1])) if not core[-1].isdigit() else _round_place(value)
    return Written(value, step, step if core != body else None, core.endswith(("万", "亿")))


def _last_place(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _round_place(number: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 100 for 1200; 1 for zero and decimals."""
    digits = str(plain(number))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10**zeros) if number and "." not in digits else Decimal(1)
