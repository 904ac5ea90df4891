"""Zero by negation: 未收到申请, 未发生复议和诉讼, 均未收费. Silence is something else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from llm_extract.records import Denial, Quantity, Span, State, Statement, Topic
from llm_extract.scanning._flat import Flat, flatten
from llm_extract.scanning._reading import PLANS, Reading, Said, state
from llm_extract.scanning._scope import another_year
from llm_extract.schemas import indicators

_HINT = re.compile("未|没|无|零|不存在|免费|不收|为0|为〇|是0|是〇")  # no class: found sooner
_NOT = re.compile(
    r"(?<!有)(?:并未|尚未|从未|均未|都未|暂未|未曾|未有|未|没有|没(?!收)|暂无|尚无|并无|均无|无(?![偿障法论纸差误延遗关须需正]))"
)
_BEHIND = re.compile(
    r"(?:均|都|全部|皆|全)?(?:未发生|没有发生|未收到|未产生|没有|为零|是零|为0|是0|为〇|为无|:无|无)"
    r"(?:[件起宗例条次元]|万元|现象|情况)?(?=[,;。)]|$)"
)
_NONE_IS = re.compile(
    r"(?:不存在|零)(?=[^,;。#]{0,12}(?:申请|复议|诉讼|申诉|收费|费用|减免|投诉|举报))"
)
_NEVER = re.compile(r"不收|不涉及|不产生")
_FREE = re.compile(r"(?:免费|无偿)[^,;。#]{0,12}(?:提供|答复|公开|办理)")
_ABOUT_REQUESTS = re.compile(r"申请|政府信息|信息公开|复印|检索|答复")
# Said of deadlines, of accidents, of what was not counted or not disclosed: no zero of anything.
_NOT_ZERO = re.compile(
    r"未统计|未公开(?!规范)|未说明|不详|见附表|另行公布|未按[时期]|未及时|没有超过|虚假|"
    r"发现|未能|(?:信息|文件)类型|未提供|未明确|未答复|未办结|未满|未来|未经|未尽|关于[^,。;#]{2,20}的[^,。;#]{0,4}咨询"
)
_OTHER_MATTER = re.compile(r"12345|热线|工单|信访|安全事故|行政许可申请|消费|群体|事故")
_LIST_GOES_ON = re.compile(
    r",(?=(?:政府信息公开)?(?:行政)?(?:复议|诉讼|申诉|举报|投诉)[^,;。#]{0,10}(?:[,;。)]|$))"
)
_CLAUSE_END = re.compile(r"[,;。:#).]")
_CLAUSE_START = re.compile(r"[,;。:#(@.]")  # a full stop may have become a dot


# 行政复议、行政诉讼0件 says of both that there was none; any other number may be the sum.
_TOGETHER = re.compile(
    r"复议[^#,;。]{0,6}[、和及与或][^#,;。]{0,6}(?:诉讼|申诉|举报|投诉)[^#,;。]{0,6}$"
)
_ALONE = re.compile(r"\s*(?:无|暂无|没有|零)\s*")
_WHOLE = "request.received"
_HEADING, _BLANKS = 40, 12  # characters of a heading that can be denied, and between it and 无


# Of one way in alone (网上未收到申请), which says nothing of the others.
_ONE_WAY = re.compile(
    r"(?<!、)(?:网上|网络|在线|当面|现场|窗口|信函|传真|邮寄|电子邮件|信件)"
    r"(?!访谈)(?:渠道|方式|平台|途径|申请|方面)?[^,;。:、#均都]{0,6}$"
)


@dataclass(frozen=True, slots=True)
class _Negation:
    """A clause that denies, where in its flat the denying word stands, and what it denies."""

    start: int
    end: int
    at: int
    objects: str


def scan(reading: Reading) -> Iterator[Statement]:
    """One statement for each indicator that a negation names: 未发生复议和诉讼 speaks of two."""
    for sentence, numbers in reading.prose:
        counts_none = any(n.quantity and n.quantity.value == 0 for n in numbers)
        if not counts_none and not _HINT.search(reading.folded, sentence.start, sentence.end):
            continue
        if PLANS & reading.outline.topics(sentence.start):
            continue
        if _ALONE.fullmatch(reading.folded, sentence.start, sentence.end):
            yield from _under_heading(reading, sentence)
            continue
        for flat in flatten(reading.folded, sentence, numbers):
            yield from _in_flat(reading, flat)
            yield from _together(reading, flat)


def denials(reading: Reading, sentence: Span, within: Span) -> Iterator[Denial]:
    """What is denied by words of one sentence that stand within a quote."""
    if _ALONE.fullmatch(reading.folded, sentence.start, sentence.end):
        if heading := _heading_over(reading, sentence):
            yield Denial(reading.folded[heading.start : heading.end])
        return
    inside = (n for n in reading.numbers if n.quantity and sentence.contains(n.span))
    for flat in flatten(reading.folded, sentence, tuple(inside)):
        in_fees = _is_on_fees(reading, flat)
        for negation in (*_negations(flat, in_fees=in_fees), *_rules(flat)):
            if within.start <= flat.at[negation.at] < within.end:
                words = flat.text[negation.start : negation.end]
                against = _against(reading, flat, negation)
                one_way = "only of one way in" if _is_one_way(flat, negation) else ""
                yield Denial(words, negation.objects, against or one_way)


def _heading_over(reading: Reading, sentence: Span) -> Span | None:
    """The heading of a section that says nothing but 无."""
    section = reading.outline.at(sentence.start)
    if section is None or not section.level:
        return None
    heading = section.heading
    if heading.end - heading.start > _HEADING or sentence.start - heading.end > _BLANKS:
        return None
    return heading


def _under_heading(reading: Reading, sentence: Span) -> Iterator[Statement]:
    """A section that says nothing but 无 denies what its heading names."""
    heading = _heading_over(reading, sentence)
    if heading is None:
        return
    span = Span(heading.start, sentence.end)
    for name in _named(reading.folded[heading.start : heading.end]):
        zero = Quantity(Decimal(0), indicators()[name].unit)
        yield state(reading, indicators()[name], Said(State.ZERO_BY_NEGATION, span, zero))


def _in_flat(reading: Reading, flat: Flat) -> Iterator[Statement]:
    said: set[str] = set()
    for negation in _negations(flat, in_fees=_is_on_fees(reading, flat)):
        if _against(reading, flat, negation):
            continue
        for name in _named(negation.objects):
            if name not in said and not (name == _WHOLE and _is_one_way(flat, negation)):
                said.add(name)
                yield _zero(reading, name, flat, negation)


def _together(reading: Reading, flat: Flat) -> Iterator[Statement]:
    """Of matters that one number counts together each is zero if the number is."""
    for token in flat.tokens:
        quantity = token.number.quantity
        start = _clause_start(flat.text, token.index, flat.own)
        words = flat.text[start : token.index]
        if quantity is None or quantity.value != 0 or not _TOGETHER.search(words):
            continue
        if another_year(flat.text[: token.index], reading.year):
            continue
        quote = Span(flat.at[start], token.number.span.end)
        for name in _named(words):
            zero = Quantity(Decimal(0), indicators()[name].unit)
            said = Said(State.REPORTED, quote, zero, token.number.span)
            yield state(reading, indicators()[name], said)


def _against(reading: Reading, flat: Flat, negation: _Negation) -> str:
    """Why what is denied is no zero of this year's whole; "" if nothing says so."""
    clause = flat.text[negation.start : negation.end]
    if _NOT_ZERO.search(clause):
        return "what is denied is no number"
    if _OTHER_MATTER.search(clause):
        return "it tells of something else"
    if flat.text[: negation.start].endswith("#"):
        return "some have none"  # 12个部门没有收到申请 says nothing of the others
    if another_year(flat.text[: negation.end], reading.year):
        return "another year"
    return ""


