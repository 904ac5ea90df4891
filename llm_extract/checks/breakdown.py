"""Do parts stated in the prose add up to their total: 610名,其中,市本级129人,县市区481人?"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from llm_extract.checks._compare import plain
from llm_extract.checks._figures import figures, owners, surface
from llm_extract.checks._parts import Breakdown, breakdowns
from llm_extract.records import Evidence, Finding, Severity, Span, Verdict

_MOSTLY = Decimal("0.9")  # parts that make up less than this are no full list, unless they say so


def check(evidence: Evidence) -> Iterator[Finding]:
    owned = owners(evidence)
    for breakdown in breakdowns(evidence.folded, figures(evidence)):
        if breakdown.total.value == sum(part.value for part in breakdown.parts):
            yield _holding(breakdown, evidence, owned)
        elif breakdown.is_tight:
            yield from _failing(breakdown, evidence, owned)
        yield from _partly_claimed(breakdown, evidence, owned)


def _holding(
    breakdown: Breakdown, evidence: Evidence, owned: Mapping[Span, tuple[str, ...]]
) -> Finding:
    exact = all(figure.is_exact for figure in breakdown.figures)
    names = _names(breakdown, owned)
    proof = exact and names and not breakdown.is_open
    return Finding(
        "breakdown",
        Severity.INFO,
        f"{_equation(breakdown, evidence)}: the parts add up",
        names,
        left=breakdown.total.value,
        right=breakdown.total.value,
        delta=Decimal(0),
        spans=_spans(breakdown),
        bearing=Verdict.CONFIRMED if proof else None,
    )


def _failing(
    breakdown: Breakdown, evidence: Evidence, owned: Mapping[Span, tuple[str, ...]]
) -> Iterator[Finding]:
    """Parts beyond the total contradict it, but for channels, which may share an item.

    Parts below it contradict it only where the list is full.
    """
    if breakdown.is_open or not all(figure.is_exact for figure in breakdown.figures):
        return
    total, parts = breakdown.total.value, sum((p.value for p in breakdown.parts), Decimal(0))
    full = breakdown.is_exhaustive or breakdown.has_rest
    severity = Severity.WARNING
    if (parts < total * _MOSTLY and not full) or (parts > total and breakdown.are_channels):
        severity = Severity.INFO
    elif breakdown.is_exhaustive:
        severity = Severity.ERROR
    yield Finding(
        "breakdown",
        severity,
        f"{_equation(breakdown, evidence)}: the parts make {plain(parts)},"
        f" {plain(abs(total - parts))} {'less' if parts < total else 'more'} than the total",
        _names(breakdown, owned),
        left=total,
        right=parts,
        delta=total - parts,
        spans=_spans(breakdown),
        bearing=Verdict.DISPUTED if severity is Severity.ERROR else None,
    )


def _partly_claimed(
    breakdown: Breakdown, evidence: Evidence, owned: Mapping[Span, tuple[str, ...]]
) -> Iterator[Finding]:
    """Some parts of a total are values, others nobody claims: told, so that none is forgotten."""
    left = [part for part in breakdown.parts if not owned.get(part.number.span)]
    if not left or len(left) == len(breakdown.parts):
        return
    told = ", ".join(f"“{surface(part, evidence)}”" for part in left)
    yield Finding(
        "breakdown",
        Severity.INFO,
        f"of the {len(breakdown.parts)} parts of “{surface(breakdown.total, evidence)}”"
        f" no value claims {told}",
        _names(breakdown, owned),
        left=Decimal(len(breakdown.parts) - len(left)),
        right=Decimal(len(breakdown.parts)),
        spans=tuple(part.number.span for part in left),
    )


def _names(breakdown: Breakdown, owned: Mapping[Span, tuple[str, ...]]) -> tuple[str, ...]:
    found = (name for f in breakdown.figures for name in owned.get(f.number.span, ()))
    return tuple(dict.fromkeys(found))


def _spans(breakdown: Breakdown) -> tuple[Span, ...]:
    return tuple(figure.number.span for figure in breakdown.figures)


def _equation(breakdown: Breakdown, evidence: Evidence) -> str:
    total, *parts = (surface(figure, evidence) for figure in breakdown.figures)
    return f"“{total}” = {' + '.join(parts)}"
