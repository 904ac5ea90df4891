"""What is asked of a model, and what it answers."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

_FORM = 2  # raise it when the same request is put on the wire in other words


@dataclass(frozen=True, slots=True)
class Request:
    """One question to one model: the stable part, then what ends with the chunk's own text.

    `schema` is the JSON Schema of the answer. The fields from `model` on are filled from the
    provider's settings where the caller leaves them open; None sends nothing.
    """

    system: str
    user: str
    schema: dict[str, Any] = field(hash=False)
    schema_name: str = "answer"
    model: str = ""
    mode: str = ""  # json_schema, tools, json, md_json
    max_tokens: int | None = None
    temperature: float | None = None
    parameters: dict[str, Any] = field(default_factory=dict, hash=False)  # sent as they are

    def digest(self) -> str:
        """64 hex digits over all that may change the answer; neither key nor address is in it."""
        told = {name: getattr(self, name) for name in self.__slots__}
        text = json.dumps([_FORM, told], sort_keys=True, ensure_ascii=False)
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, unparsed. Token counts are None where the server did not say.

    `finish` is "stop", "length" (cut off), or the server's own word. `fault` says why the text is
    no JSON object of the schema's keys; the text may hold usable statements all the same.
    """

    text: str
    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    finish: str = "stop"
    seconds: float = 0.0
    fault: str = ""
    cached: bool = False
    attempts: int = 1


Ask = Callable[[Request], Awaitable[Reply]]
