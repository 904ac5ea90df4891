"""The scanner: a witness without any model. It reads cells, numbers and words of negation."""

from llm_extract.outline import Outline
from llm_extract.records import Document, Metadata, Number, Scan, Section
from llm_extract.scanning import derived, narrative, negation, tables
from llm_extract.scanning._reading import Reading

__all__ = ["scan"]


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
    reading = Reading(document, folded, outline, numbers, metadata.year, seen.regions)
    claims, refusals = narrative.scan(reading)
    statements = (
        *seen.statements,
        *(claim.statement for claim in claims),
        *derived.scan(reading, claims),
        *negation.scan(reading),
    )
    return Scan(
        tuple(sorted(statements, key=lambda statement: statement.span)),
        (*seen.refusals, *refusals),
        seen.forms,
    )
