"""Which claims of models the scanner does not back, and whether the words around name them."""

import re
from collections.abc import Iterator
from functools import cache

from llm_extract import schemas
from llm_extract.checks._compare import agree
from llm_extract.records import SCANNER, Evidence, Finding, Severity, Span, Statement, Verdict

_NOISE = re.compile(r"[\s|“”\"'《》]+")
_NOTE = re.compile(r"\([^()]*\)")
_TAIL = re.compile(r"(?:总数|次数|件数|人数|条数|数量|总量|数|情况|金额)$")
_HEAD = re.compile(
    r"^(?:其中)?(?:当年|本年度?|全年)?(?:新增|新收|开展|接受|举办|召开|发布|提供|收到)?"
)


def unbacked(evidence: Evidence) -> Iterator[Statement]:
    """The statements of models that no statement of the scanner on the same place agrees with."""
    if all(statement.witness == SCANNER for statement in evidence.statements):
        return  # the rules alone: the usual case, and a fast one
    scanned: dict[str, list[Statement]] = {}
    for statement in evidence.statements:
        if statement.witness == SCANNER:
            scanned.setdefault(statement.indicator, []).append(statement)
    for statement in evidence.statements:
        if statement.witness != SCANNER and not any(
            _backs(other, statement) for other in scanned.get(statement.indicator, ())
        ):
            yield statement


def _backs(scanned: Statement, claimed: Statement) -> bool:
    left, right = scanned.quantity, claimed.quantity
    same = agree(left, right) if left and right else left is right
    return same and (scanned.number or scanned.span).overlaps(claimed.number or claimed.span)


def doubted(check: str, claim: Statement, against: str) -> Finding:
    """What a check says of a claim that only a model makes and that something speaks against."""
    return Finding(
        check,
        Severity.WARNING,
        f"{claim.indicator}: {claim.witness} alone says so, and {against}",
        (claim.indicator,),
        left=claim.quantity.value if claim.quantity else None,
        right=claim.quote,
        spans=(claim.number or claim.span,),
        bearing=Verdict.DISPUTED,
        statement=claim,
    )


def names(indicator: str, words: str) -> bool:
    """Do the folded words, each number a `#`, say what the indicator counts?

    One of its cues' subjects, or most of its label or of another printed name.
    """
    squeezed = _NOISE.sub("", words)
    if any(pattern.search(squeezed) for pattern in _subjects(indicator)):
        return True
    return any(_covers(name, squeezed) for name in _names(indicator))


def akin(left: str, right: str) -> bool:
    """Is one a kind of the other, as reply.refused_privacy is of reply.refused?"""
    return left.startswith(f"{right}_") or right.startswith(f"{left}_")


@cache
def _subjects(indicator: str) -> tuple[re.Pattern[str], ...]:
    known = schemas.indicators()[indicator]
    patterns = [p for cue in known.cues for p in (cue.subject, cue.after) if p]
    return tuple(re.compile(pattern) for pattern in (*patterns, *filter(None, [known.none])))


@cache
def _names(indicator: str) -> tuple[str, ...]:
    known = schemas.indicators()[indicator]
    bare = (_NOTE.sub("", name) for name in (known.label, *known.aliases))
    return tuple(name for each in bare if (name := _TAIL.sub("", _HEAD.sub("", each))))


def _covers(name: str, words: str) -> bool:
    """Are three of four pairs of neighbouring characters of the name there?"""
    if len(name) < 3:
        return name in words
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return sum(pair in words for pair in pairs) * 4 >= len(pairs) * 3


def masked(evidence: Evidence, span: Span) -> str:
    """A stretch of the folded text with a `#` for each number."""
    return re.sub(r"\d[\d,.]*", "#", evidence.folded[span.start : span.end])
