"""Do words name an indicator: by its label, another printed name, or the words of a cue?

All words are folded and without blanks, each number in them a `#`.
"""

import re
from collections.abc import Iterator
from functools import cache

from llm_extract.schemas._base import Cue, Indicator, Kind

_NOTE = re.compile(r"\([^()]*\)")
_TAIL = re.compile(r"(?:总数|次数|件数|人数|条数|数量|总量|数|情况|金额)$")
_HEAD = re.compile(
    r"^(?:其中)?(?:当年|本年度?|全年)?(?:新增|新收|开展|接受|举办|召开|发布|提供|收到)?"
)

# What so many labels have that it names nothing.
_COMMON = re.compile(r"公开政府信息|政府信息公开|政府信息|信息公开|公开|工作|申请|设[置定]|人员")
_MOST, _HALF = 0.75, 0.5


def labelled(known: Indicator, words: str) -> bool:
    """Is most of the indicator's label there, or of another name that forms print?"""
    return any(_covers(name, words) for name in _names((known.label, *known.aliases)))


def hinted(known: Indicator, words: str) -> bool:
    """Is half of what is the label's own there? 政府信息公开 stands in many, 建议提案 in one."""
    return any(_covers(name, words, _HALF) for name in _cores((known.label, *known.aliases)))


def cued(known: Indicator, left: str, right: str, *, closely: bool) -> Iterator[Cue]:
    """The cues with words beside a number; `closely` asks for all of a cue's, and that none refuse.

    A verb alone never names an amount: 落实减免税4357万元 is no funding.
    """
    told = f"{left}#{right}"
    for cue in known.cues:
        words = [pattern for pattern in (cue.subject, cue.after) if pattern]
        found = [re.search(pattern, told) for pattern in words]
        enough = all if closely or known.kind is Kind.MONEY else any
        refused = closely and cue.unless and re.search(cue.unless, told)
        if words and enough(found) and not refused:
            yield cue


def named(known: Indicator, words: str) -> bool:
    """Do words without a number of their own, a row's or those denied, name the indicator?"""
    if labelled(known, words) or (known.none and re.search(known.none, words)):
        return True
    return any(not cue.topics for cue in cued(known, words, words, closely=True))


@cache
def _names(printed: tuple[str, ...]) -> tuple[str, ...]:
    bare = (_NOTE.sub("", name) for name in printed)
    return tuple(name for each in bare if (name := _TAIL.sub("", _HEAD.sub("", each))))


@cache
def _cores(printed: tuple[str, ...]) -> tuple[str, ...]:
    bare = (_COMMON.sub("", name) for name in _names(printed))
    return tuple(name for name in bare if len(name) > 1)


def _covers(name: str, words: str, share: float = _MOST) -> bool:
    """Are so many of the pairs of neighbouring characters of the name there?"""
    if len(name) < 3:
        return name in words
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return sum(pair in words for pair in pairs) >= len(pairs) * share
