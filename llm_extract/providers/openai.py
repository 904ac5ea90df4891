"""Every server that speaks the OpenAI chat protocol, through openai and instructor."""

from typing import Any, cast

from llm_extract.config import ProviderSettings
from llm_extract.providers._server import CONNECT, Said, Server
from llm_extract.providers._wire import Tokens, body
from llm_extract.records import Ask, Request

MODES = {"json_schema": "JSON_SCHEMA", "tools": "TOOLS", "json": "JSON", "md_json": "MD_JSON"}


def connect(settings: ProviderSettings) -> Ask:
    """The SDK is loaded and the key read when the first request is made."""
    return _OpenAI(settings)


class _OpenAI(Server):
    """The chat completions protocol."""

    speaks = "OPENAI"
    modes = MODES
    logs = ("openai", "httpx2")

    def open(self, key: str) -> None:
        """The client takes nothing from the environment that is meant for OpenAI alone."""
        import httpx2
        import openai

        timeout = self.settings.timeout
        own = {"OpenAI-Organization": openai.Omit(), "OpenAI-Project": openai.Omit()}
        self.sdk = openai
        self.client = openai.AsyncOpenAI(
            api_key=key or "none",
            admin_api_key="",
            base_url=self.settings.base_url,
            max_retries=0,
            timeout=httpx2.Timeout(timeout, connect=min(CONNECT, timeout)),
            default_headers=cast(Any, own),
        )
        self.client._custom_headers = own  # without those of OPENAI_CUSTOM_HEADERS

    async def post(self, request: Request) -> Any:
        """What `chat.completions.create` ends in; its rewriting of a body costs the most of it."""
        from openai.types.chat import ChatCompletion

        options = {"max_tokens": request.max_tokens, "temperature": request.temperature}
        told = {name: value for name, value in options.items() if value is not None}
        made = {"model": request.model, **told, **body(request)}
        return await self.client.post("/chat/completions", cast_to=ChatCompletion, body=made)

    def said(self, completion: Any) -> Said | None:
        """The tool call's arguments, else the content. Some servers answer a tool in prose."""
        choices = getattr(completion, "choices", None)
        if not choices:
            return None
        finish, message = choices[0].finish_reason or "stop", choices[0].message
        refused = bool(getattr(message, "refusal", None)) or finish == "content_filter"
        calls = getattr(message, "tool_calls", None) or []
        text = calls[0].function.arguments if calls else getattr(message, "content", None)
        finish = "stop" if finish == "tool_calls" else finish
        return Said(text if isinstance(text, str) else "", completion.model or "", finish, refused)

    def used(self, completion: Any) -> Tokens:
        """As the server counts."""
        usage = getattr(completion, "usage", None)
        return getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
