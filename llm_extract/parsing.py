"""What a model answered: every good statement is kept, whatever else the answer holds."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from llm_extract.errors import AnswerError

_STATES = Literal["reported", "zero_by_negation", "derived", "blank", "not_applicable"]
_OBJECT = re.compile(r"\{\s*\"indicator\"")
_NOTES = 20  # of one answer


class Said(BaseModel):
    """One statement of a model, as it gave it: the number is digits as written, not a value."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    indicator: str
    state: _STATES
    number: str
    unit: str
    quote: str


_KEYS = Said.model_fields.keys()


class Answer(BaseModel):
    """The shape a model is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The good statements of an answer, what was wrong with the rest, and whether it ended."""

    statements: tuple[Said, ...]
    notes: tuple[str, ...] = ()
    complete: bool = True


@cache
def schema(offered: tuple[str, ...]) -> dict[str, Any]:
    """The JSON schema of an answer in which `indicator` is one of those offered; strict form."""
    fields: dict[str, Any] = {
        "indicator": {"type": "string", "enum": list(offered)},
        "state": {"type": "string", "enum": list(_STATES.__args__)},  # type: ignore[attr-defined]
        "number": {"type": "string"},
        "unit": {"type": "string"},
        "quote": {"type": "string"},
    }
    statement = {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": statement}},
        "required": ["statements"],
        "additionalProperties": False,
    }


def parse(text: str, offered: frozenset[str]) -> Parsed:
    """Read an answer, also with prose or a fence around it. AnswerError if nothing is usable."""
    notes: list[str] = []
    loaded, complete = _loaded(text, notes)
    good: list[Said] = []
    for item in loaded:
        said = _said(item, offered, notes)
        if said is not None:
            good.append(said)
    if loaded and not good:
        raise AnswerError(f"no statement of {len(loaded)} is usable: {'; '.join(notes[:3])}")
    return Parsed(tuple(dict.fromkeys(good)), tuple(notes[:_NOTES]), complete)


def _loaded(text: str, notes: list[str]) -> tuple[list[Any], bool]:
    """The items of the list of statements, and whether the answer was whole."""
    start = text.find("{")
    if start < 0:
        raise AnswerError(f"no JSON object in the answer, which begins {text[:60]!r}")
    decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: _paired(pairs, notes))
    try:
        answer, _ = decoder.raw_decode(text, start)
    except (ValueError, RecursionError):  # a number of 5000 digits is no JSONDecodeError
        items = _rescued(text, decoder)
        if not items:
            raise AnswerError(
                f"the answer is no JSON and holds no whole statement: {text[:60]!r}"
            ) from None
        notes.append("the answer broke off or is malformed; its whole statements are kept")
        return items, False
    statements = answer.get("statements") if isinstance(answer, dict) else None
    if not isinstance(statements, list):
        raise AnswerError('the answer has no list "statements"')
    notes.extend(f"key {key!r} is not asked for" for key in answer if key != "statements")
    return statements, True


def _paired(pairs: list[tuple[str, Any]], notes: list[str]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        notes.extend(f"key {key!r} twice; the last counts" for key in made if keys.count(key) > 1)
    return made


def _rescued(text: str, decoder: json.JSONDecoder) -> list[Any]:
    """The statements that are whole objects in a text that is none."""
    items, position = [], 0
    while match := _OBJECT.search(text, position):
        try:
            item, position = decoder.raw_decode(text, match.start())
            items.append(item)
        except (ValueError, RecursionError):
            position = match.end()
    return items


def _said(item: Any, offered: frozenset[str], notes: list[str]) -> Said | None:
    if not isinstance(item, dict):
        notes.append(f"a statement is no object: {str(item)[:60]!r}")
        return None
    plain = {key: _text(item.get(key)) for key in _KEYS}
    if not item.keys() <= _KEYS:
        notes.extend(f"key {key!r} is not asked for" for key in item if key not in _KEYS)
    try:
        said = Said.model_validate(plain)
    except ValidationError as error:
        notes.append(f"{error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}")
        return None
    if said.indicator not in offered:
        notes.append(f"indicator {said.indicator!r} was not offered")
        return None
    return said


def _text(value: Any) -> Any:
    """null is the empty string and 12 is "12"; anything else is for validation to refuse."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value
