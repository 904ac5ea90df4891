"""The one way a report takes. Only this file knows the order."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import chain
from time import perf_counter

from llm_extract import (
    __version__,
    checks,
    merging,
    metadata,
    numerals,
    scanning,
    script,
    splitting,
)
from llm_extract.records import Document, Evidence, Number, NumberKind, Report, Run, Span, Value

_COUNTED = {NumberKind.QUANTITY, NumberKind.RATIO}


def extract(document: Document) -> Report:
    """Read one document with the scanner alone: no model, no network."""
    begun = perf_counter()
    folded = script.fold(document.text)
    sections = splitting.split(document, folded)
    numbers = numerals.find(folded)
    described = metadata.describe(document, folded, sections)
    scan = scanning.scan(document, folded, sections, numbers, described)
    statements = tuple(chain.from_iterable(merging.merge(scan.statements).values()))
    evidence = Evidence(document, folded, sections, numbers, described, statements, scan.refusals)
    values, findings = checks.examine(evidence)
    counted = tuple(number for number in numbers if number.kind in _COUNTED)
    return Report(
        document,
        script.detect(document.text),
        scan.forms,
        described,
        values,
        findings,
        counted,
        unclaimed(counted, values),
        Run(version=__version__, seconds=perf_counter() - begun),
    )


def unclaimed(numbers: Iterable[Number], values: Iterable[Value]) -> tuple[Number, ...]:
    """The numbers that no statement of any value stands on."""
    claimed = sorted({s.number for v in values for s in v.statements if s.number is not None})
    return tuple(number for number in numbers if not _is_claimed(number.span, claimed))


def _is_claimed(span: Span, claimed: list[Span]) -> bool:
    """Claims do not nest, so the first that ends behind the number's start decides."""
    at = bisect_left(claimed, span.start + 1, key=lambda claim: claim.end)
    return at < len(claimed) and claimed[at].overlaps(span)
