"""Values that only follow from wording: 收到789件,全部按期答复 derives 789 answers."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from llm_extract.records import Span, State, Statement
from llm_extract.scanning._claims import Claim
from llm_extract.scanning._flat import Flat, flatten
from llm_extract.scanning._reading import Reading, Said, state
from llm_extract.schemas import indicators

_ALL = r"(?:均|全部|全都|都)[^,;。#]{0,16}?"
_DEALT_WITH = re.compile(
    rf"(?:{_ALL}|已(?:全部|及时|按时|按期|经)?[^,;。#]{{0,8}}?)"
    r"(?P<deed>答复|回复|办结|办理完毕|处理完毕|办理完成|(?<![不未])(?:予以|同意)(?:公开|提供))(?!率)"
)
_IN_ONE_WAY = re.compile(
    r"(?:均|全部|都)(?:为|是|系|通过|以|采用)(?P<deed>网上|网络|互联网|在线|当面|现场|信函|邮寄|传真)"
    r"(?:平台|系统|渠道)?(?:提交|提出|递交)?(?:的)?(?:申请|方式|形式|渠道|途径)(?![、和及或与])"
)
_EMPLOYED = re.compile(r"(?:均|全部|都)(?:为|是|系)(?P<deed>专职|兼职)")
# The next sentence speaks of the same requests.
_OF_ALL = re.compile(
    r"(?:(?:以上|上述|所有)?(?:的)?(?:政府)?(?:信息|依申请)?(?:公开)?申请(?:件|事项)?|以上|上述)?(?:已)?(?:均|全部|都)"
)
_OTHERS = re.compile(r"提案|建议|来信|信件|信箱|留言|投诉|热线|工单|咨询|信访|许可|审批|事项均")
_COUNTED = re.compile(r"(?:了|其中|的)?#")
_OF_SOME = re.compile(r"#[^,;。#]*+\Z")
_OUTCOME = re.compile(r"(?:均|全部|都)[^,;。#]{0,8}(?P<deed>维持|驳回)")
_REQUESTS = "request.received"
_PARTS = {"request.in_person", "request.fax", "request.online", "request.letter"}
_NEW_FORMS = 2019  # since then what was completed is reported as answered
_GRANTED = "reply.granted"
_REPLIES = {
    "答复": "reply.total",
    "回复": "reply.total",
    **dict.fromkeys(("予以公开", "同意公开", "予以提供", "同意提供"), _GRANTED),
}
_WAYS = {
    **dict.fromkeys(("网上", "网络", "互联网", "在线"), "request.online"),
    **dict.fromkeys(("当面", "现场"), "request.in_person"),
    **dict.fromkeys(("信函", "邮寄"), "request.letter"),
    "传真": "request.fax",
}
_STAFF = {"专职": "capacity.staff_full_time", "兼职": "capacity.staff_part_time"}
# from: what to look for behind its number, and what follows from each deed
_RULES: dict[str, tuple[tuple[re.Pattern[str], dict[str, str]], ...]] = {
    _REQUESTS: ((_DEALT_WITH, _REPLIES), (_IN_ONE_WAY, _WAYS)),
    "review.total": ((_OUTCOME, {"维持": "review.upheld"}),),
    "litigation.total": ((_OUTCOME, dict.fromkeys(("维持", "驳回"), "litigation.upheld")),),
    "capacity.staff": ((_EMPLOYED, _STAFF),),
}


def scan(reading: Reading, claims: tuple[Claim, ...]) -> Iterator[Statement]:
    """A count, and behind it 均/全部 and what became of all of them."""
    for index, claim in enumerate(claims):
        if claim.statement.quantity is None:
            continue
        named: set[str] = set()
        for pattern, deeds in _RULES.get(claim.statement.indicator, ()):
            for flat, start, end in _reach(reading, claims, index):
                for match in pattern.finditer(flat.text, start, end):
                    if _COUNTED.match(flat.text, match.end()):
                        continue  # 收到10件,已答复9件: not all of them
                    if _OF_SOME.search(flat.text[start + 1 : match.start()]):
                        continue  # 收到10件,其中9件已答复
                    for name in _follow(reading, match["deed"], deeds):
                        if name not in named:
                            named.add(name)
                            yield _derived(reading, name, claim, flat.at[match.end() - 1] + 1)


def _reach(
    reading: Reading, claims: tuple[Claim, ...], index: int
) -> Iterator[tuple[Flat, int, int]]:
    """The rest of a claim's sentence, and the next where that goes on: 收到23件。均已答复。"""
    claim = claims[index]
    yield claim.flat, claim.token.index, _stop(claims, index)
    if claim.statement.indicator != _REQUESTS:
        return
    place = bisect_right(reading.prose, claim.sentence.end, key=lambda each: each[0].start)
    parts = {c.sentence for c in claims[index:] if c.statement.indicator in _PARTS}
    for sentence, numbers in reading.prose[place : place + 2]:
        if "\n" in reading.folded[claim.sentence.end : sentence.start + 1]:
            return
        flat = flatten(reading.folded, sentence, numbers)[0]
        if _OF_ALL.match(flat.text) and not _OTHERS.search(flat.text):
            yield flat, 0, flat.text.find("#") if flat.tokens else len(flat.text)
        elif sentence not in parts:
            return


def _derived(reading: Reading, name: str, claim: Claim, end: int) -> Statement:
    """What the claim's number says of another indicator; `end` is where the document says so."""
    said = Said(
        State.DERIVED,
        Span(claim.statement.span.start, end),
        claim.statement.quantity,
        claim.statement.number,
    )
    return state(reading, indicators()[name], said)


def _stop(claims: tuple[Claim, ...], index: int) -> int:
    """Where the flat turns to something else: at the next number that is no part of this one."""
    flat = claims[index].flat
    for later in claims[index + 1 :]:
        if later.flat is flat and later.statement.indicator not in _PARTS:
            return later.token.index
        if later.flat is not flat:
            break
    return len(flat.text)


def _follow(reading: Reading, deed: str, deeds: dict[str, str]) -> Iterator[str]:
    """What a deed done to all of them says; requests that were granted were answered too."""
    if deed in deeds or "答复" not in deeds:
        if name := deeds.get(deed):
            yield name
        if name == _GRANTED:
            yield deeds["答复"]
    else:
        yield "reply.total" if (reading.year or 0) >= _NEW_FORMS else "request.completed"
