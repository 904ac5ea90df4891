"""The Batch API on loopback: files of requests come in, files of answers go out.

A batch is over at its `looks`th look. `cut` names acts after which the connection breaks though
they were done: "files" or "batches", each once, or "DELETE" before it is; `hang` those that are
done and never answered.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]
Answered = Callable[[Json], tuple[int, Json]]

_OWN = {"content", "lines"}  # what is not told of a file or a batch
_PART = re.compile(rb'name="(\w+)"(?:; filename="([^"]*)")?.*?\r\n\r\n(.*?)\r\n--', re.DOTALL)


class Cut(Exception):
    """The act was done, and nobody hears of it."""


class Hang(Exception):
    """The act was done, and the answer never comes."""


@dataclass(slots=True)
class Batches:
    """What a service knows: files by their names, and batches."""

    looks: int = 1
    cut: list[str] = field(default_factory=list)
    hang: list[str] = field(default_factory=list)
    fails: str = ""  # the status in which every batch ends
    partly: int = 0  # requests of it that are answered all the same
    room: int = 10**9  # requests of all batches that are not over; one too many fails
    mangled: Callable[[list[str]], list[str]] = lambda lines: lines  # done to a file of answers
    deleted: list[str] = field(default_factory=list)  # names of files
    files: dict[str, Json] = field(default_factory=dict)
    made: int = 0  # files, also those that are deleted
    batches: dict[str, Json] = field(default_factory=dict)

    def respond(self, method: str, url: str, raw: bytes, answer: Answered) -> str | None:
        """The body of a response; None if the path is not of this API."""
        path, query = urlsplit(url).path.removeprefix("/v1/"), parse_qs(urlsplit(url).query)
        head, _, rest = path.partition("/")
        if head == "files":
            if method == "POST":
                return self._done("files", self._stored(raw))
            if method == "DELETE":
                return self._deleted(rest)
            if rest:
                return str(self.files[rest.removesuffix("/content")]["content"])
            return _listed(self.files, query)
        if head == "batches":
            if method == "POST":
                return self._done("batches", self._begun(json.loads(raw)))
            if rest:
                return _shown(self._looked(rest, answer)) if rest in self.batches else None
            return _listed(self.batches, query)
        return None

    def _deleted(self, id: str) -> str | None:
        if "DELETE" in self.cut:
            self.cut.remove("DELETE")
            raise Cut
        if id not in self.files:
            return None
        self.deleted.append(self.files.pop(id)["filename"])
        return json.dumps({"id": id, "object": "file", "deleted": True})

    def sent(self) -> list[Json]:
        """Every request of every input file that a batch was begun on."""
        return [line for each in self.batches.values() for line in each["lines"]]

    def _done(self, act: str, made: Json) -> str:
        if act in self.cut:
            self.cut.remove(act)
            raise Cut
        if act in self.hang:
            self.hang.remove(act)
            raise Hang
        return _shown(made)

    def _stored(self, raw: bytes) -> Json:
        fields = {name: (file, text) for name, file, text in _PART.findall(raw)}
        file, text = fields[b"file"]
        return self._file(file.decode(), text.decode("utf-8"))

    def _file(self, name: str, content: str) -> Json:
        self.made += 1
        id = f"file-{self.made}"
        about = {"object": "file", "purpose": "batch", "created_at": 0, "status": "processed"}
        size = {"bytes": len(content), "filename": name, "content": content}
        self.files[id] = {"id": id, **about, **size}
        return self.files[id]

    def _begun(self, told: Json) -> Json:
        id = f"batch_{len(self.batches)}"
        about = {"object": "batch", "created_at": 0, "status": "validating", "seen": 0}
        content = self.files[told["input_file_id"]]["content"]
        lines = [json.loads(line) for line in content.split("\n") if line]
        self.batches[id] = {"id": id, **about, **told, "lines": lines}
        if sum(len(each["lines"]) for each in self._running()) > self.room:
            fault = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached"}
            self.batches[id] |= {"status": "failed", "lines": [], "errors": {"data": [fault]}}
        return self.batches[id]

    def _running(self) -> list[Json]:
        return [b for b in self.batches.values() if b["status"] in ("validating", "in_progress")]

    def _looked(self, id: str, answer: Answered) -> Json:
        batch = self.batches[id]
        batch["seen"] += 1
        if batch["seen"] >= self.looks and batch["status"] in ("validating", "in_progress"):
            batch["status"] = self.fails or "completed"
            self._answer(batch, batch["lines"][: self.partly if self.fails else None], answer)
        elif batch["status"] == "validating":
            batch["status"] = "in_progress"
        return batch

    def _answer(self, batch: Json, requests: list[Json], answer: Answered) -> None:
        right, wrong = [], []
        for request in requests:
            status, body = answer(request["body"])
            response = {"status_code": status, "request_id": "r", "body": body}
            entry = {"id": "b", "custom_id": request["custom_id"], "response": response}
            text = json.dumps(entry | {"error": None}, ensure_ascii=False)
            (right if status == 200 else wrong).append(text)
        right = self.mangled(right)
        for name, lines in (("output_file_id", right), ("error_file_id", wrong)):
            batch[name] = self._file(name, "\n".join(lines) + "\n")["id"] if lines else None
        done = {"total": len(right + wrong), "completed": len(right), "failed": len(wrong)}
        batch["request_counts"] = done


def _shown(made: Json) -> str:
    return json.dumps({key: value for key, value in made.items() if key not in _OWN})


def _listed(known: dict[str, Json], query: dict[str, list[str]]) -> str:
    """Pages of two, so that whoever looks for something must turn them."""
    every = [json.loads(_shown(each)) for each in known.values()][::-1]
    after = query.get("after", [""])[0]
    start = next((n + 1 for n, each in enumerate(every) if each["id"] == after), 0)
    page = every[start : start + 2]
    return json.dumps({"object": "list", "data": page, "has_more": start + 2 < len(every)})
