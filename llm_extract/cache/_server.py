"""The texts of answers on a Redis or Valkey server, beside whatever else stands there."""

from collections.abc import Iterator
from uuid import uuid4

from llm_extract.redis import Server

_PREFIX, _LEASE = "llm-extract:answer:", "llm-extract:lease:"
_LASTS = 30.0  # seconds that a lease outlives its holder's last word at most
_AT_ONCE = 1000  # keys of one look

# A script is one step for everybody else at the server.
_CLAIM = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class ServerShelf:
    """One key of the server for each answer; other programs' keys are never touched."""

    def __init__(self, server: Server, lasts: float = _LASTS) -> None:
        self._server = server
        self._lasts = int(1000 * lasts)
        self._holder = uuid4().hex

    def get(self, key: str) -> str | None:
        """The text of this key."""
        with self._server.speaking() as client:
            found = client.get(_PREFIX + key)
        try:
            return None if found is None else found.decode("utf-8")
        except UnicodeDecodeError:
            return None

    def set(self, key: str, text: str) -> None:
        """Keep a text."""
        with self._server.speaking() as client:
            client.set(_PREFIX + key, text.encode("utf-8"))

    def flush(self) -> None:
        """When it writes to its disk is the server's affair (`appendfsync`)."""

    def delete(self, key: str) -> bool:
        """Drop a text."""
        with self._server.speaking() as client:
            return bool(client.delete(_PREFIX + key))

    def claim(self, key: str) -> bool:
        """Take or keep the lease of a key; it ends some time after its holder's last claim."""
        with self._server.speaking() as client:
            return bool(client.eval(_CLAIM, 1, _LEASE + key, self._holder, self._lasts))

    def release(self, key: str) -> None:
        """Give the lease of a key back."""
        with self._server.speaking() as client:
            client.eval(_RELEASE, 1, _LEASE + key, self._holder)

    def listed(self) -> Iterator[str]:
        """Every key of ours."""
        with self._server.speaking() as client:
            # A server may name a key twice while others write.
            found = dict.fromkeys(client.scan_iter(match=f"{_PREFIX}*", count=_AT_ONCE))
        return (key.decode("utf-8", "replace").removeprefix(_PREFIX) for key in found)

    def damaged(self) -> int:
        """A key of this prefix is ours."""
        return 0

    def size(self) -> int:
        """Bytes of the texts; what the server needs to find them is not counted."""
        with self._server.speaking() as client:
            return sum(client.strlen(_PREFIX + key) for key in self.listed())

    def clear(self) -> int:
        """Drop every key of ours."""
        return sum(self.delete(key) for key in self.listed())

    def close(self) -> None:
        """Close the connection."""
        self._server.close()
