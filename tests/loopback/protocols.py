"""A right answer in the words of each protocol: OpenAI's chat, with tools, and the Messages API."""

from typing import Any

Json = dict[str, Any]


def answered(path: str, body: Json, text: str) -> Json:
    """The reply to one request, `text` being what the model says."""
    return message(body, text) if path.endswith("/messages") else completion(body, text)


def completion(body: Json, text: str) -> Json:
    """A chat completion; in a tool call if the request has tools."""
    said: Json = {"role": "assistant", "content": text}
    if tools := body.get("tools"):
        function = {"name": tools[0]["function"]["name"], "arguments": text}
        call = {"id": "call_1", "type": "function", "function": function}
        said = {"role": "assistant", "content": None, "tool_calls": [call]}
    used = len(str(body.get("messages"))), len(text)
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": body.get("model", ""),
        "choices": [{"index": 0, "message": said, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": used[0],
            "completion_tokens": used[1],
            "total_tokens": sum(used),
        },
    }


def message(body: Json, text: str) -> Json:
    """A message of the Messages API; in a tool use if the request has tools."""
    import json

    block: Json = {"type": "text", "text": text}
    if tools := body.get("tools"):
        named = {"id": "toolu_1", "name": tools[0]["name"]}
        block = {"type": "tool_use", **named, "input": json.loads(text)}
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": body.get("model", ""),
        "content": [block],
        "stop_reason": "tool_use" if body.get("tools") else "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": len(str(body.get("messages"))), "output_tokens": len(text)},
    }


def models() -> Json:
    """The list of models."""
    return {"object": "list", "data": [{"id": "loopback", "object": "model", "created": 0}]}
