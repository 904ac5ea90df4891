"""What a sentence speaks of just before a number, and failing that, its section."""

import re

from llm_extract.outline import Outline
from llm_extract.records import Topic
from llm_extract.scanning._match import Match

# The last one named before the number wins, so that 诉讼7件,维持4件 is about lawsuits.
_CASE = re.compile(r"复议|诉讼|起诉|应诉|申诉")
_NAMED = {
    "request": re.compile(r"申请(?!人?(?:行政)?(?:复议|减免))|依申请"),
    "response": re.compile(r"回应|解读|舆情|关切"),
    "public": re.compile(r"信息公开|政务公开|公开"),
    "fee": re.compile(r"收费|费用|收取|减免|信息处理费"),
    "staff": re.compile(r"信息公开|政务公开|公开工作|专[(]兼[)]职|配备"),
    "training": re.compile(r"信息公开|政务公开|公开工作|培训"),
}
_SECTIONS = {
    "request": {Topic.REQUEST},
    "response": {Topic.RESPONSE},
    "public": {Topic.DISCLOSURE, Topic.TRAINING, Topic.CAPACITY},
    "fee": {Topic.FEE},
    "staff": {Topic.CAPACITY},
    "training": {Topic.TRAINING},
    "review": set[Topic](),
    "litigation": set[Topic](),
}
_PARAGRAPH = 160  # characters before the sentence that may still name the subject


def speaks_of(
    topics: tuple[str, ...], text: str, match: Match, outline: Outline, position: int
) -> bool:
    """Does the flat's text, or the section at `position`, speak of one of the topics?"""
    left = text[: match.end]
    return any(_named(topic, left) or _housed(topic, outline, position) for topic in topics)


def _named(topic: str, left: str) -> bool:
    if topic in ("review", "litigation"):
        return _case(left) == topic
    return bool(_NAMED[topic].search(left))


def _housed(topic: str, outline: Outline, position: int) -> bool:
    if topic in ("review", "litigation"):
        return _case_before(topic, outline, position)
    return bool(_SECTIONS[topic] & outline.topics(position))


def _case(left: str) -> str:
    cases = _CASE.findall(left)
    if not cases:
        return ""
    return {"复议": "review", "申诉": "appeal"}.get(cases[-1], "litigation")


def _case_before(topic: str, outline: Outline, position: int) -> bool:
    """No case named in the sentence: what the lines just before it last spoke of."""
    section = outline.at(position)
    start = max(position - _PARAGRAPH, section.span.start if section else 0)
    return _case(outline.document.text[start:position]) == topic
