"""The faults of the loopback server by name. `429:2` asks for two seconds, `429:date` by a date.

| name | what happens |
|---|---|
| 400 429 500 … | that status, with a message; `:N` adds Retry-After |
| quota | a 429 that no waiting mends |
| hang | no answer at all |
| slow | the right answer; `slow:N` comes N seconds late |
| reset | the connection breaks before an answer |
| empty | an answer without a choice |
| null | an answer without a text |
| length | the answer cut in the middle, and said so |
| malformed | the text is no JSON: an open brace |
| garbage | the body itself is no JSON |
| prose | words round the JSON |
| fenced | the JSON in a code block |
| duplicate | keys said twice |
| nousage | no token counts |
| refusal | the model will not |
| echo | a 400 that repeats the headers, with the key |
| babble | a right answer that repeats the headers, with the key |
"""

import asyncio
import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

Json = dict[str, Any]
Response = tuple[int, dict[str, str], str]


class Break(Exception):
    """The connection is to break here."""


async def spoiled(fault: str, reply: Json, headers: dict[str, str]) -> Response:
    """The response with a fault in it; the right one for ""."""
    name, _, argument = fault.partition(":")
    if name == "hang":
        await asyncio.sleep(3600)
    if name == "slow":
        await asyncio.sleep(float(argument or 1))
        name = ""
    if name == "reset":
        raise Break
    if name.isdigit():
        return int(name), _retry_after(argument), _error(f"status {name} as ordered")
    if name == "quota":
        return 429, {}, _error("You exceeded your current quota", code="insufficient_quota")
    if name == "echo":
        return 400, {}, _error(f"bad request with headers {headers}")
    if name == "garbage":
        return 200, {}, "<html>Bad Gateway"
    if name == "duplicate":
        return 200, {}, json.dumps(_with_text(reply, _doubled))
    change = _CHANGES.get(name)
    if name and change is None:
        raise ValueError(f"no fault {name!r}")
    made = change(deepcopy(reply), headers) if change else reply
    return 200, {}, json.dumps(made, ensure_ascii=False)


def _retry_after(argument: str) -> dict[str, str]:
    if argument == "date":
        at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
        return {"retry-after": format_datetime(at, usegmt=True)}
    return {"retry-after": argument} if argument else {}


def _error(message: str, **more: str) -> str:
    return json.dumps({"error": {"message": message, "type": "loopback", **more}})


def _with_text(reply: Json, change: Callable[[str], str]) -> Json:
    """The reply with what the model says changed, wherever it stands."""
    said = reply["choices"][0]["message"]
    if said.get("tool_calls"):
        function = said["tool_calls"][0]["function"]
        function["arguments"] = change(function["arguments"])
    else:
        said["content"] = change(said["content"])
    return reply


def _doubled(text: str) -> str:
    return "{" + text.strip()[1:-1] + ", " + text.strip()[1:]


def _cut(reply: Json) -> Json:
    _with_text(reply, lambda text: text[: len(text) // 2])
    reply["choices"][0]["finish_reason"] = "length"
    return reply


def _silent(reply: Json, **said: Any) -> Json:
    reply["choices"][0]["message"] = {"role": "assistant", "content": None, **said}
    return reply


_CHANGES: dict[str, Callable[[Json, dict[str, str]], Json]] = {
    "empty": lambda reply, _: reply | {"choices": []},
    "null": lambda reply, _: _silent(reply),
    "refusal": lambda reply, _: _silent(reply, refusal="I cannot help with that"),
    "length": lambda reply, _: _cut(reply),
    "malformed": lambda reply, _: _with_text(reply, lambda text: "{" + text),
    "prose": lambda reply, _: _with_text(reply, lambda text: f"Of course! {text} Anything else?"),
    "fenced": lambda reply, _: _with_text(reply, lambda text: f"```json\n{text}\n```"),
    "nousage": lambda reply, _: {name: reply[name] for name in reply if name != "usage"},
    "babble": lambda reply, headers: _with_text(reply, lambda text: f"{text} {headers}"),
}
