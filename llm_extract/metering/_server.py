"""Counters that processes of several machines share: on a Redis or Valkey server, by its clock."""

from llm_extract.redis import Server

_SPENT, _TURN = "llm-extract:spent:", "llm-extract:turn:"
_KEPT = 30 * 24 * 3600  # seconds for which a run's sum is remembered

# A script is one step for everybody else at the server.
_ADD = """
local spent = tonumber(redis.call('GET', KEYS[1]) or '0')
if ARGV[2] ~= '' and spent + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return {0, spent} end
spent = redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return {1, spent}
"""
_CLOCK = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local due = tonumber(redis.call('GET', KEYS[1]) or '0')
local apart, pause = tonumber(ARGV[1]), tonumber(ARGV[2])
local turn = math.max(now + pause, due)
local ttl = math.ceil(turn + apart - now) + 60
redis.call('SET', KEYS[1], string.format('%.6f', turn + apart), 'EX', ttl)
return string.format('%.6f', turn - now)
"""


class Shared:
    """Counters under keys of their own; their sums outlive the run by a month."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def add(self, run: str, amount: int, limit: int | None) -> tuple[bool, int]:
        """Add unless the sum would exceed the limit; whether it did, and the sum."""
        most = "" if limit is None else limit
        with self._server.speaking() as client:
            added, spent = client.eval(_ADD, 1, _SPENT + run, amount, most, _KEPT)
        return bool(added), int(spent)

    def turn(self, provider: str, apart: float) -> float:
        """Take the next of turns that are so many seconds apart; seconds until it comes."""
        return self._clock(provider, apart, 0.0)

    def pause(self, provider: str, seconds: float) -> None:
        """Put the next turn off until so many seconds from now."""
        self._clock(provider, 0.0, seconds)

    def close(self) -> None:
        """Close the connection."""
        self._server.close()

    def _clock(self, provider: str, apart: float, pause: float) -> float:
        with self._server.speaking() as client:
            return float(client.eval(_CLOCK, 1, _TURN + provider, apart, pause))
