"""Characters that look like others: wide, blank, radical, compatibility and variant forms."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SURROGATES = re.compile("[\ud800-\udfff]")
_BARE_RETURN = re.compile("\r(?!\n)")
# A mark of emphasis that an encoding has lost on both sides of a number: 共?1340条?
_LOST_MARKS = re.compile(r"(?<=[\u4e00-\u9fff])\?(\d[\d,.]*[%\u4e00-\u9fff]{0,2})\?")
# A full stop that became a dot with the other marks; behind 一 it is a list number's own.
_LOST_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff)”%》]\.)(?<![一二三四五六七八九十]\.)(?![A-Za-z.])")

# Whole blocks whose one-character NFKC form is the character that was meant.
_BLOCKS = (
    (0x2E80, 0x2FDF),  # radicals, as PDF text has them
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFE10, 0xFE6F),  # vertical and small punctuation
    (0xFF01, 0xFFEF),  # full width, half width
    (0x1D7CE, 0x1D7FF),  # mathematical digits
    (0x2F800, 0x2FA1F),  # compatibility ideographs, supplement
)
# Radicals for which Unicode has no compatibility form.
_RADICALS = (
    "⺁厂⺇几⺊卜⺌小⺍小⺒巳⺓幺⺗心⺛旡⺝月⺟母⺠民⺩王⺫目⺬示⺮竹⺴网⺶羊⺹耂⺼月⺾艹⻀艹⻁虎⻄西⻅见"
    "⻆角⻈讠⻉贝⻋车⻌辶⻎辶⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄"
    "⻪黾⻬齐⻮齿⻰龙⻱龟"
)
_PUNCTUATION = {
    "−": "-", "–": "-", "‐": "-", "‑": "-", "‒": "-",
    "―": "—", "─": "—", "━": "—",
    "〜": "~", "∼": "~", "「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”",
    "\x85": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\r": " ",
}  # fmt: skip
_BLANKS = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u3164\uffa0"
)
# Variants that t2s leaves alone, and 苧, to which it turns 薴 at first and 苎 only the next time.
_VARIANTS = "衞卫敍叙谘咨槀稿吿告畧略塲场彚汇縂总緫总総总凖准麺面苧苎"


@lru_cache(maxsize=1)  # a document is folded, and then asked for its script
def narrow(text: str) -> str:
    """Half-width characters, plain blanks and newlines, whole ideographs; one for one."""
    whole = _BARE_RETURN.sub("\n", _SURROGATES.sub("\ufffd", text))
    for wide, plain in _FREQUENT:  # to look for each costs less than to look at each character
        whole = whole.replace(wide, plain)
    if "?" in whole:
        whole = _LOST_MARKS.sub(r" \1 ", whole)
    whole = whole.translate(_NARROW) if _SELDOM.search(whole) else whole
    return _LOST_STOP.sub("。", whole)


def leftovers(text: str) -> str:
    """The variants that script conversion leaves in simplified text."""
    for variant, plain in _LEFTOVERS:
        text = text.replace(variant, plain)
    return text


def _pairs(characters: str) -> dict[str, str]:
    return dict(zip(characters[::2], characters[1::2], strict=True))


def _compatibility() -> dict[str, str]:
    """Characters of the blocks above whose NFKC form is one other character."""
    characters = (chr(code) for first, last in _BLOCKS for code in range(first, last + 1))
    forms = ((character, unicodedata.normalize("NFKC", character)) for character in characters)
    return {
        character: _PUNCTUATION.get(form, form)
        for character, form in forms
        if len(form) == 1 and form != character
    }


def _one_of(characters: Iterable[str]) -> re.Pattern[str]:
    """A search for any of them. Beyond U+FFFF whole blocks, since `re` is slow on single ones."""
    near = "".join(re.escape(character) for character in characters if character <= "\uffff")
    far = "".join(f"{chr(first)}-{chr(last)}" for first, last in _BLOCKS if first > 0xFFFF)
    return re.compile(f"[{near}{far}]")


_TWINS = _compatibility() | _pairs(_RADICALS) | dict.fromkeys(_BLANKS, " ") | _PUNCTUATION
_NARROW = str.maketrans(_TWINS)
_FREQUENT = tuple(
    (wide, _TWINS[wide])
    for wide in "，：；（）！？．％～＋＝｜０１２３４５６７８９－／\u3000\u00a0\r"
)
_SELDOM = _one_of(_TWINS)
_LEFTOVERS = tuple(_pairs(_VARIANTS).items())
