"""Every server that speaks the OpenAI chat protocol, through openai and instructor."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from llm_extract.config import ProviderSettings
from llm_extract.providers._mailing import Batch, Mailbox
from llm_extract.providers._server import CONNECT, Said, Server
from llm_extract.providers._wire import Tokens, body
from llm_extract.records import Ask, Request

MODES = {"json_schema": "JSON_SCHEMA", "tools": "TOOLS", "json": "JSON", "md_json": "MD_JSON"}

_PURPOSE, _MARK = "batch", "llm_extract_part"
_UPLOAD = 600.0  # seconds for an input file
_FAILED = "failed"  # before anything was answered
_OVER = {"completed", _FAILED, "expired", "cancelled"}
_CROWDED = "token_limit_exceeded"  # of all batches that wait for an answer


def connect(settings: ProviderSettings) -> Ask:
    """The SDK is loaded and the key read when the first request is made."""
    return _OpenAI(settings)


def mailbox(settings: ProviderSettings) -> Mailbox:
    """The same server's Batch API."""
    return _Mailbox(settings)


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

        made = self.written(request)
        return await self.client.post("/chat/completions", cast_to=ChatCompletion, body=made)

    def written(self, request: Request) -> dict[str, Any]:
        """The whole body on the wire."""
        options = {"max_tokens": request.max_tokens, "temperature": request.temperature}
        told = {name: value for name, value in options.items() if value is not None}
        return {"model": request.model, **told, **body(request)}

    def completed(self, body: dict[str, Any]) -> Any:
        """As the SDK makes one of a response."""
        from openai.types.chat import ChatCompletion

        return ChatCompletion.construct(**body)

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


class _Mailbox(_OpenAI):
    """The Batch API: files of requests whose answers come within a day, at a lower price."""

    async def upload(self, path: Path) -> str:
        """Its name at the service is the file's own."""

        async def sent() -> str:
            with path.open("rb") as file:
                made = await self.client.files.create(
                    file=(path.name, file), purpose=_PURPOSE, timeout=_UPLOAD
                )
            return str(made.id)

        return await self.tried(sent)

    async def uploaded(self, name: str) -> str:
        """The newest of that name."""

        async def found() -> str:
            async for each in self.client.files.list(purpose=_PURPOSE):
                if each.filename == name:
                    return str(each.id)
            return ""

        return await self.tried(found)

    async def begin(self, file: str, part: str) -> str:
        """The service gives itself a day."""

        async def begun() -> str:
            made = await self.client.batches.create(
                input_file_id=file,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_MARK: part},
            )
            return str(made.id)

        return await self.tried(begun)

    async def begun(self, part: str) -> str:
        """By the mark in its metadata."""

        async def found() -> str:
            async for each in self.client.batches.list():
                marked = (each.metadata or {}).get(_MARK) == part
                if marked and each.status != _FAILED:
                    return str(each.id)
            return ""

        return await self.tried(found)

    async def look(self, batch: str) -> Batch:
        """Answers and errors may both be there, also when it expired or was cancelled."""
        now = await self.tried(lambda: self.client.batches.retrieve(batch))
        errors = (now.errors and now.errors.data) or []
        faults = [fault.message or "" for fault in errors]
        crowded = now.status == _FAILED and any(fault.code == _CROWDED for fault in errors)
        files = tuple(filter(None, (now.output_file_id, now.error_file_id)))
        counts = now.request_counts
        done = (counts.completed + counts.failed) if counts else 0
        fault = self.told("; ".join(faults[:3]))
        return Batch(batch, now.status in _OVER, now.status, done, files, fault, crowded)

    async def lines(self, file: str) -> AsyncIterator[str]:
        """Never the whole file at once. Only a line feed ends a line: JSON may hold the others."""
        self.load()
        left = b""
        async with self.client.files.with_streaming_response.content(file) as response:
            async for piece in response.iter_bytes():
                *whole, left = (left + piece).split(b"\n")
                for line in whole:
                    yield line.decode("utf-8", "replace")
        if left:
            yield left.decode("utf-8", "replace")

    async def delete(self, file: str) -> None:
        """A day later the service may have done it by itself."""

        async def gone() -> None:
            with suppress(self.sdk.NotFoundError):
                await self.client.files.delete(file)

        await self.tried(gone)
