"""The loopback server of the bench, in a process of its own, and the wire to command it."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.peers import texts

ROOT = Path(__file__).parents[2]
WHOLE = frozenset({"", "prose", "fenced", "duplicate", "nousage", "babble", "slow"})  # answered

Json = dict[str, Any]
Say = Callable[[Json], list[texts.Statement]]  # what a model says to the body of a request


@dataclass(slots=True)
class Field:
    """The server as the bench sees it."""

    url: str
    _wire: Connection

    def reset(self, latency: float = 0.0, faults: list[str] | None = None) -> None:
        """Forget what came in; answer after so many seconds, with these faults in turn."""
        self._wire.send({"latency": latency, "faults": faults or []})
        self._wire.recv()

    def seen(self) -> Json:
        """Requests, characters of prompt, all tokens, and the reports that were answered."""
        self._wire.send(None)
        found: Json = self._wire.recv()
        return found


@contextmanager
def running(say: Say | None = None) -> Iterator[Field]:
    """The server for as long as the block lasts; `say` is what its model says of a prompt."""
    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, say or _of_report), daemon=True)
    process.start()
    try:
        yield Field(ours.recv(), ours)
    finally:
        ours.send("stop")
        process.join(10)
        process.kill()


def _of_report(body: Json) -> list[texts.Statement]:
    number = texts.number_in(body["messages"][-1]["content"])
    return [] if number is None else texts.statements(number)


class _Books:
    """What the server has seen since it was last reset."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.faults: list[str] = []
        self.reset([])

    def reset(self, faults: list[str]) -> None:
        self.waiting = iter(faults)
        self.drawn: list[str] = []
        self.reports: list[int | None] = []
        self.prompt = self.tokens = 0

    def __iter__(self) -> "_Books":
        return self

    def __next__(self) -> str:
        fault = next(self.waiting, "")
        self.drawn.append(fault.partition(":")[0])
        return fault

    def answer(self, body: Json) -> str:
        words = [message.get("content") or "" for message in body["messages"]]
        self.prompt += sum(map(len, words))
        form = (body.get("response_format") or {}).get("json_schema", "")
        self.tokens += texts.tokens(json.dumps(form, ensure_ascii=False) + "".join(words))
        self.reports.append(texts.number_in(words[-1].rpartition("\nQ: ")[2]))
        said = in_words_of(body["model"], self.say(body))
        self.tokens += texts.tokens(said)
        return said

    def told(self) -> Json:
        pairs = zip(self.drawn, self.reports, strict=False)
        answered = {n for fault, n in pairs if fault in WHOLE and n is not None}
        return {
            "requests": len(self.reports),
            "prompt": self.prompt,
            "tokens": self.tokens,
            "answered": sorted(answered),
        }


def in_words_of(model: str, said: list[texts.Statement]) -> str:
    """An answer in the shape that each client asks for."""
    if model != "langextract":
        return json.dumps({"statements": said}, ensure_ascii=False)
    found = [
        {
            each["indicator"]: each["quote"],
            f"{each['indicator']}_attributes": {
                name: each[name] for name in ("state", "number", "unit")
            },
        }
        for each in said
    ]
    return json.dumps({"extractions": found}, ensure_ascii=False)


def _run(wire: Connection, say: Say) -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    from loopback import serve  # type: ignore[import-not-found]

    books = _Books(say)
    with serve(answer=books.answer, faults=books) as served:
        wire.send(served.url)
        while (order := wire.recv()) != "stop":
            if order is None:
                wire.send(books.told())
                continue
            books.reset(order["faults"])
            served.requests.clear()
            served.latency = order["latency"]
            wire.send("ready")
