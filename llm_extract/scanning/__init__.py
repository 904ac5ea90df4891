"""The scanner: a witness without any model. It reads cells, numbers and words of negation."""

from llm_extract import schemas
from llm_extract.outline import Outline
from llm_extract.records import Document, Metadata, Number, Scan, Section, Span
from llm_extract.scanning import _withheld, derived, narrative, negation, tables
from llm_extract.scanning._flat import sentences
from llm_extract.scanning._reading import Reading
from llm_extract.scanning._wording import subject
from llm_extract.scanning.subjects import Listener

__all__ = ["Listener", "scan", "scan_own", "subject"]

_HEAD = 600  # characters in which a title can be expected, at the least


def scan(
    document: Document,
    folded: str,
    sections: tuple[Section, ...],
    numbers: tuple[Number, ...],
    metadata: Metadata,
) -> Scan:
    """Everything the scanner reads, tables first; what is table is not read as prose again."""
    seen = tables.scan(document, folded, sections)
    outline = Outline(sections)
    furniture = Span(0, _head(document, metadata))
    skipped = (furniture, *seen.regions)
    tabled = frozenset(statement.indicator for statement in seen.statements)
    prose = tuple(sentences(folded, numbers, skipped))
    reading = Reading(document, folded, outline, numbers, metadata.year, prose, tabled)
    zeros = tuple(negation.scan(reading))
    found, refusals = narrative.scan(reading)
    claims, withheld = _withheld.part(found, zeros)
    statements = (
        *seen.statements,
        *(claim.statement for claim in claims),
        *derived.scan(reading, claims),
        *zeros,
    )
    return Scan(
        tuple(sorted(statements, key=lambda said: (said.span.start, said.span.end))),
        (*seen.refusals, *refusals, *withheld),
        seen.forms,
        seen.regions,
    )


def scan_own(
    document: Document,
    folded: str,
    sections: tuple[Section, ...],
    numbers: tuple[Number, ...],
    metadata: Metadata,
) -> Scan:
    """The same for a schema of the user's own, of which only labels and units are known."""
    from llm_extract.naming import Page  # which the house does without
    from llm_extract.scanning import own

    catalogue = schemas.own()
    if catalogue is None:
        return Scan(())
    return own.scan(document, Page(folded, numbers, metadata.year, catalogue), sections)


def _head(document: Document, metadata: Metadata) -> int:
    """How far the page's own menus reach: up to the title, where it is printed near the top."""
    if not metadata.title:
        return 0
    size = len(document.text)
    reach = min(max(_HEAD, size // 4), size // 2)  # a short report may print its title again below
    first = document.text.find(metadata.title, 0, _HEAD)
    return max(document.text.rfind(metadata.title, 0, reach), first, 0)
