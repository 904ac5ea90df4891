"""How much is sent for each character of a report, and how many tokens equal accuracy costs."""

import json
from collections.abc import Iterable
from typing import Any

from bench import prompts as ours
from bench.peers.page import Row, Section
from bench.peers.server import Field
from bench.peers.workers import LANGEXTRACT, ROOT, SDK, US, Workers
from llm_extract import pipeline, prompting, readers
from llm_extract.records import Prepared, Request
from llm_extract.schemas import indicators

_FOLDERS = {
    "labelled reports": ROOT / "fixtures",
    "real reports": ROOT.parent / "shared" / "documents",
}
_EXAMPLE = "例\n"
_SUFFIXES = (".txt", ".html")


def measure(workers: Workers, server: Field) -> Section:
    """Characters of prompt for one of report, by kind of report and by strategy."""
    rows: list[Row] = []
    for name, folder in _FOLDERS.items():
        paths = sorted(path for path in folder.glob("**/*") if path.suffix in _SUFFIXES)
        house = (path for path in paths if "own_schema" not in path.parts)
        prepared = [pipeline.prepare(readers.read_path(path)) for path in house]
        for kind, form in (("with a form", True), ("without one", False)):
            if some := _of(prepared, form):
                rows.extend(_rows(workers, server, f"{name} {kind} ({len(some)})", some))
    words = (
        "Characters of the messages, the report's own among them, over characters of the report; "
        "as large chunks for langextract as for this program, the same instructions and examples, "
        "and of the indicators only those of the forms that the report has, as somebody would "
        "choose them by hand; a folder of all years needs those of every form, as the notes tell. "
        "The bare loop sends the whole report in one request. langextract has no way to ask only "
        "about gaps."
    )
    return Section("Prompt characters for each character of a report", words, tuple(rows))


def _of(prepared: Iterable[Prepared], form: bool) -> list[Prepared]:
    return [each for each in prepared if bool(each.scan.forms) is form]


def _rows(workers: Workers, server: Field, kind: str, prepared: list[Prepared]) -> list[Row]:
    size = sum(len(each.document.text) for each in prepared)
    sent = {
        strategy: [request for each in prepared for request in ours.requests(each, strategy)]
        for strategy in ("full", "gaps")
    }
    theirs = sum(_langextract(workers, server, each, told(each)) for each in prepared) / size
    every = told_of(tuple(indicators()))
    any_year = sum(_langextract(workers, server, each, every) for each in prepared) / size
    bare = sum(len(whole(each)["system"]) + len(whole(each)["user"]) for each in prepared) / size
    rows = [
        Row(
            f"{kind}: `{strategy}`",
            "",
            {US: _words(sent[strategy]) / size, LANGEXTRACT: theirs, SDK: bare},
            aim=0.5 if strategy == "gaps" and "with a form" in kind else 1.0,
            note=f"langextract told of every form: {any_year:.2f}" if strategy == "full" else "",
        )
        for strategy in sent
    ]
    schema = sum(len(str(request.schema)) for request in sent["full"]) / size
    return [*rows, Row(f"{kind}: answer's schema beside it, `full`", "", {US: schema})]


def _words(sent: Iterable[Request]) -> int:
    return sum(len(request.system) + len(request.user) for request in sent)


def offered(prepared: Prepared) -> tuple[str, ...]:
    """Every indicator that is asked of the report somewhere."""
    asked = pipeline.questions(prepared, "full")
    return tuple(dict.fromkeys(name for question in asked for name in question.offered))


def whole(prepared: Prepared) -> dict[str, str]:
    """The one request of the bare loop: the whole report, all its indicators."""
    request = prompting.compose(prepared.document.text, offered(prepared))
    return {"system": request.system, "user": request.user}


def told(prepared: Prepared) -> dict[str, Any]:
    """What langextract is told of one report: of the indicators only those that it may have."""
    return told_of(offered(prepared))


def told_of(names: tuple[str, ...]) -> dict[str, Any]:
    """What langextract is told: our instructions but the answer's shape, examples, indicators."""
    parts = prompting.compose("", names).system.split("\n\n")
    shown = [part for part in parts if part.startswith(_EXAMPLE)]
    words = "\n".join(part for part in parts if part not in shown)
    lines = [line for line in words.split("\n") if not line.startswith("{")]
    return {"description": "\n".join(lines), "examples": [_example(part) for part in shown]}


def _example(part: str) -> dict[str, Any]:
    _, text, answer = part.split("\n", 2)
    return {"text": text, **json.loads(answer)}


def _langextract(
    workers: Workers, server: Field, prepared: Prepared, description: dict[str, Any]
) -> int:
    server.reset()
    answer = workers[LANGEXTRACT].ask(
        "run",
        url=server.url,
        in_flight=10,
        texts=[prepared.document.text],
        **description,
    )
    if "error" in answer or answer["code"]:
        raise RuntimeError(f"langextract: {answer.get('error') or answer['message']}")
    prompt: int = server.seen()["prompt"]
    return prompt
