"""One planted error before the court: what became of it, and of the values that are right."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from llm_extract.evaluation.faults.case import WITNESS, Case
from llm_extract.evaluation.faults.planting import Planted
from llm_extract.records import Report, Span, State, Statement, Testimony, Value, Verdict

_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
TWINS = (WITNESS, f"{WITNESS}:twin")
_TRUSTED = frozenset({Verdict.CONFIRMED, Verdict.SUPPORTED})


class Fate(StrEnum):
    """What a planted error ends as; the first two are silent."""

    CONFIRMED = "confirmed"
    SUPPORTED = "supported"
    DISPUTED = "disputed"
    UNSUPPORTED = "unsupported"
    VOID = "void"  # the answer says nothing else than it would have without the error


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one error; `disturbed` of `right` values that it does not concern."""

    fate: Fate
    alone: bool  # the scanner says nothing of the indicator
    disturbed: int
    right: int


def tried(case: Case, planted: Planted, witnesses: Sequence[str] = (WITNESS,)) -> Outcome | None:
    """What becomes of an error; None where what was planted turns out to be right."""
    report, heard = case.heard(planted.told, witnesses)
    fate = _fate(case, planted, report, heard)
    if fate is None:
        return None
    name = planted.wrong.indicator
    alone = all(s.indicator != name for s in case.prepared.scan.statements)
    disturbed, right = _disturbed(case, report, name)
    return Outcome(fate, alone, disturbed, right)


def alike(case: Case, planted: Planted) -> Outcome | None:
    """What becomes of an error that two models make in the same words."""
    return tried(case, planted, TWINS)


def misstated(case: Case, planted: Planted) -> Outcome:
    """A right number in a wrong state or without its 近: silent where it is trusted as claimed."""
    report, heard = case.heard(planted.told)
    name = planted.wrong.indicator
    value = _value(report, name)
    known = set(case.baseline[1].statements)
    new = [s for s in heard.statements if s.indicator == name and s not in known]
    fate = Fate.VOID
    if new and (value is None or not any(_is_same(new[0], s) for s in value.statements)):
        fate = Fate.UNSUPPORTED
    elif new and value is not None and _is_same(new[0], value.statements[0]):
        fate = Fate(value.verdict.value)
    alone = all(s.indicator != name for s in case.prepared.scan.statements)
    return Outcome(fate, alone, *_disturbed(case, report, name))


def _is_same(claim: Statement, statement: Statement) -> bool:
    return (claim.state, claim.quantity) == (statement.state, statement.quantity)


def omitted(case: Case, planted: Planted) -> Outcome:
    """A statement left out: it must lift no verdict, and what is lost must be told as unclaimed."""
    report, _ = case.heard(planted.told)
    name = planted.wrong.indicator
    value, before = _value(report, name), _value(case.baseline[0], name)
    fate = Fate.VOID
    if value is not None and before is not None:
        risen = _ORDER[value.verdict] < _ORDER[before.verdict]
        fate = Fate(value.verdict.value) if risen else Fate.VOID
    elif value is None:
        figure = planted.wrong.figure
        listed = figure is None or any(n.span.overlaps(figure) for n in report.unclaimed)
        claimed = any(
            s.number is not None and figure is not None and s.number.overlaps(figure)
            for each in report.values
            for s in each.statements
        )
        fate = Fate.UNSUPPORTED if listed or claimed else Fate.SUPPORTED
    alone = all(s.indicator != name for s in case.prepared.scan.statements)
    return Outcome(fate, alone, *_disturbed(case, report, name))


def _fate(case: Case, planted: Planted, report: Report, heard: Testimony) -> Fate | None:
    name = planted.wrong.indicator
    known = set(case.baseline[1].statements)
    new = [s for s in heard.statements if s.indicator == name and s not in known]
    if not new:
        return Fate.VOID
    said = new[0]
    if planted.is_place:
        if any(span.overlaps(said.span) for span in _places(case, said)):
            return None
    elif _is_right(case, said):
        return None
    value = _value(report, name)
    if value is None or said not in value.statements:
        return Fate.UNSUPPORTED
    return Fate(value.verdict.value)


def _places(case: Case, said: Statement) -> list[Span]:
    gold = case.key.gold.get(said.indicator)
    return [span for each in gold.said for span in each.spans] if gold else []


def _is_right(case: Case, said: Statement) -> bool:
    """Does the statement, for all that was done to it, give a value that the labels admit?"""
    value = said.quantity.value if said.quantity else None
    unit = said.quantity.unit if said.quantity else ""
    if value is None and said.state is State.REPORTED:
        return False
    gold = case.key.gold.get(said.indicator)
    near = case.key.neighbours(said.indicator)
    return bool(gold and gold.right(value, unit)) or any(n.admits(value, unit) for n in near)


def _disturbed(case: Case, report: Report, planted: str) -> tuple[int, int]:
    """Of the values that are right and not concerned, how many have a worse verdict now."""
    after = {value.indicator: value.verdict for value in report.values}
    right = worse = 0
    for value in case.baseline[0].values:
        if value.indicator == planted or not is_right(case, value):
            continue
        right += 1
        now = after.get(value.indicator, Verdict.UNSUPPORTED)
        worse += _ORDER[now] > _ORDER[value.verdict]
    return worse, right


def is_right(case: Case, value: Value) -> bool:
    """Is the value one that the labels of its indicator admit?"""
    first = value.statements[0]
    number: Decimal | None = first.quantity.value if first.quantity else None
    gold = case.key.gold.get(value.indicator)
    return bool(gold and gold.right(number, first.quantity.unit if first.quantity else ""))


def alarms(case: Case) -> tuple[int, int]:
    """With nothing planted: right values in dispute where no contradiction is labelled, of all."""
    labelled = {n for each in case.fixture.labels.conflict for n in each.indicators}
    values = [v for v in case.baseline[0].values if is_right(case, v)]
    apart = [v for v in values if v.indicator not in labelled]
    known = {"identities"} if case.fixture.labels.identity_failed else set()
    return sum(bool(_disputing(case, v) - known) for v in apart), len(apart)


def _disputing(case: Case, value: Value) -> set[str]:
    """The checks that dispute a value with nothing planted."""
    found = (f for f in case.baseline[0].findings if f.id in value.findings)
    return {f.check for f in found if f.bearing is Verdict.DISPUTED}


def alone(case: Case) -> tuple[int, int]:
    """With nothing planted: right values that only the model gives and that are trusted, of all."""
    values = [v for v in case.baseline[0].values if is_right(case, v)]
    lone = [v for v in values if {s.witness for s in v.statements} == {WITNESS}]
    return sum(v.verdict in _TRUSTED for v in lone), len(lone)


def _value(report: Report, name: str) -> Value | None:
    return next((value for value in report.values if value.indicator == name), None)
