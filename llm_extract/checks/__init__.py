"""Where the witnesses meet: every check is asked, and each value gets its verdict."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from llm_extract import plugins, schemas
from llm_extract.checks._years import compare
from llm_extract.records import Evidence, Finding, Severity, Statement, Value, Verdict

__all__ = ["compare", "examine"]

Check = Callable[[Evidence], Iterator[Finding]]

_FIRST = "grounding"  # what it refutes, no other check gets to see
_HOUSE, _OWN = "house", "own"  # whose indicators a check knows; "any" knows none by name
_GRAVITY = {severity: place for place, severity in enumerate(Severity)}


def examine(evidence: Evidence) -> tuple[tuple[Value, ...], tuple[Finding, ...]]:
    """Values in catalogue order with their verdicts, and all findings, the gravest first.

    The statements on one indicator come in the order in which they speak (`merging.merge`).
    """
    refuted = tuple(_check(_FIRST)(evidence))
    withheld = {f.statement for f in refuted if f.bearing is Verdict.UNSUPPORTED}
    kept = tuple(s for s in evidence.statements if not withheld or s not in withheld)
    rest = replace(evidence, statements=kept)
    found = [f for name in _others() for f in _check(name)(rest)]
    findings = _numbered([*refuted, *found])
    return tuple(_values(kept, findings)), findings


def _others() -> Iterator[str]:
    """The checks that know something of the schema in force, each in its `SCHEMA`."""
    unwanted = _OWN if schemas.own() is None else _HOUSE
    for name in plugins.names(__name__):
        if name != _FIRST and getattr(plugins.load(__name__, name), "SCHEMA", _HOUSE) != unwanted:
            yield name


def _check(name: str) -> Check:
    return cast(Check, plugins.load(__name__, name).check)


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    ordered = sorted(findings, key=lambda finding: _GRAVITY[finding.severity])
    return tuple(replace(finding, id=f"F{n}") for n, finding in enumerate(ordered, start=1))


def _values(statements: Iterable[Statement], findings: Iterable[Finding]) -> Iterator[Value]:
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.indicator, []).append(statement)
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        for name in finding.indicators:
            about.setdefault(name, []).append(finding)
    for name, indicator in schemas.indicators().items():
        if name in said:
            spoken, concerned = tuple(said[name]), about.get(name, [])
            verdict = _verdict(spoken[0], concerned)
            ids = tuple(finding.id for finding in concerned)
            yield Value(name, indicator.label, _unit(spoken[0], indicator), verdict, spoken, ids)


def _unit(chosen: Statement, indicator: schemas.Indicator) -> str:
    """The unit of the number given: the indicator's, or a written one that is of another kind."""
    if chosen.quantity and (chosen.quantity.unit or indicator.as_written):
        return chosen.quantity.unit
    return indicator.unit


def _verdict(chosen: Statement, findings: Sequence[Finding]) -> Verdict:
    """The worst finding wins; a cell without a number has nothing that could be confirmed."""
    if not findings:
        return Verdict.SUPPORTED
    bearings = {finding.bearing for finding in findings}
    if Verdict.DISPUTED in bearings:
        return Verdict.DISPUTED
    if Verdict.CONFIRMED in bearings and chosen.quantity is not None:
        return Verdict.CONFIRMED
    return Verdict.SUPPORTED
