"""The Batch API on loopback: files of requests come in, files of answers go out.

A batch is over at its `looks`th look. `cut` names acts after which the connection breaks though
they were done: "files" or "batches", each once.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]
Answered = Callable[[Json], tuple[int, Json]]

_PART = re.compile(rb'name="(\w+)"(?:; filename="([^"]*)")?.*?\r\n\r\n(.*?)\r\n--', re.DOTALL)


class Cut(Exception):
    """The act was done, and nobody hears of it."""


@dataclass(slots=True)
class Batches:
    """What a service knows: files by their names, and batches."""

    looks: int = 1
    cut: list[str] = field(default_factory=list)
    fails: str = ""  # the status in which every batch ends, with no answer
    files: dict[str, Json] = field(default_factory=dict)
    batches: dict[str, Json] = field(default_factory=dict)

    def respond(self, method: str, url: str, raw: bytes, answer: Answered) -> str | None:
        """The body of a response; None if the path is not of this API."""
        path, query = urlsplit(url).path.removeprefix("/v1/"), parse_qs(urlsplit(url).query)
        head, _, rest = path.partition("/")
        if head == "files":
            if method == "POST":
                return self._done("files", self._stored(raw))
            if rest:
                return str(self.files[rest.removesuffix("/content")]["content"])
            return _listed(self.files, query)
        if head == "batches":
            if method == "POST":
                return self._done("batches", self._begun(json.loads(raw)))
            return json.dumps(self._looked(rest, answer)) if rest else _listed(self.batches, query)
        return None

    def sent(self) -> list[Json]:
        """Every request of every input file that a batch was begun on."""
        used = [each["input_file_id"] for each in self.batches.values()]
        return [json.loads(n) for name in used for n in self.files[name]["content"].splitlines()]

    def _done(self, act: str, made: Json) -> str:
        if act in self.cut:
            self.cut.remove(act)
            raise Cut
        return json.dumps({key: value for key, value in made.items() if key != "content"})

    def _stored(self, raw: bytes) -> Json:
        fields = {name: (file, text) for name, file, text in _PART.findall(raw)}
        file, text = fields[b"file"]
        return self._file(file.decode(), text.decode("utf-8"))

    def _file(self, name: str, content: str) -> Json:
        id = f"file-{len(self.files)}"
        about = {"object": "file", "purpose": "batch", "created_at": 0, "status": "processed"}
        size = {"bytes": len(content), "filename": name, "content": content}
        self.files[id] = {"id": id, **about, **size}
        return self.files[id]

    def _begun(self, told: Json) -> Json:
        id = f"batch_{len(self.batches)}"
        about = {"object": "batch", "created_at": 0, "status": "validating", "seen": 0}
        self.batches[id] = {"id": id, **about, **told}
        return self.batches[id]

    def _looked(self, id: str, answer: Answered) -> Json:
        batch = self.batches[id]
        batch["seen"] += 1
        if batch["seen"] >= self.looks and batch["status"] in ("validating", "in_progress"):
            batch["status"] = self.fails or "completed"
            if not self.fails:
                self._answer(batch, answer)
        elif batch["status"] == "validating":
            batch["status"] = "in_progress"
        return batch

    def _answer(self, batch: Json, answer: Answered) -> None:
        right, wrong = [], []
        for line in self.files[batch["input_file_id"]]["content"].splitlines():
            request = json.loads(line)
            status, body = answer(request["body"])
            response = {"status_code": status, "request_id": "r", "body": body}
            entry = {"id": "b", "custom_id": request["custom_id"], "response": response}
            (right if status == 200 else wrong).append(json.dumps(entry | {"error": None}))
        for name, lines in (("output_file_id", right), ("error_file_id", wrong)):
            batch[name] = self._file(name, "\n".join(lines) + "\n")["id"] if lines else None
        done = {"total": len(right + wrong), "completed": len(right), "failed": len(wrong)}
        batch["request_counts"] = done


def _listed(known: dict[str, Json], query: dict[str, list[str]]) -> str:
    """Pages of two, so that whoever looks for something must turn them."""
    every = [{k: v for k, v in each.items() if k != "content"} for each in known.values()][::-1]
    after = query.get("after", [""])[0]
    start = next((n + 1 for n, each in enumerate(every) if each["id"] == after), 0)
    page = every[start : start + 2]
    return json.dumps({"object": "list", "data": page, "has_more": start + 2 < len(every)})
