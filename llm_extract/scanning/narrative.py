"""Reading prose: each number is put to the cues, and the nearest subject claims it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from llm_extract.records import Refusal, Span, State, Statement
from llm_extract.scanning import _claims, _scope
from llm_extract.scanning._claims import Claim
from llm_extract.scanning._flat import Flat, Token, flatten
from llm_extract.scanning._match import Match, matches
from llm_extract.scanning._reading import PLANS, Reading, Said, state
from llm_extract.scanning._topics import speaks_of
from llm_extract.schemas import Indicator, indicators
from llm_extract.schemas.units import in_unit

_LONG_HEADING = 30
_UNDATED = 2015  # a report without a year is read like those with the form of 2014
_CLAUSE = 40  # characters that a quote may reach back to the start of its clause
_BREAK = re.compile(r"[,;:。(@#、](?=[^,;:。(@#、]*$)")
# What stands in brackets behind a number divides that number: it is no whole of its own.
_WHOLES = frozenset({"disclosure.total", "response.total", "request.received"})
_CUMULATED = frozenset({"disclosure.total", _claims.CHANNEL})
_UNASKED = "主动"
_WHOLE = "disclosure.total"
_ALL_YEARS = "disclosure.cumulative"
_SINCE_THE_RULES = re.compile(r"(?:条例|规定)[^。#]{0,8}以来[^。#]*主动公开")
_UP_TO = re.compile(r"截[至止]")
_ADDED = re.compile(r"(?:新增|年)[^#]*$")
_OTHER_CHANNELS = frozenset(
    f"disclosure.{name}" for name in ("weibo", "wechat", "new_media", "gazette", "other_channels")
)
_PUBLISHED = re.compile(r"(?:主动公开|(?:通过|主动在).{0,24}公开)[^,;#]{0,8}信息")
_LISTED = re.compile(r"#[^,;。#(]{0,4}\($")


def scan(reading: Reading) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
    """All claims in text order, and the numbers that were turned away."""
    claims: list[Claim] = []
    refusals: list[Refusal] = []
    divided: set[tuple[Span, str]] = set()  # sentences that give an indicator piece by piece
    for sentence, numbers in reading.prose:
        if not numbers:
            continue
        for flat in flatten(reading.folded, sentence, numbers, heading(reading, sentence)):
            for token in flat.tokens:
                found = _read(reading, flat, token, sentence)
                if isinstance(found, Refusal):
                    refusals.append(found)
                elif found:
                    found = _of_all_years(reading, found, claims)
                    refusals += _admit(reading, found, claims, divided)
    return _only_channel(reading, claims, refusals), tuple(refusals)


def _admit(
    reading: Reading, found: Claim, claims: list[Claim], divided: set[tuple[Span, str]]
) -> Iterator[Refusal]:
    """Take a claim among the others, unless it is a part of one or meets a better one."""
    said = (found.sentence, found.statement.indicator)
    rival = _claims.rival(found, claims)
    pieces = rival and (_claims.are_parts(found, rival) or _claims.under_one(found, rival))
    part = None if pieces else _part_of(reading, found, claims)
    if part or said in divided or (rival and _claims.sums_less(found, rival)):
        yield part or _claims.piece(found)
    elif rival and _claims.sums_up(found, rival):
        claims[claims.index(rival)] = found
        yield Refusal(rival.statement.indicator, _claims.PART, rival.statement.span)
    elif rival and (pieces or _claims.side_by_side(found, rival)):
        divided.add(said)
        claims.remove(rival)
        yield from (_claims.piece(rival), _claims.piece(found))
    elif rival:
        yield _claims.second(_claims.worse(found, rival))
        claims[claims.index(rival)] = _claims.better(found, rival)
    else:
        claims.append(found)


def _of_all_years(reading: Reading, found: Claim, earlier: list[Claim]) -> Claim:
    """2009年公开1192条。截止2009年底已公开8400条: the greater one is all that there ever was."""
    said = found.statement
    left = found.flat.text[found.flat.own : found.token.index]
    if said.indicator != _WHOLE or not _UP_TO.search(left):
        return found
    if not any(_is_of_the_year(before, said) for before in earlier):
        return found
    ever = Said(said.state, said.span, said.quantity, said.number)
    return replace(found, statement=state(reading, indicators()[_ALL_YEARS], ever))


def _is_of_the_year(before: Claim, said: Statement) -> bool:
    """Is it a smaller total in the same section that does not reach back?"""
    known = before.statement
    if (known.indicator, known.section) != (_WHOLE, said.section):
        return False
    if _UP_TO.search(before.flat.text) or not known.quantity or not said.quantity:
        return False
    return (known.quantity.value or 0) < (said.quantity.value or 0)


def heading(reading: Reading, sentence: Span) -> Span:
    """The heading over a sentence, if it is no part of the sentence and short."""
    section = reading.outline.at(sentence.start)
    if section is None or section.heading.end > sentence.start:
        return Span(0, 0)
    over = section.heading
    return over if over.end - over.start <= _LONG_HEADING else Span(0, 0)


def _read(reading: Reading, flat: Flat, token: Token, sentence: Span) -> Claim | Refusal | None:
    best = _best(reading, flat, token)
    if best is None or token.number.quantity is None:
        return None
    indicator = best.cue.indicator
    quote, number = (
        flat.span(_clause_start(flat, best.start, token.index), best.end),
        token.number.span,
    )
    span = Span(min(quote.start, number.start), max(quote.end, number.end))
    left = flat.text[: token.index]
    reason = _scope.refuse(left, reading.year, indicator)
    if not reason and PLANS & reading.outline.topics(span.start):
        reason = "said among problems and plans"
    if (
        reason == _scope.CUMULATIVE
        and indicator.id in _CUMULATED
        and _is_unasked(indicator, flat, token)
    ):
        indicator, reason = indicators()[_ALL_YEARS], ""
    if not reason and indicator.id in _WHOLES and _LISTED.search(flat.text[: flat.own]):
        reason = _claims.PART
    if not reason and indicator.id in reading.tabled and _scope.of_its_own_level(left):
        reason = _claims.PART
    if reason:
        return Refusal(indicator.id, reason, span)
    quantity = in_unit(token.number.quantity, indicator)
    if quantity is None:
        return None
    said = Said(State.REPORTED, span, quantity, number)
    return Claim(state(reading, indicator, said), flat, token, sentence, best.order(flat.own))


def _is_unasked(indicator: Indicator, flat: Flat, token: Token) -> bool:
    """自条例施行以来专栏主动公开812条 is such a total; what a website ever put out is not."""
    own = flat.text[flat.own : token.index]
    return indicator.id == _WHOLE or bool(_SINCE_THE_RULES.search(own))


def _clause_start(flat: Flat, start: int, number: int) -> int:
    """Where the clause of a subject begins, if nothing but words lies between."""
    start = max(start, flat.own)  # what was borrowed is not quoted
    while start < number and flat.text[start] in ",;:。@(#、":
        start += 1  # a subject that looked back at what it follows
    low = max(flat.own, start - _CLAUSE)
    found = _BREAK.search(flat.text, low, start)
    if found is None:
        return low if low == flat.own else start
    if found[0] != "#":
        return found.end()
    title = flat.text.find("《", found.end(), start)
    return start if title < 0 else title


def _best(reading: Reading, flat: Flat, token: Token) -> Match | None:
    fits = fitting(reading, flat, token)
    return min(fits, key=lambda match: match.order(flat.own), default=None)


def fitting(reading: Reading, flat: Flat, token: Token) -> Iterator[Match]:
    """The cues that a number answers to, in no order."""
    number = token.number
    if number.quantity is None:
        return iter(())
    unit = "%" if number.quantity.unit == "ratio" else number.quantity.unit
    behind = bisect_left(flat.at, number.span.end, token.index + 1)
    tail = behind - token.index - 1  # 多万条 still belongs to the number
    position = number.digits.start
    return (
        match
        for match in matches(flat.text, token.index, unit, tail)
        if match.cue.cue.since <= (reading.year or _UNDATED) <= match.cue.cue.until
        and speaks_of(match.cue.cue.topics, flat.text[: match.end], reading, position)
    )


def _part_of(reading: Reading, claim: Claim, earlier: list[Claim]) -> Refusal | None:
    """A later number of one indicator in a paragraph is a part, if its clause says so.

    What says so: 其中, brackets, or a subject that is less than the whole (街道层面, 市本级).
    """
    statement = claim.statement
    left = claim.flat.text[max(claim.flat.own - 1, 0) : claim.token.index]
    if statement.indicator != _WHOLE:  # of which there is but one
        left = left[-_claims.NEAR :]
    for before in reversed(earlier[-4:]):
        if _counted_otherwise(claim, before):
            return Refusal(statement.indicator, "the same, counted in another unit", statement.span)
    if not _claims.OPENS_PARTS.search(left) and not _scope.less_than_the_whole(left):
        return None
    for before in reversed(earlier[-12:]):
        divides = _divides(before.statement.indicator, statement.indicator, left)
        if divides and not _is_wider(reading, before, claim):
            between = reading.folded[before.sentence.end : claim.sentence.start]
            if "\n" not in between:
                return Refusal(statement.indicator, _claims.PART, statement.span)
    return None


def _is_wider(reading: Reading, before: Claim, claim: Claim) -> bool:
    """公开信息687条,其中主动公开668条: the whole of what was published unasked is the second."""
    return (
        claim.statement.indicator == _WHOLE
        and before.sentence == claim.sentence
        and _UNASKED in _folded(reading, claim)
        and _UNASKED not in _folded(reading, before)
    )


def _divides(before: str, name: str, left: str) -> bool:
    """A website's count is a whole too: 网站公开513条,其中主动公开补贴信息26条.

    So is what was ever published, unless the part is this year's: 累计3258条,其中新增421条.
    """
    if name == _WHOLE and before == _ALL_YEARS:
        return not _ADDED.search(left)
    return before == name or (before, name) == (_claims.CHANNEL, _WHOLE)


def _counted_otherwise(claim: Claim, before: Claim) -> bool:
    """开展意见征集12次,收到意见300条: what the second number counts came of the first."""
    return (
        claim.statement.indicator == before.statement.indicator
        and "" != _unit(claim) != _unit(before) != ""
        and claim.statement.section == before.statement.section
    )


def _unit(claim: Claim) -> str:
    quantity = claim.token.number.quantity
    return quantity.unit if quantity else ""


def _only_channel(
    reading: Reading, claims: list[Claim], refusals: list[Refusal]
) -> tuple[Claim, ...]:
    """通过县政府网站主动公开信息176条, where nothing else is said, is all that was published.

    Not so where a second website is named, 通过省政府网站公开137条, or another channel counted.
    """
    named = [c for c in claims if c.statement.indicator == _claims.CHANNEL]
    second = any(r.indicator == _claims.CHANNEL and r.reason == _claims.OUTDONE for r in refusals)
    others = any(c.statement.indicator in _OTHER_CHANNELS for c in claims)
    if second or others or len(named) != 1 or not _PUBLISHED.search(_folded(reading, named[0])):
        return tuple(claims)
    if _WHOLE in reading.tabled or any(c.statement.indicator == _WHOLE for c in claims):
        return tuple(claims)
    only = named[0].statement
    said = Said(only.state, only.span, only.quantity, only.number)
    whole = replace(named[0], statement=state(reading, indicators()[_WHOLE], said))
    return tuple(whole if claim is named[0] else claim for claim in claims)


def _folded(reading: Reading, claim: Claim) -> str:
    return reading.folded[claim.statement.span.start : claim.statement.span.end]
