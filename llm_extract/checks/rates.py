"""Do printed percentages, growth rates and multiples follow from the numbers beside them?"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from llm_extract.checks._compare import plain
from llm_extract.checks._figures import Figure, figures, owners, surface
from llm_extract.checks._rates import Claim, claims
from llm_extract.records import Evidence, Finding, Severity, Span, Verdict

# A share of something cannot exceed 100 %; growth, yield and 完成率 (of a plan) can.
_SHARE = re.compile(
    r"(?:(?<![长增升收益成])率|满意度|占比|比例)(?:均|为|是|达|到|保持在|高|约|:|\s)*$"
)
_WINDOW = 24

Owned = Mapping[Span, tuple[str, ...]]


def check(evidence: Evidence) -> Iterator[Finding]:
    owned, read = owners(evidence), figures(evidence)
    for claim in claims(evidence.folded, read):
        if claim.holds or claim.is_tied:
            yield _recomputed(claim, evidence, owned)
    for figure in read:
        if figure.is_ratio and figure.value > 1 and _is_share(figure, evidence.folded):
            yield _beyond_all(figure, evidence, owned)


def _recomputed(claim: Claim, evidence: Evidence, owned: Owned) -> Finding:
    told = " and ".join(f"“{surface(figure, evidence)}”" for figure in claim.figures)
    verb = "follows from" if claim.holds else "does not follow from"
    gives = "" if claim.holds else f", which give {_written(claim)}"
    return Finding(
        "rates",
        Severity.INFO if claim.holds else Severity.WARNING,
        f"“{surface(claim.rate, evidence)}” {verb} {told}{gives}",
        _names((*claim.figures, claim.rate), owned),
        left=claim.printed,
        right=claim.expected,
        delta=Decimal(0) if claim.holds else claim.printed - claim.expected,
        spans=tuple(figure.number.span for figure in (*claim.figures, claim.rate)),
        bearing=None if claim.holds or not claim.is_explicit else Verdict.DISPUTED,
    )


def _written(claim: Claim) -> str:
    """What the figures give, in the notation of the rate: 29.03 % or 2.13."""
    if claim.step >= Decimal("0.1"):
        return plain(claim.expected)
    return f"{plain(claim.expected * 100)} %"


def _is_share(figure: Figure, folded: str) -> bool:
    start = figure.number.digits.start
    return bool(_SHARE.search(folded, max(start - _WINDOW, 0), start))


def _beyond_all(figure: Figure, evidence: Evidence, owned: Owned) -> Finding:
    return Finding(
        "rates",
        Severity.WARNING,
        f"“{surface(figure, evidence)}”: a share cannot exceed 100 %",
        owned.get(figure.number.span, ()),
        left=figure.value,
        right=Decimal(1),
        delta=figure.value - 1,
        spans=(figure.number.span,),
        bearing=Verdict.DISPUTED,
    )


def _names(read: tuple[Figure, ...], owned: Owned) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for f in read for name in owned.get(f.number.span, ())))
