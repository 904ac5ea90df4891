"""One spelling for all reports: simplified, narrow, mainland words, and not one offset moved.

`fold` replaces every stretch by one of the same length, so a span of the folded text is a span
of the document. Two things stay as they are, because they have no twin of the same length:
zero-width characters (U+200B, U+FEFF, …) and characters such as ① or ㎡.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import cast

from llm_extract.records import Script, Span
from llm_extract.script import _breaks, _lookalikes, _vocabulary

__all__ = ["INVISIBLE", "PINYIN", "changes", "detect", "fold", "unwrap", "visible"]

# Characters nobody sees: NUL, soft hyphens, zero widths, marks of direction, variation selectors.
INVISIBLE = "\0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"

# How some mirrors print it: 主(zhǔ)动(dòng)公开, with tone marks, without, or with those of type.
PINYIN = r"\((?<=[\u4e00-\u9fff]\()[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜɑɡ\u0300-\u036f]{1,7}\)"
_COMMON = ((0x3400, 0x9FFF), (0xF900, 0xFAFF))
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_RARE = re.compile("[\U00010000-\U0010ffff]")


def fold(text: str, *, taiwan: bool = False) -> str:
    """The text in simplified script, half-width, with mainland words; `len` never changes.

    Lone surrogates become U+FFFD, every kind of blank a space, every kind of line end ends in
    a newline (CR LF becomes a space and a newline). Folding twice is folding once. Taiwan's words
    are replaced where the text shows that they are, or, with `taiwan`, in any: a quote is too short
    to show what the document it is from does.
    """
    narrow = _lookalikes.narrow(text)
    while True:  # a mainland word may complete a phrase that t2s knows: 覆資訊, 覆信息, 复信息
        simplified = _lookalikes.leftovers(_convert(narrow, "t2s"))
        narrow = _vocabulary.mainland(simplified, taiwan=taiwan)
        if narrow == simplified:
            return narrow


def unwrap(text: str) -> str:
    """A whole document folded, its lines joined where a break ends nothing; the length stays."""
    return _breaks.joined(text, fold(text))


def visible(text: str) -> str:
    """The text without what nobody sees; offsets move."""
    return _UNSEEN.sub("", text)


def detect(text: str) -> Script:
    """The script most of the text is in; text that is the same in both counts as simplified."""
    narrow = _lookalikes.narrow(text)
    traditional = _convertible(narrow, "t2s")
    # The way to traditional script is dear to load, and text without any needs no comparison.
    if traditional and traditional > _convertible(narrow, "s2t"):
        return Script.TRADITIONAL
    return Script.SIMPLIFIED


def changes(text: str, folded: str) -> tuple[Span, ...]:
    """The stretches that folding rewrote. Each holds for both texts: the map is the identity."""
    spans: list[Span] = []
    start = -1
    for index, (before, after) in enumerate(zip(text + "\0", folded + "\0", strict=True)):
        if before != after and start < 0:
            start = index
        elif before == after and start >= 0:
            spans.append(Span(start, index))
            start = -1
    return tuple(spans)


def _convertible(text: str, direction: str) -> int:
    """How many characters of a text would be others, each taken alone."""
    rare = _RARE.findall(text)
    return len(_changing(direction).findall(text)) + len(_altered(rare, direction))


@cache
def _changing(direction: str) -> re.Pattern[str]:
    """The common ideographs that a conversion alters; to look each up in a text costs more."""
    common = [chr(code) for first, last in _COMMON for code in range(first, last + 1)]
    return re.compile(f"[{''.join(_altered(common, direction))}]")


def _altered(characters: list[str], direction: str) -> list[str]:
    lines = "\n".join(characters)  # one to a line, so that no phrase is converted
    converted = _convert(lines, direction)
    return [before for before, after in zip(lines, converted, strict=True) if before != after]


def _convert(text: str, direction: str) -> str:
    """One character for one: opencc's `t2s` and `s2t` hold no entry that changes a length."""
    return _converter(direction)(text)


@cache
def _converter(direction: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return cast(Callable[[str], str], OpenCC(direction).convert)
