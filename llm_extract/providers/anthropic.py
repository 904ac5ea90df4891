"""The Messages API of Anthropic, through anthropic and instructor (extra `anthropic`)."""

import json
from typing import Any

from llm_extract.config import ProviderSettings
from llm_extract.errors import ConfigError
from llm_extract.providers._server import CONNECT, Said, Server
from llm_extract.providers._wire import Tokens, system
from llm_extract.records import Ask, Request

MODES = {"tools": "TOOLS", "md_json": "JSON"}

_LIMIT = 8192  # tokens of an answer: the protocol demands a limit
_FINISHES = {
    "end_turn": "stop",
    "tool_use": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
}


def connect(settings: ProviderSettings) -> Ask:
    """The SDK is loaded and the key read when the first request is made."""
    if settings.mode not in MODES:
        raise ConfigError(
            f"{settings.name}: mode {settings.mode!r} is none of this protocol; "
            f"there are {', '.join(MODES)}"
        )
    return _Anthropic(settings)


class _Anthropic(Server):
    """The messages protocol."""

    speaks = "ANTHROPIC"
    modes = MODES
    logs = ("anthropic", "httpx")

    def open(self, key: str) -> None:
        """A missing SDK is named with the extra that brings it."""
        try:
            import anthropic
            import httpx
        except ImportError:
            raise ConfigError(
                f"{self.settings.name}: this protocol needs a package that is not installed; "
                f"pip install 'llm-extract[anthropic]'"
            ) from None
        timeout = self.settings.timeout
        self.sdk = anthropic
        self.client = anthropic.AsyncAnthropic(
            api_key=key or "none",
            base_url=self.settings.base_url,
            max_retries=0,
            timeout=httpx.Timeout(timeout, connect=min(CONNECT, timeout)),
            # From the environment the SDK would add a second key, meant for the vendor alone.
            default_headers={"Authorization": anthropic.Omit()},  # type: ignore[dict-item]
        )

    async def post(self, request: Request) -> Any:
        """The instructions stand apart from the messages here."""
        told: dict[str, Any] = {
            "system": system(request),
            "messages": [{"role": "user", "content": request.user}],
            "temperature": request.temperature,
        }
        if request.mode == "tools":
            told["tools"] = [{"name": request.schema_name, "input_schema": request.schema}]
            told["tool_choice"] = {"type": "tool", "name": request.schema_name}
        return await self.client.messages.create(
            model=request.model,
            max_tokens=request.max_tokens or _LIMIT,
            extra_body=request.parameters,
            **{name: value for name, value in told.items() if value is not None},
        )

    def said(self, completion: Any) -> Said | None:
        """The tool's input as JSON, else all text."""
        blocks = getattr(completion, "content", None)
        if not blocks:
            return None
        inputs = [block.input for block in blocks if block.type == "tool_use"]
        texts = [block.text for block in blocks if block.type == "text"]
        text = json.dumps(inputs[0], ensure_ascii=False) if inputs else "".join(texts)
        finish = completion.stop_reason or "stop"
        return Said(text, completion.model, _FINISHES.get(finish, finish), finish == "refusal")

    def used(self, completion: Any) -> Tokens:
        """As the server counts."""
        usage = getattr(completion, "usage", None)
        return getattr(usage, "input_tokens", None), getattr(usage, "output_tokens", None)
