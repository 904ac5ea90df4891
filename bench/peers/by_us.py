"""This program, its model path and its command line."""

import asyncio
import resource
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from bench.peers._loop import Json, serve


def run(task: Json) -> Json:
    """Put every text to the model and examine what it says; the rules have read it before."""
    from llm_extract import pipeline, readers

    begun = perf_counter()
    documents = [readers.read_path(Path(path)) for path in task.get("paths", ())]
    documents += [
        readers.read(text.encode(), f"{at}.txt") for at, text in enumerate(task.get("texts", ()))
    ]
    prepared = [pipeline.prepare(document) for document in documents]
    rules = perf_counter() - begun
    with TemporaryDirectory() as folder:
        return {**asyncio.run(_run(task, prepared, folder)), "rules": rules}


async def _run(task: Json, prepared: list[Any], folder: str) -> Json:
    from llm_extract import witnesses

    wall, cpu = perf_counter(), process_time()
    async with witnesses.opened(_settings(task, folder)) as court:
        examined = (court.examine(each, str(at)) for at, each in enumerate(prepared))
        reports = await asyncio.gather(*examined)
    wall, cpu = perf_counter() - wall, process_time() - cpu
    values = [value for report in reports for value in report.values]
    return {
        "wall": wall,
        "cpu": cpu,
        "values": [list(map(_shape, report.values)) for report in reports],
        "quotes": [s.quote for v in values for s in v.statements if s.witness == "model"],
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def _shape(value: Any) -> Json:
    first = value.statements[0]
    amount = first.quantity.value if first.quantity else None
    return {
        "indicator": value.indicator,
        "value": None if amount is None else str(amount),
        "unit": value.unit,
        "verdict": value.verdict.value,
    }


def _settings(task: Json, folder: str) -> Any:
    from llm_extract.config import ExtractSettings, ProviderSettings, Settings

    provider = ProviderSettings(
        name="loop",
        kind="openai",
        base_url=task["url"],
        model="ours",
        concurrency=task["in_flight"],
        requests_per_minute=1_000_000,
    )
    return Settings(
        provider="loop",
        extract=ExtractSettings(cache_dir=folder, strategy=task.get("strategy", "full")),
        providers={"loop": provider},
    )


def command(task: Json) -> Json:
    """`llm-extract` with arguments, in this process: exit code, messages, time and peak."""
    from llm_extract.cli import run as commands

    told = StringIO()
    wall, cpu = perf_counter(), process_time()
    with redirect_stderr(told):
        code = commands(task["arguments"])
    lines = [line for line in told.getvalue().splitlines() if line.strip()]
    return {
        "wall": perf_counter() - wall,
        "cpu": process_time() - cpu,
        "code": code,
        "message": lines[-1] if lines else "",
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def locate(task: Json) -> Json:
    """Where the quotes of an answer are found, each behind the one before if it can be."""
    from llm_extract import locating, script
    from llm_extract.records import Span

    places, begun = [], process_time()
    for case in task["cases"]:
        text = case["text"]
        locator = locating.Locator(text, script.fold(text))
        found: list[list[int] | None] = []
        reached = 0
        for quote in case["quotes"]:
            spans = locator.all(quote, Span(0, len(text)))
            chosen = min(spans, key=lambda s: (s.start < reached, s.start), default=None)
            reached = max(reached, chosen.start) if chosen else reached
            found.append([chosen.start, chosen.end] if chosen else None)
        places.append(found)
    return {"cpu": process_time() - begun, "places": places}


def prompts(task: Json) -> Json:
    """The prompts of the texts, for whoever sends them by hand."""
    from bench.prompts import requests
    from llm_extract import pipeline, readers

    documents = (readers.read(text.encode(), "a.txt") for text in task["texts"])
    asked = (each for d in documents for each in requests(pipeline.prepare(d), "full"))
    return {"prompts": [{"system": each.system, "user": each.user} for each in asked]}


if __name__ == "__main__":
    assert Path("bench").is_dir(), "run from the top of the repository"
    serve({"run": run, "command": command, "locate": locate, "prompts": prompts})
