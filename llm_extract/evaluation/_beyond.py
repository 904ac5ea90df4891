"""What is held against the labels beyond values: places, contradictions, traps, metadata."""

from collections.abc import Iterator

from llm_extract import script
from llm_extract.evaluation._gold import Key, Said
from llm_extract.evaluation.labels import Labels, Meta
from llm_extract.evaluation.outcomes import Contradiction, Places
from llm_extract.evaluation.proofreading import UNSCORED, numbers_in, operands
from llm_extract.records import Severity, Span, Verdict
from llm_extract.schemas.result import ReportPart, Result, StatementPart

_MONEY = {"元", "万元"}

Made = tuple[str, StatementPart]  # an indicator and a statement filed under it


def places(answers: Key, result: Result) -> Places:
    """Each labelled place against each statement, whichever of them gave the value."""
    made = _made(result)
    required = [said for said in answers.said if not said.seen.optional]
    found = sum(any(_is_at(said, each) for each in made) for said in required)
    extra = sum(not any(_is_at(said, each) for said in answers.said) for each in made)
    return Places(len(required), found, len(made), extra)


def contradictions(labels: Labels, result: Result) -> Iterator[Contradiction]:
    """Every declared conflict and failed sum, detected if a warning or a verdict tells of it."""
    disputed = {v.indicator for v in result.values if v.verdict is Verdict.DISPUTED}
    told = [set(f.indicators) for f in result.findings if f.severity is not Severity.INFO]
    for conflict in labels.conflict:
        named = set(conflict.indicators)
        seen = bool(named & disputed) or any(named & finding for finding in told)
        yield Contradiction("conflict", conflict.indicators, seen)
    for entry in labels.identity_failed:
        parts = operands(entry.identity, entry.where)
        seen = any(len(parts & finding) > 1 for finding in told)
        yield Contradiction("identity", tuple(sorted(parts)), seen)


def false_alarms(labels: Labels, result: Result) -> int:
    """Disputed values of indicators that no label calls contradictory."""
    declared = {name for conflict in labels.conflict for name in conflict.indicators}
    for entry in labels.identity_failed:
        declared |= operands(entry.identity, entry.where)
    disputed = [v.indicator for v in result.values if v.verdict is Verdict.DISPUTED]
    return sum(name not in declared for name in disputed)


def taken(labels: Labels, answers: Key, result: Result) -> int:
    """Traps whose number some statement gives to the indicator it must not be."""
    made = _made(result)
    honest = [each for each in made if any(_is_at(said, each) for said in answers.said)]
    fell = 0
    for trap in labels.trap:
        spans = answers.text.spans(trap.quote)
        numbers = numbers_in(trap.quote, money=True)
        fell += any(
            name == trap.must_not_be
            and (name, part) not in honest
            and part.value in numbers
            and any(span.overlaps(Span(part.start, part.end)) for span in spans)
            for name, part in made
        )
    return fell


def described(meta: Meta, report: ReportPart) -> Iterator[tuple[str, bool]]:
    """Year, agency and period, where the labels have them."""
    if meta.year:
        yield "year", report.year == meta.year
    if meta.agency:
        yield "agency", script.fold(report.agency or "") == script.fold(meta.agency)
    if meta.period:
        yield "period", (report.period_start, report.period_end) == meta.period


def _made(result: Result) -> list[Made]:
    return [(v.indicator, s) for v in result.values for s in v.statements if _scored(v.indicator)]


def _scored(indicator: str) -> bool:
    return indicator not in UNSCORED


def _is_at(said: Said, made: Made) -> bool:
    """The statement says what the label says, where the label says it."""
    name, part = made
    seen = said.seen
    return (
        (name == seen.indicator or name in seen.accept_indicator)
        and said.admits(part.value, part.unit)
        and said.overlaps(Span(part.start, part.end))
    )
