"""What the tables of a document say, as every reader of tables hands it on."""

from dataclasses import dataclass

from llm_extract.records import Refusal, Span, Statement


@dataclass(frozen=True, slots=True)
class TableScan:
    """What the tables of a document say. `regions` are theirs alone: no prose stands there."""

    statements: tuple[Statement, ...] = ()
    forms: tuple[str, ...] = ()
    regions: tuple[Span, ...] = ()
    refusals: tuple[Refusal, ...] = ()
