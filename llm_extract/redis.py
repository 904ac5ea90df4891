"""A Redis or Valkey server that several machines share (extra `redis`).

Its credentials stand in environment variables that the settings name, and get into no message.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from llm_extract.config import ExtractSettings
from llm_extract.errors import ConfigError

_PORT = 6379
_SECURE = {"rediss", "valkeys"}
_SECONDS = 10.0  # that a server may take to answer


class Server:
    """One connection, made when it is first needed. Threads may share it."""

    def __init__(self, settings: ExtractSettings) -> None:
        self.url = settings.cache
        self._user = _variable(settings.cache_user_env)
        self._password = _variable(settings.cache_password_env)
        self._client: Any = None

    @contextmanager
    def speaking(self) -> Iterator[Any]:
        """The client; a failure within the block is a ConfigError that names the server."""
        if self._client is None:
            self._client = self._opened()
        import redis

        try:
            yield self._client
        except (redis.RedisError, OSError) as error:
            said = " ".join(self._hidden(str(error)).split())[:200]
            raise ConfigError(
                f"{self.url}: the shared cache fails ({said}); is the server running, and are the "
                f"credentials in the variables that cache_user_env and cache_password_env name?"
            ) from None

    def close(self) -> None:
        """Close the connection; it opens again when it is next used."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _opened(self) -> Any:
        try:
            import redis
        except ImportError:
            raise ConfigError(
                f"{self.url}: a shared cache needs a package that is not installed; "
                f"pip install 'llm-extract[redis]'"
            ) from None
        place = urlsplit(self.url)
        return redis.Redis(
            host=place.hostname or "localhost",
            port=place.port or _PORT,
            db=int(place.path.strip("/") or 0),
            username=self._user or None,
            password=self._password or None,
            ssl=place.scheme in _SECURE,
            socket_timeout=_SECONDS,
            socket_connect_timeout=_SECONDS,
        )

    def _hidden(self, text: str) -> str:
        for secret in filter(None, (self._password, self._user)):
            text = text.replace(secret, "[key]")
        return text


def _variable(name: str) -> str:
    value = os.environ.get(name, "").strip() if name else ""
    if name and not value:
        raise ConfigError(f"extract.cache: the environment variable {name} is not set")
    return value
