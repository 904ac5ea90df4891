"""What stands around a number and tells that it counts nothing: labels, letters, hotlines."""

import re
from dataclasses import dataclass

from llm_extract.numerals.mentions import Mention
from llm_extract.records import NumberKind, Span

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_JOINTS = frozenset("/&?#@=\\.")
_HOTLINE_NUMBERS = (
    "12345 12315 12348 12333 12366 12369 12358 12388 12320 12319 12329 12328 12331 12365 12380 "
    "12350 12318 12305 12306 12123 12309 12368 12336 12393 12335 12341 12355 12338 12351 12389 "
    "110 114 119 120 122 95598 96333 10086 10000 10010"
)
_HOTLINES = frozenset(_HOTLINE_NUMBERS.split())
_SHORTEST_CODE = 3  # digits
_ROUNDED = frozenset("万亿余多")
_YEARS = range(1949, 2050)
_LABEL = re.compile(
    r"(?P<phone>电话|传真|手机|联系方式|拨打|热线)|(?P<code>邮编|邮政编码|索引号|索取号|备案|公网安备"
    r"|编号|代码|号码|账号|帐号|信用码|案号|证号|流水号|序号)"
)
_ADDRESS = re.compile(r"\.[0-9]{1,3}(?![0-9])")
_LABEL_ENDS = re.compile(r"[0-9\n。;,]")
_FURNITURE = re.compile(
    r"(?:被(?:阅读|浏览|访问|点击)|(?:阅读|浏览|点击|访问)(?:次数|量|数|率)?:|人气:|字[号体]:)"
    r"[ \[]{0,3}$"
)
_FURNITURE_ENDS = frozenset("读览问击:[ ")
_PAGE_HEAD = re.compile(
    r"来源[: ]|[发公]布(?:时间|日期|机构)|日期:|时间:|作者|打印|字[体号]|被(?:阅读|浏览|访问|点击)"
)
_UNIT_BEFORE = re.compile(
    r"(?:(?P<prose>人次|件次|条次|篇次)数?(?:达到|达|为|是|共|约|:)?|金额(?P<money>万元):?"
    r"|(?<![\u4e00-\u9fff0-9])"
    r"(?P<cell>人次|件次|条次|篇次|万元|亿元|[条件次个份篇人项期场家起封部元])(?=[ \t|]))"
    r"(?P<gap>[ \t|]{0,4})$"
)
_UNIT_BEFORE_ENDS = frozenset("次元达到为是共约:条件个份篇人项期场家起封部")
_GAP = frozenset(" \t|")
_FACTORS = {"万元": 10**4, "亿元": 10**8}
# 受理申请0其中: a bare number before these may have lost its unit; before 电台 it is a name
_GOES_ON = frozenset("其均占已全并另共约分以比较同和与或及至")


@dataclass(frozen=True, slots=True)
class UnitBefore:
    """A unit written before its number; `apart` where cell borders stand between."""

    canonical: str
    factor: int
    span: Span
    apart: bool


def is_model(mention: Mention) -> bool:
    """A4, 5G, an address: letters or joints touch the digits, and no unit speaks for a count."""
    previous, following = mention.previous, mention.following
    if following == "@" or (following == "." and "." in mention.surface and _is_address(mention)):
        return True
    if following in _LETTERS and following:
        return mention.text[mention.end : mention.end + 3].lower() not in ("km", "km²")
    if previous in _LETTERS:
        letters = mention.text[max(0, mention.start - 2) : mention.start]
        return mention.unit is None or len(letters) < 2 or letters[0] not in _LETTERS
    return previous in _JOINTS and mention.text[mention.start - 2 : mention.start - 1].isascii()


def _is_address(mention: Mention) -> bool:
    """218.27.140.5: what looks like a decimal number goes on with a point and few digits."""
    return _ADDRESS.match(mention.text, mention.end) is not None


def bare_kind(mention: Mention) -> NumberKind:
    """What a number without unit is: a year, a hotline, a phone, a code, or a count after all."""
    surface, following = mention.surface, mention.following
    if len(surface) == 4 and surface.isdecimal() and int(surface) in _YEARS:
        return NumberKind.DATE
    if surface in _HOTLINES:
        return NumberKind.CODE
    counts = surface[-1] in _ROUNDED  # 手机应用安装用户2.4万
    if not counts and len(surface) >= _SHORTEST_CODE and (labelled := _label(mention)):
        return labelled
    if surface.isdecimal() and (len(surface) > 11 or (surface[0] == "0" and len(surface) > 1)):
        return NumberKind.CODE
    if "\u4e00" <= following <= "\u9fff" and following not in _GOES_ON and not counts:
        return NumberKind.CODE
    return NumberKind.QUANTITY


def unit_before(mention: Mention) -> UnitBefore | None:
    """人次达1.5万 and 万元 | 8; None where no unit stands before."""
    text, end = mention.text, mention.start
    while end > max(mention.floor, mention.start - 4) and text[end - 1] in _GAP:
        end -= 1
    if end <= mention.floor or text[end - 1] not in _UNIT_BEFORE_ENDS:
        return None
    match = _UNIT_BEFORE.search(text, max(mention.floor, mention.start - 12), mention.start)
    if match is None:
        return None
    group = "prose" if match["prose"] else "money" if match["money"] else "cell"
    surface, span = match[group], Span(*match.span(group))
    name = "元" if surface in _FACTORS else {"起": "件"}.get(surface, surface)
    return UnitBefore(name, _FACTORS.get(surface, 1), span, match["gap"] != "")


def may_end_unit(words: str) -> bool:
    """Is there anything in these words that a unit written before its number could end with?"""
    return not _UNIT_BEFORE_ENDS.isdisjoint(words)


def is_furniture(text: str, start: int) -> bool:
    """A counter of page views in the head line of a web page: 被阅读1259次, 浏览次数:123."""
    if start == 0 or text[start - 1] not in _FURNITURE_ENDS:
        return False
    if not _FURNITURE.search(text, max(0, start - 10), start):
        return False
    low = max(text.rfind("\n", max(0, start - 200), start) + 1, start - 200, 0)
    high = text.find("\n", start, start + 200)
    line = text[low : high if high >= 0 else start + 200]
    return _PAGE_HEAD.search(line) is not None or (len(line) < 30 and "访问" not in line)


def _label(mention: Mention) -> NumberKind | None:
    window = mention.text[max(0, mention.start - 12) : mention.start]
    found = None
    for match in _LABEL.finditer(window):
        if not _LABEL_ENDS.search(window, match.end()):
            found = NumberKind.PHONE if match["phone"] else NumberKind.CODE
    return found
