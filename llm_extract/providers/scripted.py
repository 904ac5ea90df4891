"""Answers from a script: the provider that tests and demonstrations speak to."""

from collections.abc import Callable, Iterable

from llm_extract.config import ProviderSettings
from llm_extract.errors import AnswerError
from llm_extract.records import Ask, Reply, Request

MODES = ("json_schema", "tools", "json", "md_json")
Line = str | Reply | Exception


def connect(settings: ProviderSettings) -> Ask:
    """Says the texts of the setting `parameters.answers` in their order; without it, nothing new.

    An empty list of statements is the answer of a model that finds nothing.
    """
    answers = settings.parameters.get("answers")
    return answering((lambda _: '{"statements": []}') if answers is None else answers)


def answering(script: Iterable[Line] | Callable[[Request], Line]) -> Ask:
    """Answers from a list, in order, or from a function; an exception in their place is raised."""
    lines = None if callable(script) else iter(script)

    async def answer(request: Request) -> Reply:
        line = next(lines, None) if lines is not None else script(request)  # type: ignore[operator]
        if line is None:
            raise AnswerError("scripted: the script has no more answers; write one for each call")
        if isinstance(line, Exception):
            raise line
        return line if isinstance(line, Reply) else Reply(line, "scripted")

    return answer
