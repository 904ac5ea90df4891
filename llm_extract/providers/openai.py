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

    log = "openai"

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

    def instructed(self, mode: str) -> Any:
        """The client under instructor in one mode."""
        import instructor

        return instructor.from_openai(self.client, mode=instructor.Mode[MODES[mode]])

    def body(self, request: Request) -> dict[str, Any]:
        """Messages, and the schema where the mode has a place for it."""
        return body(request)

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
