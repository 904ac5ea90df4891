"""What a failed call means: who can mend it, and how long to wait. No key gets into a message."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from llm_extract.config import ProviderSettings
from llm_extract.errors import (
    AnswerError,
    BadRequest,
    ConfigError,
    ProviderBusy,
    ProviderError,
    ProviderRefused,
)
from llm_extract.providers._wire import Tokens

_BUSY = {408, 409, 425, 429}
_REFUSED = {
    401: "check the key in {key}",
    402: "the account has no credit left",
    403: "the key in {key} may not use this model",
    404: "check base_url and model: {url}, {model!r}",
}
_NO_CREDIT = re.compile(r"insufficient[ _](quota|balance|credit)|billing", re.IGNORECASE)
_KEYLIKE = re.compile(r"\b(?:sk|pk|key|xai|gsk|AIza)[-_A-Za-z0-9*.]{12,}|(?i:bearer)\s+\S{8,}")
_SECRET = 8  # characters a key has at least
_SAID = 200  # characters of the server's own words in a message


class Key:
    """The key of one provider, read from the environment when it is first needed."""

    def __init__(self, settings: ProviderSettings) -> None:
        self.variable = settings.api_key_env
        self.value = os.environ.get(self.variable, "").strip() if self.variable else ""
        if self.variable and not self.value:
            raise ConfigError(
                f"{settings.name}: the environment variable {self.variable} is not set; "
                f"put the key into it, or name another one by api_key_env"
            )

    def hidden(self, text: str) -> str:
        """The text without the key. Very short ones are the placeholders of local servers."""
        return text.replace(self.value, "[key]") if len(self.value) >= _SECRET else text


class Failures:
    """Makes errors of one provider that name it, what was found, and what would do."""

    def __init__(self, settings: ProviderSettings, key: Key) -> None:
        self._settings = settings
        self._key = key

    def status(self, status: int, headers: Mapping[str, str], body: object) -> ProviderError:
        """The error for an HTTP status that is no success."""
        found = f"{self._settings.name}: the server answers {status}{self._quoted(body)}"
        if status == 429 and _NO_CREDIT.search(str(body)):
            return ProviderRefused(f"{found}; the account has no credit left")
        if status in _BUSY or status >= 500:
            after = _retry_after(headers)
            return ProviderBusy(f"{found}; try again later", status=status, retry_after=after)
        if status in _REFUSED:
            return ProviderRefused(f"{found}; {self._advice(status)}")
        return BadRequest(f"{found}; the request stays unanswered")

    def unreachable(self, error: BaseException) -> ProviderBusy:
        """Nobody answers at the address."""
        return ProviderBusy(
            f"{self._settings.name}: no connection to {self._address()} "
            f"({self.words(str(error)) or type(error).__name__}); is the server running?",
            unreachable=True,
        )

    def broken(self, what: str) -> ProviderBusy:
        """The connection broke or fell silent while an answer was awaited."""
        busy = ProviderBusy(f"{self._settings.name}: {self.words(what)}; try again later")
        busy.input_tokens = busy.output_tokens = None  # it may have been answered and paid
        return busy

    def answer(self, what: str, tokens: Tokens, text: str = "") -> AnswerError:
        """The server answered, but there is nothing in it to use."""
        error = AnswerError(f"{self._settings.name}: {self.words(what)}", text=text)
        error.input_tokens, error.output_tokens = tokens
        return error

    def words(self, text: str) -> str:
        """Foreign text for a message: on one line, short, without anything like a key."""
        clean = _KEYLIKE.sub("[key]", self._key.hidden(text))
        clean = " ".join(clean.split())
        return clean if len(clean) <= _SAID else clean[:_SAID] + "…"

    def _quoted(self, body: object) -> str:
        said = self.words(_message(body))
        return f" ({said})" if said else ""

    def _advice(self, status: int) -> str:
        key = self._key.variable or "api_key_env (none is set)"
        return _REFUSED[status].format(key=key, url=self._address(), model=self._settings.model)

    def _address(self) -> str:
        return self.words(self._settings.base_url or "the vendor's address")


def _message(body: object) -> str:
    """The message within `{"error": {"message": …}}` and its relatives, else the whole body."""
    while isinstance(body, Mapping):
        inner = body.get("error") or body.get("message") or body.get("detail")
        if inner is None:
            return str(dict(body))
        body = inner
    return "" if body is None else str(body)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from a header that holds milliseconds, seconds or a date; None if it says nothing."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) / unit
        except ValueError:
            continue
        if isfinite(seconds):
            return max(0.0, seconds)
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
