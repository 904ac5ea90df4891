"""How a request is put to a chat server in each mode, and the least an answer must have."""

import json
from collections.abc import Mapping
from typing import Any

from llm_extract.records import Request

Message = dict[str, str]
Tokens = tuple[int | None, int | None]  # of the question and of the answer; None is unknown

_SHAPE = "Answer with one JSON object that fits this JSON Schema, and nothing else:\n"
_FENCED = "Answer with one JSON object that fits this JSON Schema, in a ```json block:\n"
_CHOICES = 12  # of one field that the schema names when it is told in words
_TYPES: Mapping[str, Any] = {"array": list[Any], "object": dict[str, Any], "string": str}


def body(request: Request) -> dict[str, Any]:
    """The part of the body that says what is asked and how; it stands on the wire as it is here."""
    said: dict[str, Any] = {"messages": messages(request), **request.parameters}
    if request.mode == "json_schema":
        schema = {"name": request.schema_name, "strict": True, "schema": request.schema}
        said["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif request.mode == "tools":
        function = {"name": request.schema_name, "parameters": request.schema}
        choice = {"type": "function", "function": {"name": request.schema_name}}
        said |= {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
    elif request.mode == "json":
        said["response_format"] = {"type": "json_object"}
    return said


def messages(request: Request) -> list[Message]:
    """System and user; the user's text, which ends with the chunk, is never touched."""
    return [
        {"role": "system", "content": system(request)},
        {"role": "user", "content": request.user},
    ]


def system(request: Request) -> str:
    """The instructions, with the schema in words for modes that have no other place for it."""
    asked = {"json": _SHAPE, "md_json": _FENCED}.get(request.mode)
    if asked is None:
        return request.system
    schema = json.dumps(_brief(request.schema), ensure_ascii=False, separators=(",", ":"))
    return f"{request.system}\n\n{asked}{schema}"


def _brief(schema: Any) -> Any:
    """The schema in words: a long list of choices stands in the instructions already."""
    if isinstance(schema, list):
        return [_brief(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _brief(value)
        for key, value in schema.items()
        if key != "enum" or len(value) <= _CHOICES
    }


def shape(request: Request) -> dict[str, tuple[Any, Any]]:
    """The keys an answer must have at its top and their types, as pydantic's fields."""
    properties = request.schema.get("properties", {})
    return {
        name: (_TYPES.get(properties.get(name, {}).get("type", ""), Any), ...)
        for name in request.schema.get("required", ())
    }
