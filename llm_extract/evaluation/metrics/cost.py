"""What a document costs: calls, tokens, money, seconds. Unknown counts are left out, never 0."""

from collections.abc import Callable, Iterator, Sequence

from llm_extract.evaluation.figures import Figure, tally
from llm_extract.evaluation.outcomes import Judged
from llm_extract.schemas.result import RunPart

_PARTS: dict[str, Callable[[RunPart], float | None]] = {
    "calls": lambda run: run.calls,
    "cached": lambda run: run.cached,
    "input_tokens": lambda run: run.input_tokens,
    "output_tokens": lambda run: run.output_tokens,
    "money": lambda run: None if run.cost is None else float(run.cost),
    "seconds": lambda run: run.seconds,
}


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    for name, part in _PARTS.items():
        known = [(j.document, part(j.run)) for j in judged if j.run is not None]
        yield tally(f"cost.{name}", [(name_, v, 1) for name_, v in known if v is not None])
