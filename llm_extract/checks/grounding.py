"""Does the quote stand in the text, and the number in the quote? What does not is withheld."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache

from llm_extract import numerals, schemas
from llm_extract.records import (
    Evidence,
    Finding,
    Number,
    Place,
    Quantity,
    Severity,
    Span,
    State,
    Statement,
    Verdict,
)
from llm_extract.schemas.units import in_text

STAGE = 0
SCHEMA = "any"

Fault = str | None  # what is wrong with a statement; None where nothing is

_NEGATION = re.compile(
    r"未(?!来)|没|无(?!锡|障碍|缝|线|差[异别])|零(?!售)|不存在|不收|不涉及|免[费收]|(?<![\d.])0(?![\d.])"
)
_ENGLISH_NEGATION = re.compile(
    r"(?<![a-z])(?:no|not|none|nil|never|neither|without)(?![a-z])", re.I
)
_NOTE = re.compile(r"\([^()]*\)")  # a label's note: (不同渠道和方式公开相同信息计1条)
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}[.、)]|[一二三四五六七八九十]+、)")
_DIGIT = re.compile(r"\d")
_STRUCK = frozenset("/\\—–-－")
_JOINS = re.compile(r"[\d.,][\d万亿千百十]|[万亿千百十]\d|\d[万亿]")
_OPENS_CELL = re.compile(r"[|│┃\t\n][ \u3000\xa0]*\Z")
_CLOSES_CELL = re.compile(r"[ \u3000\xa0]*(?:[|│┃\t\r\n]|\Z)")
_CELL = 40  # characters at the end of a quote in which its cell begins
_INFERENCE = 200  # characters before an inference in which its number may stand
_YUAN = re.compile(r"(?<!万)(?<!亿)元")


def check(evidence: Evidence) -> Iterator[Finding]:
    for statement in evidence.statements:
        fault = _fault(statement, evidence)
        if fault is not None:
            yield Finding(
                "grounding",
                Severity.WARNING,
                f"{statement.indicator}: {fault}; withheld",
                (statement.indicator,),
                left=statement.quantity.value if statement.quantity else None,
                right=statement.quote,
                spans=(statement.span,),
                bearing=Verdict.UNSUPPORTED,
                statement=statement,
            )


def _fault(statement: Statement, evidence: Evidence) -> Fault:
    if statement.indicator not in schemas.indicators():
        return "no such indicator; one of a schema of your own wants --schema again"
    text, span = evidence.document.text, statement.span
    if span.start == span.end:  # a witness quoted it, and it was found nowhere
        return f"the quote “{_short(statement.quote)}” does not stand in the text"
    if not 0 <= span.start < span.end <= len(text):
        return f"the place {span.start}–{span.end} is not in the text"
    if text[span.start : span.end] != statement.quote:
        return f"the quote “{_short(statement.quote)}” does not stand at the place given"
    return _JUDGES[statement.state](statement, evidence)


def _reported(statement: Statement, evidence: Evidence) -> Fault:
    """The number must stand within the quote and mean the value that is claimed."""
    known = schemas.indicators()[statement.indicator]
    if statement.quantity is None:
        return None if known.kind is schemas.Kind.TEXT else "reported, but without a value"
    if known.strict:
        return _stated_strictly(statement, evidence, known)
    if statement.number is None:
        inside = _numbers_within(statement, evidence)
        if any(_equal(number.quantity, statement, evidence) for number in inside):
            return None
        return f"{_value(statement)} is not among the numbers of “{_short(statement.quote)}”"
    if not _is_within(statement.number, statement.span):
        return f"the number lies outside the quote “{_short(statement.quote)}”"
    readings = _readings(statement.number, statement.place, evidence)
    if any(_equal(reading, statement, evidence) for reading in readings):
        return None
    written = evidence.document.text[statement.number.start : statement.number.end]
    return f"the text says “{_short(written)}”, not {_value(statement)}"


def _stated_strictly(statement: Statement, evidence: Evidence, known: schemas.Indicator) -> Fault:
    """The number with the unit that the text itself gives it, and no other."""
    if statement.number is not None and not _is_within(statement.number, statement.span):
        return f"the number lies outside the quote “{_short(statement.quote)}”"
    place, claimed = statement.number or statement.span, statement.quantity
    for number in _numbers_touching(place, evidence.numbers):
        meant = in_text(number, evidence.folded, known)
        inside = statement.span.contains(number.span)
        if meant and claimed and inside and _same_number(meant, claimed):
            return None
    return f"{_value(statement)} is not what a number of “{_short(statement.quote)}” says"


def _negated(statement: Statement, evidence: Evidence) -> Fault:
    if statement.quantity is not None and statement.quantity.value != 0:
        return f"a negation gives 0, not {_value(statement)}"
    quote = evidence.folded[statement.span.start : statement.span.end]
    if _NEGATION.search(quote) or (schemas.own() and _ENGLISH_NEGATION.search(quote)):
        return None
    return f"no negation stands in “{_short(statement.quote)}”"


def _derived(statement: Statement, evidence: Evidence) -> Fault:
    """An inference must start from a number in its quote or in the words before it."""
    if statement.quantity is None:
        return "said to follow, but without a value"
    if schemas.own():
        return "an inference, which is no copy of a number"
    if statement.quantity.value == 0:
        return _negated(statement, evidence)
    near = statement.number or _before(statement.span, evidence.folded)
    stated = (number.quantity for number in _numbers_touching(near, evidence.numbers))
    if any(_equal(quantity, statement, evidence) for quantity in stated):
        return None
    return f"{_value(statement)}, from which it is said to follow, is not beside it"


def _before(quote: Span, folded: str) -> Span:
    """The quote with what its paragraph says before it."""
    low = max(quote.start - _INFERENCE, 0)
    return Span(max(folded.rfind("\n", low, quote.start) + 1, low), quote.end)


def _blank(statement: Statement, evidence: Evidence) -> Fault:
    rest = _cell_text(statement, evidence)
    if statement.quantity is not None:
        return "an empty cell has no value"
    if statement.place is not Place.TABLE:
        return "no cell stands there"
    if _is_empty_cell(statement, evidence.folded):
        return None
    if _DIGIT.search(rest) or (statement.number and _is_struck(rest)):
        return f"the cell of “{_short(statement.quote)}” is not empty"
    return None


def _is_empty_cell(statement: Statement, folded: str) -> bool:
    """Does the quote end in a cell between two separators with nothing between them?"""
    start, end = statement.span.start, statement.span.end
    if statement.place is not Place.TABLE or not _OPENS_CELL.search(folded[start:end][-_CELL:]):
        return False
    return bool(_CLOSES_CELL.match(folded, end))


def _not_applicable(statement: Statement, evidence: Evidence) -> Fault:
    if statement.quantity is not None:
        return "a struck cell has no value"
    if statement.place is not Place.TABLE:
        return "no cell stands there"
    if _is_struck(_cell_text(statement, evidence)):
        return None
    return f"the cell of “{_short(statement.quote)}” is not struck out"


def _without_number(statement: Statement, evidence: Evidence) -> Fault:
    return None if statement.quantity is None else f"{statement.state} has no value"


_JUDGES: dict[State, Callable[[Statement, Evidence], Fault]] = {
    State.REPORTED: _reported,
    State.ZERO_BY_NEGATION: _negated,
    State.DERIVED: _derived,
    State.BLANK: _blank,
    State.NOT_APPLICABLE: _not_applicable,
    State.UNRECOVERABLE: _without_number,
    State.NOT_MENTIONED: _without_number,
}


def _is_struck(row: str) -> bool:
    return row.rstrip(" |\t\r\n")[-1:] in _STRUCK


def _cell_text(statement: Statement, evidence: Evidence) -> str:
    """The row behind its label's numbering and notes, or the value cell alone where it is known."""
    span = statement.number or statement.span
    row = evidence.folded[span.start : span.end]
    return row if statement.number else _NOTE.sub("", _NUMBERING.sub("", row))


