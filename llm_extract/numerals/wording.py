"""Words beside a number that change what it says: 近, 超过, 以上, and the verbs of growth."""

import re

from llm_extract.numerals.quantities import Bound

_BEFORE = {
    Bound.ABOUT: "约 大约 大概 约为 约有 大致 约达",
    Bound.ABOVE: "超 超过 超过了 超出 已超 逾 大于 高于 多于",
    Bound.FROM: "不少于 不低于 不下 不下于 至少 突破 突破了 最少 上 不小于",
    Bound.BELOW: "近 将近 接近 不到 不足 未满 少于 低于 小于 未超",
    Bound.UPTO: "不超过 不多于 不高于 至多 最多 不超 不大于",
}
_AFTER = {
    Bound.ABOUT: "左右 上下 上下浮动",
    Bound.FROM: "以上 及以上 之多 开外",
    Bound.UPTO: "以下 及以下 以内 之内",
}
_BEFORE_WORDS = {word: bound for bound, words in _BEFORE.items() for word in words.split()}
_AFTER_WORDS = {word: bound for bound, words in _AFTER.items() for word in words.split()}
_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE_WORDS)
_AFTER_STARTS = frozenset(word[0] for word in _AFTER_WORDS)
# 最近, 节约, 网上: the character is the end of another word
_NOT_WORDS = {
    "近": "最附邻靠亲就远临抵新相",
    "约": "节契条预公签制集简合特失违履邀缔",
    "超": "赶高反",
    "上": "以网线之晚早加身会路马台版街村",
    "不足": "",
}
_SCALES = frozenset("十百千万亿")

_GROWTH = re.compile(
    r"(?P<rise>增长|上升|上涨|增加|提高|提升|增幅|涨幅|攀升)?(?P<fall>下降|减少|降低|下滑|回落|减幅|降幅|缩减|下跌)?"
    r"(?:率|幅度|幅)?(?:了|为|达到|达|约|是)?(?P<minus>[-−])?$"
)
_GROWTH_ENDS = frozenset("长升涨加高幅攀降少低滑落减跌率度了为达到约是-−")


def before(text: str, start: int, floor: int) -> tuple[int, Bound | None]:
    """The approximating word that ends at `start`: where it begins, and what it says."""
    end = start - 1 if text[start - 1 : start] == " " else start
    if end <= floor or text[end - 1] not in _BEFORE_ENDS:
        return start, None
    for length in (4, 3, 2, 1):
        begin = end - length
        word = text[begin:end] if begin >= floor else ""
        if word in _BEFORE_WORDS and not _is_other(text, begin, word, start):
            return begin, _BEFORE_WORDS[word]
    return start, None


def _is_other(text: str, begin: int, word: str, start: int) -> bool:
    if word == "上" and text[start : start + 1] not in _SCALES:
        return True
    return begin > 0 and text[begin - 1] in _NOT_WORDS.get(word, "")


def after(text: str, end: int) -> tuple[int, Bound | None]:
    """The approximating word that begins at `end`: where it ends, and what it says."""
    if text[end : end + 1] in _AFTER_STARTS:
        for length in (3, 2):
            if (word := text[end : end + length]) in _AFTER_WORDS:
                return end + length, _AFTER_WORDS[word]
    return end, None


def growth(text: str, start: int, floor: int) -> tuple[int, int]:
    """A verb of growth that ends at `start`: where it begins, and the sign it gives, 0 for none."""
    if start <= floor or text[start - 1] not in _GROWTH_ENDS:
        return start, 0
    for begin in range(max(floor, start - 7), start):
        match = _GROWTH.match(text, begin, start)
        if match and (match["rise"] or match["fall"] or match["minus"]):
            return begin, -1 if match["fall"] or match["minus"] else 1
    return start, 0
