"""What a sentence speaks of just before a number, and failing that, its section."""

import re

from llm_extract.records import Topic
from llm_extract.scanning._reading import Reading

# The last one named before the number wins, so that 诉讼7件,维持4件 is about lawsuits.
_CASE = re.compile(r"复议|诉讼|起诉|应诉|申诉")
_CASES = {"复议": "review", "诉讼": "litigation", "起诉": "litigation", "应诉": "litigation"}
_NAMED = {
    "response": re.compile(r"回应|解读|舆情|关切"),
    "public": re.compile(r"公开"),
    "fee": re.compile(r"收费|费用|收取|减免|信息处理费"),
    "staff": re.compile(r"公开|专(?:[(]兼[)]|、?兼)职"),
    "training": re.compile(r"公开|培训|办班|参训"),
    "case": re.compile(r"公开|引发"),
}
_HOMES = {
    "request": {Topic.REQUEST},
    "response": {Topic.RESPONSE},
    "public": {Topic.DISCLOSURE, Topic.REQUEST, Topic.REVIEW},
    "fee": {Topic.FEE},
    "staff": {Topic.CAPACITY},
    "training": {Topic.TRAINING, Topic.CAPACITY},
    "case": {Topic.REVIEW},
}
# A rate or a reply is about requests only if nothing else that is answered was named since.
# Each alternative begins with a plain character, so that the search hops over all others.
_APPLIED = "申请"
_REQUEST = re.compile(
    r"依申请|申请(?<!(?:许可|审批|登记|补贴|低保|各类)申请)(?!人?(?:行政)?(?:复议|减免))|"
    r"行政许可|信箱|热线|来电|工单|提案|信访|留言|咨询|投诉|审批|政务服务|窗口|办件|诉求|来信来访|复议|诉讼|起诉"
)
_PARAGRAPH = 160  # characters before a number that may still name its case


def speaks_of(topics: tuple[str, ...], left: str, reading: Reading, position: int) -> bool:
    """Does the text before a number, or the section at `position`, speak of one of the topics?

    No topics: everything does.
    """
    return not topics or any(_speaks(topic, left, reading, position) for topic in topics)


def _speaks(topic: str, left: str, reading: Reading, position: int) -> bool:
    if topic in ("review", "litigation"):
        return (_case(left) or _case_above(reading, position)) == topic
    if topic == "request" and (named := _REQUEST.findall(left)):
        return str(named[-1]).endswith(_APPLIED)
    named_here = topic in _NAMED and _NAMED[topic].search(left)
    return bool(named_here or _HOMES[topic] & reading.outline.topics(position))


def _case(left: str) -> str:
    cases = _CASE.findall(left)
    return _CASES.get(cases[-1], "") if cases else ""


def _case_above(reading: Reading, position: int) -> str:
    """No case named in the sentence: what the lines just before it last spoke of."""
    section = reading.outline.at(position)
    start = max(position - _PARAGRAPH, section.span.start if section else 0)
    return _case(reading.folded[start:position])
