"""Does the place that is given lie in a place that the labels quote? And is every place found?"""

from collections.abc import Iterator, Sequence

from llm_extract.evaluation.figures import Figure, counted, ratio
from llm_extract.evaluation.outcomes import Judged


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    yield counted(
        judged,
        "offsets.right",
        lambda o: bool(o.offsets_right),
        lambda o: o.offsets_right is not None,
    )
    yield ratio(
        "offsets.places_found", ((j.document, j.places.found, j.places.labelled) for j in judged)
    )
    yield ratio(
        "offsets.statements_labelled",
        ((j.document, j.places.made - j.places.extra, j.places.made) for j in judged),
    )