def _readings(span: Span, place: Place, evidence: Evidence) -> Iterator[Quantity | None]:
    """What the digits at a place can mean: as a whole number of the text, or as a table's cell."""
    if place is Place.TABLE and _stands_alone(span, evidence.folded):
        yield _in_cell(evidence.folded[span.start : span.end])
    touching = list(_numbers_touching(span, evidence.numbers))
    if len(touching) == 1:
        yield touching[0].quantity  # None for a date, a phone number, an article
    elif not touching and _stands_alone(span, evidence.folded):
        yield numerals.parse(evidence.folded[span.start : span.end])


@lru_cache(maxsize=4096)  # tables say the same few numbers over and over
def _in_cell(text: str) -> Quantity | None:
    return numerals.parse_cell(text)[1]


def _stands_alone(span: Span, folded: str) -> bool:
    """Is it no slice of a longer number: 650 out of 12650, 4.5 out of 14.5万?"""
    before = folded[max(span.start - 1, 0) : span.start + 1]
    behind = folded[span.end - 1 : span.end + 1]
    return not (_JOINS.fullmatch(before) and span.start) and not _JOINS.fullmatch(behind)


def _equal(found: Quantity | None, statement: Statement, evidence: Evidence) -> bool:
    claimed = statement.quantity
    if found is None or claimed is None:
        return False
    return any(_same_number(variant, claimed) for variant in _in_unit(found, statement, evidence))


