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
_VERBS = re.compile(
    r"主动公开|公开|公布|发布|发放|印发|制发|制定|编印|编发|出台|设立|设置|设有|成立|建立|建成|开设|开通|开展|"
    r"召开|举办|举行|组织|参加|落实|明确|指定|安排|配备|收到|受理|接收|接到|接受|新收|办理|处理|办结|答复|回复|"
    r"提供|完成|通过|报送|更新|推送|其中|共计|累计|全年|已经|[了的共达计为约近超已均全在]|[^\u4e00-\u9fff]"
)
_MOST, _HALF = 0.75, 0.5


def speaks(known: Indicator, words: str) -> bool:
    """Is there what no sentence about the indicator can do without? 查阅 for reading points."""
    return not known.core or re.search(known.core, words) is not None


def labelled(known: Indicator, words: str) -> bool:
    """Is most of the indicator's label there, or of another name that forms print?"""
    return any(_covers(name, words) for name in _names((known.label, *known.aliases)))


def hinted(known: Indicator, words: str) -> bool:
    """Is half of what is the label's own there? 政府信息公开 stands in many, 建议提案 in one."""
    return any(_covers(name, words, _HALF) for name in _cores((known.label, *known.aliases)))


def cued(known: Indicator, left: str, right: str, *, closely: bool) -> Iterator[Cue]:
    """The cues that words left and right of a number fit with all that they ask for.

    `closely`, within the number's own clause, one that holds a noun is enough, and none may
    refuse. A verb alone names nothing: 召开督办会4次 is no press conference.
    """
    told = f"{left}#{right}"
    for cue in known.cues:
        words = [pattern for pattern in (cue.subject, cue.after) if pattern]
        found = [re.search(pattern, told) for pattern in words]
        lenient = closely and known.kind is not Kind.MONEY
        enough = all(found) or (lenient and _tells(cue, told))
        if not words or not enough:
            continue
        if closely and cue.unless and re.search(cue.unless, told):
            return  # what speaks against one reading of the words is not undone by another
        yield cue


def _tells(cue: Cue, told: str) -> bool:
    """Is the half of a cue there that holds a noun? Where both do, its subject must be."""
    subject = re.search(cue.subject, told) if cue.subject else None
    if subject is not None:
        return _has_noun(subject)
    after = re.search(cue.after, told) if cue.after else None
    return not _asks_noun(cue.subject) and _has_noun(after)


@cache
def _asks_noun(pattern: str) -> bool:
    """Does a pattern ask for more than verbs, and for anything at all?"""
    return re.fullmatch(pattern, "") is None and len(_VERBS.sub("", pattern)) > 1


def _has_noun(found: re.Match[str] | None) -> bool:
    """Is there more than the verbs and fillers that any count may stand behind?"""
    return found is not None and len(_VERBS.sub("", found[0])) > 1


def named(known: Indicator, words: str) -> bool:
    """Do words without a number of their own, a row's or those denied, name the indicator?"""
    if labelled(known, words) or (known.none and re.search(known.none, words)):
        return True
    if known.alien and re.search(known.alien, words):
        return False
    return speaks(known, words) and any(
        not cue.topics for cue in cued(known, words, words, closely=True)
    )


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
