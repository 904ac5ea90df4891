"""One kept answer as JSON text: the same in the database and in an export."""

import json
import re
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from llm_extract.records import Reply

_SURROGATE = re.compile("[\\ud800-\\udfff]")
_KEPT = tuple(f.name for f in fields(Reply) if f.name not in ("cached", "attempts"))
_TYPES: dict[str, tuple[type, ...]] = {
    "input_tokens": (int, type(None)),
    "output_tokens": (int, type(None)),
    "seconds": (float, int),
}


def written(key: str, reply: Reply, when: datetime, indent: int | None = None) -> str:
    """The entry of one answer: its request's digest, when it came, and all of it."""
    entry: dict[str, Any] = {"request": key, "when": when.isoformat(timespec="seconds")}
    entry |= {name: getattr(reply, name) for name in _KEPT}
    text = json.dumps(entry, ensure_ascii=False, indent=indent)
    # A lone surrogate, which a model may well write, has no UTF-8: escapes are needed then.
    return json.dumps(entry, indent=indent) if _SURROGATE.search(text) else text


def read(text: object, key: str) -> tuple[Reply, datetime] | None:
    """The answer and its time, or None if the entry is damaged or belongs to another request."""
    try:
        entry = json.loads(text) if isinstance(text, str) else None
        if not isinstance(entry, dict) or entry.get("request") != key:
            return None
        told = {name: entry[name] for name in _KEPT}
        when = datetime.fromisoformat(entry["when"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(value, _TYPES.get(name, (str,))) for name, value in told.items()):
        return None
    return Reply(**told), when if when.tzinfo else when.replace(tzinfo=UTC)
