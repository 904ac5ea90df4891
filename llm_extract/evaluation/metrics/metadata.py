"""Whose report, of which year and which period: how often is each right?"""

from collections.abc import Iterator, Sequence

from llm_extract.evaluation.figures import Figure, tally
from llm_extract.evaluation.outcomes import Judged


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    for field in ("year", "agency", "period"):
        told = [(j.document, dict(j.described).get(field)) for j in judged]
        yield tally(f"metadata.{field}", [(d, right, 1) for d, right in told if right is not None])
