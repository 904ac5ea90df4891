"""The one way a report takes. Only this file knows the order."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING

from llm_extract import (
    __version__,
    asking,
    checks,
    chunking,
    manifest,
    merging,
    metadata,
    numerals,
    offering,
    scanning,
    schemas,
    script,
    splitting,
)
from llm_extract.offering import Question
from llm_extract.records import (
    Ask,
    Document,
    Evidence,
    Finding,
    Metadata,
    Number,
    NumberKind,
    Prepared,
    Report,
    Run,
    Scan,
    Section,
    Span,
    Statement,
    Testimony,
    Value,
)

if TYPE_CHECKING:
    from llm_extract.schemas.result import Result

_QUESTION = 6000  # characters asked about at once
_COUNTED = {NumberKind.QUANTITY, NumberKind.RATIO}


def extract(document: Document) -> Report:
    """Read one document with the scanner alone: no model, no network."""
    return conclude(prepare(document))


def prepare(document: Document) -> Prepared:
    """Fold, split, find the numbers, describe and scan."""
    begun = perf_counter()
    folded = script.unwrap(document.text)
    sections = splitting.split(document, folded)
    numbers = _numbers(folded)
    described = metadata.describe(document, folded, sections)
    if schemas.own() is not None:
        described = metadata.of_any_report(described, folded)
    scan = _scan(document, folded, sections, numbers, described)
    seconds = perf_counter() - begun
    return Prepared(document, folded, sections, numbers, described, scan, seconds)


def _numbers(folded: str) -> tuple[Number, ...]:
    """The house's reports are Chinese; one's own may be written in English too."""
    if schemas.own() is None:
        return numerals.find(folded)
    from llm_extract.numerals import western

    return western.find(folded)


def _scan(
    document: Document,
    folded: str,
    sections: tuple[Section, ...],
    numbers: tuple[Number, ...],
    described: Metadata,
) -> Scan:
    """What the rules read: by the house's cues, or by the names of a schema of one's own."""
    read = scanning.scan if schemas.own() is None else scanning.scan_own
    return read(document, folded, sections, numbers, described)


def questions(prepared: Prepared, strategy: str) -> tuple[Question, ...]:
    """What models are asked about the document.

    `full` asks everything, `gaps` only where the scanner is silent, unsure or contradicted.
    """
    chunks = chunking.chunk(
        prepared.document, prepared.folded, prepared.sections, prepared.numbers, _QUESTION
    )
    if strategy == "full":
        return offering.questions(chunks, prepared.scan)
    return offering.open_questions(chunks, prepared, conclude(prepared), _QUESTION)


async def hear(
    prepared: Prepared, witnesses: Mapping[str, Ask], put: Sequence[Question]
) -> Testimony:
    """Put the questions to every witness; none sees what another says."""
    return await asking.hear(prepared, witnesses, put)


def conclude(prepared: Prepared, heard: Testimony | None = None, run: Run | None = None) -> Report:
    """Bring the witnesses together in the checks."""
    begun = perf_counter()
    said = (*prepared.scan.statements, *(heard.statements if heard else ()))
    listener = scanning.Listener(
        prepared.document,
        prepared.folded,
        prepared.sections,
        prepared.numbers,
        prepared.metadata,
    )
    evidence = Evidence(
        prepared.document,
        prepared.folded,
        prepared.sections,
        prepared.numbers,
        prepared.metadata,
        _in_order(said),
        prepared.scan.refusals,
        heard.notes if heard else (),
        listener,
        listener.denied,
    )
    values, findings = checks.examine(evidence)
    ran = run or Run(version=__version__)
    spent = ran.seconds or prepared.seconds
    ran = replace(ran, seconds=spent + perf_counter() - begun)
    return _report(evidence, prepared.scan.forms, values, findings, ran)


def recheck(result: "Result", document: Document) -> Report:
    """Every check once more on what a stored result claims of its document; no model is asked.

    What is said to be the scanner's is so only if the rules read it again, and what they leave out
    is left out again. The metadata and the run are those stored.
    """
    from llm_extract import restoring, reviewed  # its pydantic models cost an extraction time

    document = replace(document, losses=())  # the stored findings tell of them
    folded = script.unwrap(document.text)
    numbers = _numbers(folded)
    sections = splitting.split(document, folded)
    described = restoring.described(result)
    # Where only the text is there, not the grids of its tables, the rules read their rows in it.
    scan = _scan(document, folded, sections, numbers, described)
    claims = restoring.owned(restoring.restore(result, folded, numbers), scan.statements)
    listen = scanning.Listener(document, folded, sections, numbers, described)
    evidence = Evidence(
        document,
        folded,
        sections,
        numbers,
        described,
        _in_order(claims),
        scan.refusals,
        listen=listen,
        deny=listen.denied,
    )
    values, findings = checks.examine(evidence)
    more = chain(restoring.torn(result), restoring.shown(result))
    told = (replace(f, id=f"F{n}") for n, f in enumerate(more, start=len(findings) + 1))
    forms = result.document.forms
    report = _report(evidence, forms, values, (*findings, *told), restoring.ran(result))
    report = reviewed.kept(report, result.corrections) if result.corrections else report
    return report if result.manifest is None else manifest.annotated(report, result.manifest)


def _in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(chain.from_iterable(merging.merge(statements).values()))


def _report(
    evidence: Evidence,
    forms: tuple[str, ...],
    values: tuple[Value, ...],
    findings: tuple[Finding, ...],
    run: Run,
) -> Report:
    counted = tuple(number for number in evidence.numbers if number.kind in _COUNTED)
    left = unclaimed(counted, values)
    return Report(
        document=evidence.document,
        script=script.detect(evidence.document.text),
        forms=forms,
        metadata=evidence.metadata,
        values=values,
        findings=findings,
        numbers=counted,
        unclaimed=left,
        subjects=tuple(_subjects(evidence, left)),
        run=run,
    )


def _subjects(evidence: Evidence, wanted: Iterable[Number]) -> Iterator[str]:
    """What the text says each number counts."""
    ends = [number.span.end for number in evidence.numbers]
    for number in wanted:
        at = bisect_right(ends, number.span.start)
        before = ends[at - 1] if at else 0
        yield scanning.subject(evidence.document.text, evidence.folded, number, before)


def unclaimed(numbers: Iterable[Number], values: Iterable[Value]) -> tuple[Number, ...]:
    """The numbers that no statement of any value stands on."""
    taken = (s.number for v in values for s in v.statements if s.number is not None)
    claimed = sorted({(span.start, span.end) for span in taken})
    starts, ends = [start for start, _ in claimed], [end for _, end in claimed]
    return tuple(number for number in numbers if not _is_claimed(number.span, starts, ends))


def _is_claimed(span: Span, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Claims do not nest, so the first that ends behind the number's start decides."""
    at = bisect_right(ends, span.start)
    return at < len(ends) and starts[at] < span.end
