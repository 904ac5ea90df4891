"""`python -m bench.models`: our own processor time for a question to a model, SDK and wire apart.

Composing the request, reading the answer, finding each quote and its number; answers are recorded
once, from labels, and given back at once.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from llm_extract import pipeline, readers
from llm_extract.evaluation import labels
from llm_extract.offering import Question
from llm_extract.records import Ask, Prepared, Reply, Request

ROOT = Path(__file__).parent.parent
AIM = 1.0  # milliseconds of processor time a question
ROUNDS = 5

Heard = tuple[Prepared, tuple[Question, ...]]


def main() -> None:
    """Print milliseconds a question: the best of the rounds over all labelled reports."""
    sys.path.insert(0, str(ROOT / "tests"))  # where models that know the labels live
    from _testimony import model, perfect  # type: ignore[import-not-found]

    fixtures = labels.load(ROOT / "fixtures")
    prepared = [pipeline.prepare(readers.read_path(f.source)) for f in fixtures]
    heard = [(each, pipeline.questions(each, "full")) for each in prepared]
    asks = [
        _recorded(model(perfect(fixture)), each)
        for fixture, each in zip(fixtures, heard, strict=True)
    ]
    number = sum(len(put) for _, put in heard)
    best = min(_spent(heard, asks) for _ in range(ROUNDS))
    print(
        f"{number} questions: {1000 * best / number:.2f} ms of processor time a question, "
        f"request to located statements (aim: below {AIM} with the bare call)"
    )


def _recorded(ask: Ask, heard: Heard) -> Ask:
    """The model's answers, so that only our own time is measured."""
    answers: dict[str, Reply] = {}

    async def remember(request: Request) -> Reply:
        answers[request.user] = await ask(request)
        return answers[request.user]

    asyncio.run(pipeline.hear(heard[0], {"model": remember}, heard[1]))

    async def again(request: Request) -> Reply:
        return answers[request.user]

    return again


def _spent(heard: Sequence[Heard], asks: Sequence[Ask]) -> float:
    async def all_of_them() -> None:
        for (prepared, put), ask in zip(heard, asks, strict=True):
            await pipeline.hear(prepared, {"model": ask}, put)

    begun = process_time()
    asyncio.run(all_of_them())
    return process_time() - begun


if __name__ == "__main__":
    main()
