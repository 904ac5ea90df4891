"""Where the witnesses meet: every check is asked, and each value gets its verdict."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from llm_extract import plugins, schemas
from llm_extract.checks._backing import is_read
from llm_extract.checks._years import compare
from llm_extract.records import Evidence, Finding, Severity, Statement, Value, Verdict

__all__ = ["compare", "examine"]

Check = Callable[[Evidence], Iterator[Finding]]

_LAST = 2  # of the stages in which checks speak: what one withholds, later ones never see
_HOUSE, _OWN = "house", "own"  # whose indicators a check knows; "any" knows none by name
_GRAVITY = {severity: place for place, severity in enumerate(Severity)}


def examine(evidence: Evidence) -> tuple[tuple[Value, ...], tuple[Finding, ...]]:
    """Values in catalogue order with their verdicts, and all findings, the gravest first.

    The statements on one indicator come in the order in which they speak (`merging.merge`).
    """
    found: list[Finding] = []
    for members in _stages(_OWN if schemas.own() is None else _HOUSE):
        here = [f for check in members for f in check(evidence)]
        evidence = _without(evidence, here)
        found += here
    findings = _numbered(found)
    return tuple(_values(evidence.statements, findings)), findings


def _without(evidence: Evidence, findings: Iterable[Finding]) -> Evidence:
    """The evidence without the statements that were withheld."""
    withheld = {f.statement for f in findings if f.bearing is Verdict.UNSUPPORTED}
    if not withheld:
        return evidence
    return replace(evidence, statements=tuple(s for s in evidence.statements if s not in withheld))


@cache
def _stages(unwanted: str) -> tuple[tuple[Check, ...], ...]:
    """The checks that know something of the schema in force, each in its `SCHEMA`, by `STAGE`.

    Grounding comes first, then what tries the claims that only a model makes.
    """
    members = [plugins.load(__name__, name) for name in plugins.names(__name__)]
    wanted = [m for m in members if getattr(m, "SCHEMA", _HOUSE) != unwanted]
    return tuple(
        tuple(cast(Check, m.check) for m in wanted if getattr(m, "STAGE", _LAST) == stage)
        for stage in range(_LAST + 1)
    )


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
            verdict = _verdict(spoken, concerned)
            ids = tuple(finding.id for finding in concerned)
            yield Value(name, indicator.label, _unit(spoken[0], indicator), verdict, spoken, ids)


def _unit(chosen: Statement, indicator: schemas.Indicator) -> str:
    """The unit of the number given: the indicator's, or a written one that is of another kind."""
    if chosen.quantity and (chosen.quantity.unit or indicator.as_written):
        return chosen.quantity.unit
    return indicator.unit


def _verdict(spoken: Sequence[Statement], findings: Sequence[Finding]) -> Verdict:
    """The worst finding wins; a cell without a number has nothing that could be confirmed.

    Nor is there a second source where only models speak: they may well err alike.
    """
    bearings = {finding.bearing for finding in findings}
    if Verdict.DISPUTED in bearings:
        return Verdict.DISPUTED
    if Verdict.CONFIRMED in bearings and is_read(spoken):
        return Verdict.CONFIRMED
    return Verdict.SUPPORTED