def _is_one_way(flat: Flat, negation: _Negation) -> bool:
    return bool(_ONE_WAY.search(flat.text[negation.start : negation.at]))


def _zero(reading: Reading, name: str, flat: Flat, negation: _Negation) -> Statement:
    indicator = indicators()[name]
    span = flat.span(negation.start, negation.end)
    zero = Quantity(Decimal(0), indicator.unit)
    return state(reading, indicator, Said(State.ZERO_BY_NEGATION, span, zero))


def _is_on_fees(reading: Reading, flat: Flat) -> bool:
    """Whatever is free in the section on fees, 以上服务均为无偿提供, is what was asked for."""
    return flat.own < len(flat.at) and Topic.FEE in reading.outline.topics(flat.at[flat.own])


def _negations(flat: Flat, *, in_fees: bool) -> Iterator[_Negation]:
    text, own = flat.text, flat.own
    for pattern in (_NOT, _NONE_IS):
        for match in pattern.finditer(text, own):
            end = _object_end(text, match.end())
            start = _clause_start(text, match.start(), own)
            yield _Negation(start, end, match.start(), text[match.end() : end])
    for match in _BEHIND.finditer(text, own):
        start = _clause_start(text, match.start(), own)
        yield _Negation(start, match.end(), match.start(), text[start : match.start()])
    for match in _FREE.finditer(text, own):
        start = _clause_start(text, match.start(), own)
        if in_fees or _ABOUT_REQUESTS.search(text, max(own, start - 40), match.end() + 10):
            yield _Negation(start, match.end(), match.start(), "收费")


def _rules(flat: Flat) -> Iterator[_Negation]:
    """不收取费用 is a rule; that it was kept is for a reader to say, not for the scanner."""
    for match in _NEVER.finditer(flat.text, flat.own):
        start = _clause_start(flat.text, match.start(), flat.own)
        end = _object_end(flat.text, match.end())
        yield _Negation(start, end, match.start(), flat.text[match.start() : end])


def _object_end(text: str, position: int) -> int:
    """Where the objects of a negation end: its clause, and clauses that only go on listing."""
    position += text.startswith("#", position)  # 无一例
    while True:
        match = _CLAUSE_END.search(text, position)
        end = match.start() if match else len(text)
        if not _LIST_GOES_ON.match(text, end):
            return end
        position = end + 1


def _clause_start(text: str, position: int, own: int) -> int:
    starts = [m.end() for m in _CLAUSE_START.finditer(text, max(own, position - 80), position)]
    return starts[-1] if starts else max(own, position - 80)


def _named(objects: str) -> Iterator[str]:
    for name, pattern in _patterns():
        if pattern.search(objects):
            yield name


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((i.id, re.compile(i.none)) for i in indicators().values() if i.none)
