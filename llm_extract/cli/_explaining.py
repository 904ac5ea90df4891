"""`--explain INDICATOR`: the evidence for one value like a short court record."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from llm_extract.cli._catalogue import known_or_error
from llm_extract.cli._output import opened
from llm_extract.records import Finding, Report, Statement, Value
from llm_extract.schemas import indicators

_SHOWN = 80  # characters of a quote


def explain(reports: Iterable[Report], indicator: str, output: Path | None) -> None:
    """Write the record of one indicator for each report: who said what, where, what checks said.

    ConfigError if there is no such indicator.
    """
    known_or_error(indicator, what="--explain: ")
    with opened(output) as out:
        for place, report in enumerate(reports):
            out.write("\n" * bool(place) + "\n".join(recorded(report, indicator)) + "\n")


def recorded(report: Report, indicator: str) -> Iterator[str]:
    """The record line by line: verdict, statements, findings, and what was withheld."""
    value = next((each for each in report.values if each.indicator == indicator), None)
    about = [finding for finding in report.findings if indicator in finding.indicators]
    label = indicators()[indicator].label
    yield f"{report.document.source}: {indicator} ({label}): {_verdict(value)}"
    for statement in value.statements if value else ():
        yield f"  {statement.witness} says {_said(statement)}"
        yield f"    {_where(statement)}: “{_short(statement.quote)}”"
    yield from (f"  {_spoken(finding)}" for finding in about)
    if not about:
        yield "  no check has anything to say of it"


def _verdict(value: Value | None) -> str:
    if value is None:
        return "no value"
    return f"{_said(value.statements[0])}, {value.verdict}"


def _said(statement: Statement) -> str:
    """ "36 件", "none", "blank": what is claimed, with how it is qualified."""
    quantity = statement.quantity
    if quantity is None:
        return statement.state.replace("_", " ")
    value = (
        f"{quantity.low} to {quantity.high}" if quantity.value is None else f"{quantity.value:f}"
    )
    qualified = "" if quantity.approximation == "exact" else f"{quantity.approximation} "
    negated = "" if statement.state == "reported" else f" ({statement.state.replace('_', ' ')})"
    return f"{qualified.replace('_', ' ')}{value} {quantity.unit}{negated}"


def _where(statement: Statement) -> str:
    span = statement.span
    section = statement.section or "the beginning"
    return f"{statement.place}, {section}, {span.start}–{span.end}"


def _spoken(finding: Finding) -> str:
    bearing = f" → {finding.bearing}" if finding.bearing else ""
    return f"{finding.id} {finding.check} ({finding.severity}): {finding.message}{bearing}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
