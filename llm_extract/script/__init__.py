"""One spelling for all reports: simplified, narrow, mainland words, and not one offset moved.

`fold` replaces every stretch by one of the same length, so a span of the folded text is a span
of the document. Two things stay as they are, because they have no twin of the same length:
zero-width characters (U+200B, U+FEFF, …) and characters such as ① or ㎡.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import cast

from llm_extract.records import Script, Span
from llm_extract.script import _lookalikes, _vocabulary

__all__ = ["changes", "detect", "fold"]


def fold(text: str) -> str:
    """The text in simplified script, half-width, with mainland words; `len` never changes.

    Lone surrogates become U+FFFD, every kind of blank a space, every kind of line end ends in
    a newline (CR LF becomes a space and a newline). Folding twice is folding once.
    """
    narrow = _lookalikes.narrow(text)
    while True:  # a mainland word may complete a phrase that t2s knows: 覆資訊, 覆信息, 复信息
        simplified = _lookalikes.leftovers(_convert(narrow, "t2s"))
        narrow = _vocabulary.mainland(simplified)
        if narrow == simplified:
            return narrow


def detect(text: str) -> Script:
    """The script most of the text is in; text that is the same in both counts as simplified."""
    counts = Counter(_lookalikes.narrow(text))
    distinct = "\n".join(counts)  # one to a line, so that no phrase is converted
    traditional = simplified = 0
    for before, s, t in zip(
        distinct, _convert(distinct, "t2s"), _convert(distinct, "s2t"), strict=True
    ):
        traditional += counts[before] if s != before else 0
        simplified += counts[before] if t != before else 0
    return Script.TRADITIONAL if traditional > simplified else Script.SIMPLIFIED


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


def _convert(text: str, direction: str) -> str:
    """One character for one: opencc's `t2s` and `s2t` hold no entry that changes a length."""
    return _converter(direction)(text)


@cache
def _converter(direction: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return cast(Callable[[str], str], OpenCC(direction).convert)
