"""Every server that speaks the OpenAI chat protocol, through openai and instructor."""

import asyncio
import logging
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from llm_extract.config import ProviderSettings
from llm_extract.errors import ProviderError
from llm_extract.providers._failing import Failures, Key
from llm_extract.providers._wire import body, shape
from llm_extract.records import Ask, Reply, Request

if TYPE_CHECKING:
    from instructor import AsyncInstructor
    from openai import AsyncOpenAI

Tokens = tuple[int | None, int | None]

_CONNECT = 10.0  # seconds to reach the server, whatever an answer may take

MODES = {"json_schema": "JSON_SCHEMA", "tools": "TOOLS", "json": "JSON", "md_json": "MD_JSON"}


def connect(settings: ProviderSettings) -> Ask:
    """The SDK is loaded and the key read when the first request is made."""
    return _Server(settings)


class _Server:
    """One server. The SDK's own retries are off, instructor makes exactly one call."""

    def __init__(self, settings: ProviderSettings) -> None:
        self._settings = settings
        self._client: AsyncOpenAI | None = None
        self._instructors: dict[str, AsyncInstructor] = {}
        self._shapes: dict[tuple[str, ...], type[Any]] = {}

    async def __call__(self, request: Request) -> Reply:
        if self._client is None:
            self._open()
        # The SDK loads much of itself on first use: that is no part of the answer's time.
        self._instructor(request.mode)
        begun = perf_counter()
        seen: list[tuple[Any, Tokens]] = []
        error: BaseException | None = None
        try:
            async with asyncio.timeout(self._settings.timeout):
                await self._create(request, seen)
        except Exception as caught:
            error = _unwrapped(caught)
        if not seen:
            # Raised out here: neither the SDK's error nor its request with the key hangs on ours.
            raise self._translated(error)
        return replace(self._read(request, *seen[0], error), seconds=perf_counter() - begun)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()

    def _open(self) -> None:
        import httpx2
        from openai import AsyncOpenAI, Omit

        # Both would write the server's words, which may echo the key, to standard error.
        for name in ("instructor", "openai"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self._key = Key(self._settings)
        self._failures = Failures(self._settings, self._key)
        timeout = self._settings.timeout
        # What the SDK would take from the environment by itself is meant for OpenAI alone.
        own = {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
        self._client = AsyncOpenAI(
            api_key=self._key.value or "none",
            admin_api_key="",
            base_url=self._settings.base_url,
            max_retries=0,
            timeout=httpx2.Timeout(timeout, connect=min(_CONNECT, timeout)),
            default_headers=cast(Any, own),
        )

    async def _create(self, request: Request, seen: list[tuple[Any, Tokens]]) -> None:
        """One call; the raw completion goes into `seen` before anything is parsed."""
        from instructor.core.hooks import Hooks

        hooks = Hooks()
        # Read at once: instructor turns the usage into a running total.
        hooks.on("completion:response", lambda told: seen.append((told, _usage(told))))
        options: dict[str, Any] = {
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
        }
        await self._instructor(request.mode).create(
            response_model=self._shape(request),
            messages=[{"role": "user", "content": ""}],  # `body` holds those that are sent
            max_retries=0,
            strict=False,
            hooks=hooks,
            model=request.model,
            # What stands here goes out as it is: neither instructor nor the SDK rewrites it.
            extra_body=body(request),
            **{name: value for name, value in options.items() if value is not None},
        )

    def _instructor(self, mode: str) -> "AsyncInstructor":
        if mode not in self._instructors:
            import instructor

            client = cast("AsyncOpenAI", self._client)
            made = instructor.from_openai(client, mode=instructor.Mode[MODES[mode]])
            self._instructors[mode] = made
        return self._instructors[mode]

    def _shape(self, request: Request) -> type[Any]:
        fields = shape(request)
        key = (request.schema_name, *map(str, fields.items()))
        if key not in self._shapes:
            from instructor import ResponseSchema
            from pydantic import create_model

            made = create_model(request.schema_name, __base__=ResponseSchema, **cast(Any, fields))
            # Drawing a schema costs more than all else here, and `body` has the one that is sent.
            blank = {"title": request.schema_name, "properties": {}}
            made.model_json_schema = lambda *_, **__: blank  # type: ignore[method-assign]
            self._shapes[key] = made
        return self._shapes[key]

    def _read(
        self, request: Request, completion: Any, tokens: Tokens, error: BaseException | None
    ) -> Reply:
        """The raw text of a completion. `error` is what instructor has against it, if anything."""
        choices = getattr(completion, "choices", None)
        if not choices:
            raise self._failures.answer("the answer holds no choice; ask again", tokens)
        finish, message = choices[0].finish_reason or "stop", choices[0].message
        if getattr(message, "refusal", None) or finish == "content_filter":
            raise self._failures.answer("the model refuses to answer this text", tokens)
        text = _text(message)
        if not text and finish != "length":
            raise self._failures.answer("the answer is empty; ask again", tokens)
        fault = "" if error is None or finish == "length" else self._failures.words(_told(error))
        return Reply(
            self._key.hidden(text),
            self._key.hidden(completion.model or request.model),
            *tokens,
            finish=finish,
            fault=fault,
        )

    def _translated(self, error: BaseException | None) -> ProviderError:
        import openai

        if isinstance(error, openai.APIStatusError):
            return self._failures.status(error.status_code, error.response.headers, error.body)
        if isinstance(error, openai.APITimeoutError | TimeoutError):
            if _connecting(error):
                return self._failures.unreachable(error)
            return self._failures.broken(f"no answer within {self._settings.timeout:g} s")
        if isinstance(error, openai.APIConnectionError):
            if _connecting(error):
                return self._failures.unreachable(error.__cause__ or error)
            cause = error.__cause__
            return self._failures.broken(f"the connection broke ({cause or error!r})")
        return self._failures.answer(f"the answer cannot be read ({error!r})", (None, None))


def _unwrapped(error: Exception) -> BaseException:
    """What instructor wraps; its own words would repeat the whole request."""
    from instructor.core.exceptions import InstructorRetryException

    wrapped = isinstance(error, InstructorRetryException) and error.__cause__
    return wrapped or error


def _connecting(error: BaseException) -> bool:
    """Whether it failed before a byte was sent."""
    import httpx2

    return isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)


def _told(error: BaseException) -> str:
    """What is wrong with an answer, in a line that the model may be shown."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return str(error)
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(": ".join([*map(str, f["loc"]), f["msg"]]) for f in faults)


def _text(message: Any) -> str:
    """The arguments of the tool call, else the content. Some servers answer a tool in prose."""
    calls = getattr(message, "tool_calls", None) or []
    if calls and isinstance(calls[0].function.arguments, str):
        return calls[0].function.arguments
    content = getattr(message, "content", None)
    return content if isinstance(content, str) else ""


def _usage(completion: Any) -> Tokens:
    usage = getattr(completion, "usage", None)
    return getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