def _in_unit(found: Quantity, statement: Statement, evidence: Evidence) -> Iterator[Quantity]:
    """The number found, in the unit claimed, by each rule that allows it."""
    assert statement.quantity is not None
    unit = statement.quantity.unit
    converted = numerals.convert(found, unit) if found.unit else found
    if converted is not None:
        yield converted
    elif statement.place is Place.TABLE and found.unit in _units(statement.indicator):
        yield found  # a count row keeps the number of a cell that names another count
    if not found.unit and unit == "万元":
        quote = evidence.folded[statement.span.start : statement.span.end]
        if _YUAN.search(_NOTE.sub("", quote)):  # the row counts in 元
            yield from _as_yuan(found)


def _units(indicator: str) -> tuple[str, ...]:
    return schemas.indicators()[indicator].units


def _as_yuan(found: Quantity) -> Iterator[Quantity]:
    if found.value is not None:
        converted = numerals.convert(Quantity(found.value, "元"), "万元")
        if converted is not None:
            yield converted


def _same_number(found: Quantity, claimed: Quantity) -> bool:
    if claimed.value is None:
        return found.value is None and (found.low, found.high) == (claimed.low, claimed.high)
    return found.value == claimed.value


def _numbers_touching(span: Span, numbers: tuple[Number, ...]) -> Iterator[Number]:
    first = bisect_left(numbers, span.start, key=lambda number: number.span.end)
    for number in numbers[first:]:
        if number.span.start >= span.end:
            return
        if number.span.overlaps(span):
            yield number


def _numbers_within(statement: Statement, evidence: Evidence) -> Iterator[Number]:
    """The numbers of the quote; in a table's row, those of the label's note (计1条) are none."""
    span = statement.span
    row = evidence.folded[span.start : span.end] if statement.place is Place.TABLE else ""
    notes = [Span(span.start + m.start(), span.start + m.end()) for m in _NOTE.finditer(row)]
    for number in _numbers_touching(span, evidence.numbers):
        if span.contains(number.digits) and not any(n.contains(number.digits) for n in notes):
            yield number


def _is_within(number: Span, quote: Span) -> bool:
    return quote.contains(number) and number.start < number.end


def _value(statement: Statement) -> str:
    quantity = statement.quantity
    if quantity is None or quantity.value is None:
        return "the value claimed"
    return f"{quantity.value:f} {quantity.unit}".strip()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
