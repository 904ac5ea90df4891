"""One call to a server through its vendor's SDK and instructor: what every protocol shares.

The SDK's own retries are off, instructor makes exactly one call and never renders a template, and
what `post` sends is no word of its. The raw text comes back whatever instructor makes of
it; its objection stands in `Reply.fault`.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, TypeVar, cast

from llm_extract.config import ProviderSettings
from llm_extract.errors import ExtractError, ProviderError
from llm_extract.providers._failing import Failures, Key
from llm_extract.providers._wire import Tokens, shape
from llm_extract.records import Reply, Request

T = TypeVar("T")

CONNECT = 10.0  # seconds to reach the server, whatever an answer may take

_PLACE = [{"role": "user", "content": "-"}]  # of the messages that `post` sends
_UNREACHED = {"ConnectError", "ConnectTimeout"}


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a completion, in the words of no protocol."""

    text: str
    model: str
    finish: str = "stop"
    refused: bool = False


class Server(ABC):
    """One server; a subclass knows its protocol. Nothing is loaded before the first request."""

    sdk: Any  # the vendor's module, with the error classes they all have
    client: Any
    speaks = ""  # the protocol and its modes, as instructor calls them
    modes: Mapping[str, str]
    logs: tuple[str, ...]  # names of the SDK's loggers

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self._opened = False
        self._instructors: dict[str, Any] = {}
        self._shapes: dict[tuple[str, ...], type[Any]] = {}

    @abstractmethod
    def open(self, key: str) -> None:
        """Load the SDK and make the client, for `sdk` and `client`."""

    @abstractmethod
    async def post(self, request: Request) -> Any:
        """The completion, by one call of the SDK."""

    def completed(self, body: dict[str, Any]) -> Any:
        """A completion from its JSON, for a protocol whose answers may come another way."""
        raise NotImplementedError

    @abstractmethod
    def said(self, completion: Any) -> Said | None:
        """What the completion says; None if there is no answer in it."""

    @abstractmethod
    def used(self, completion: Any) -> Tokens:
        """Tokens of the question and of the answer; None where the server does not say."""

    async def __call__(self, request: Request) -> Reply:
        """One request, one try."""
        instructed = self._ready(request.mode)
        begun = perf_counter()
        seen: list[tuple[Any, Tokens]] = []
        error: BaseException | None = None
        try:
            async with asyncio.timeout(self.settings.timeout):
                await instructed(
                    response_model=self._shape(request),
                    messages=_PLACE,
                    max_retries=0,
                    strict=False,
                    request=request,
                    seen=seen,
                )
        except Exception as caught:
            error = _unwrapped(caught)
        if not seen:
            # Raised out here: neither the SDK's error nor its request with the key hangs on ours.
            raise self._translated(error)
        return replace(self._read(request.model, *seen[0], error), seconds=perf_counter() - begun)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._opened:
            await self.client.close()

    async def tried(self, call: Callable[[], Awaitable[T]]) -> T:
        """Any other work with the SDK, once, with errors in our words."""
        self.load()
        try:
            return await call()
        except ExtractError:
            raise
        except Exception as error:
            caught = error
        raise self._translated(caught)

    def told(self, text: str) -> str:
        """Foreign text for a message, without anything like a key."""
        return self._failures.words(text)

    def read(self, model: str, body: dict[str, Any]) -> Reply:
        """The reply in the body of an answer that came another way."""
        self.load()
        completion = self.completed(body)
        return self._read(model, completion, self.used(completion), None)

    def _ready(self, mode: str) -> Any:
        """All that is loaded on first use, which is no part of an answer's time."""
        self.load()
        if mode not in self._instructors:
            self._instructors[mode] = self._instructed(mode)
        return self._instructors[mode]

    def load(self) -> None:
        """Have the SDK and the client, if nothing was asked yet."""
        if not self._opened:
            self._key = Key(self.settings)
            self._failures = Failures(self.settings, self._key)
            self.open(self._key.value)
            # They would write the server's words, which may echo the key, to standard error. An
            # SDK that is loaded sets the level that its environment variable names.
            for name in ("instructor", *self.logs):
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
            self._opened = True

    def _instructed(self, mode: str) -> Any:
        import instructor

        return instructor.patch(
            create=cast(Any, self._create),
            mode=instructor.Mode[self.modes[mode]],
            provider=instructor.Provider[self.speaks],
        )

    async def _create(self, *, request: Request, seen: list[Any], **_: Any) -> Any:
        """What instructor calls: the raw completion goes into `seen` before anything is parsed.

        The request goes out as `post` writes it, whatever instructor would have made of it.
        """
        completion = await self.post(request)
        # Read at once: instructor turns the usage into a running total.
        seen.append((completion, self.used(completion)))
        return completion

    def _shape(self, request: Request) -> type[Any]:
        required = tuple(request.schema.get("required", ()))
        key = (request.schema_name, *required)
        if key not in self._shapes:
            from instructor import ResponseSchema
            from pydantic import create_model

            fields = shape(request)
            made = create_model(request.schema_name, __base__=ResponseSchema, **cast(Any, fields))
            # Drawing a schema costs more than all else here, and `post` sends its own.
            blank = {"title": request.schema_name, "properties": {}}
            made.model_json_schema = lambda *_, **__: blank  # type: ignore[method-assign]
            self._shapes[key] = made
        return self._shapes[key]

    def _read(
        self, model: str, completion: Any, tokens: Tokens, error: BaseException | None
    ) -> Reply:
        """The raw text of a completion. `error` is what instructor has against it, if anything."""
        said = self.said(completion)
        if said is None:
            raise self._failures.answer("the answer holds no choice; ask again", tokens)
        if said.refused:
            raise self._failures.answer("the model refuses to answer this text", tokens)
        if not said.text and said.finish != "length":
            raise self._failures.answer("the answer is empty; ask again", tokens)
        faulty = error is not None and said.finish != "length"
        return Reply(
            self._key.hidden(said.text),
            self._key.hidden(said.model or model),
            *tokens,
            finish=said.finish,
            fault=self._failures.words(_told(error)) if faulty else "",
        )

    def _translated(self, error: BaseException | None) -> ProviderError:
        cause = error.__cause__ if error is not None else None
        if type(cause).__name__ in _UNREACHED:
            return self._failures.unreachable(cause or RuntimeError())
        if isinstance(error, self.sdk.APIStatusError):
            status: Any = error
            return self._failures.status(status.status_code, status.response.headers, status.body)
        if isinstance(error, self.sdk.APITimeoutError | TimeoutError):
            return self._failures.broken(f"no answer within {self.settings.timeout:g} s")
        if isinstance(error, self.sdk.APIConnectionError):
            return self._failures.broken(f"the connection broke ({cause or error!r})")
        return self._failures.answer(f"the answer cannot be read ({error!r})", (None, None))


def _unwrapped(error: Exception) -> BaseException:
    """What instructor wraps; its own words would repeat the whole request."""
    from instructor.core.exceptions import InstructorRetryException

    wrapped = isinstance(error, InstructorRetryException) and error.__cause__
    return wrapped or error


def _told(error: BaseException | None) -> str:
    """What is wrong with an answer, in a line that the model may be shown."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return str(error)
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(": ".join([*map(str, f["loc"]), f["msg"]]) for f in faults)
