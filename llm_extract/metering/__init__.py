"""Limits that hold over all processes of a run: money, and requests a minute.

A `Meter` is a few counters that are read and changed in one step, wherever they are kept.
"""

from decimal import ROUND_CEILING, Decimal
from pathlib import Path

from llm_extract.config import ExtractSettings
from llm_extract.metering._counters import Counters, Local
from llm_extract.metering._server import Shared
from llm_extract.redis import Server

__all__ = ["Meter", "opened"]

_NANO = Decimal(10) ** 9


class Meter:
    """What the processes of one run share.

    A worker that dies leaves what it reserved as spent, at its highest price: others may go on with
    the rest, and the run costs rather less than its limit, never more.
    """

    def __init__(self, counters: Counters, run: str) -> None:
        self._counters = counters
        self._run = run

    def spend(self, amount: Decimal, limit: Decimal | None = None) -> tuple[bool, Decimal]:
        """Add to what the run has spent, unless that would exceed the limit.

        Whether it was added, and the sum after it. A negative amount is given back.
        """
        most = None if limit is None else _nano(limit)
        added, total = self._counters.add(self._run, _nano(amount), most)
        return added, Decimal(total) / _NANO

    def turn(self, provider: str, per_minute: int) -> float:
        """Take the provider's next turn; how many seconds from now it comes.

        Turns come evenly, so that no minute has more of them than there may be. A turn that a
        dead worker took is lost.
        """
        return self._counters.turn(provider, 60 / per_minute)

    def pause(self, provider: str, seconds: float) -> None:
        """Nobody's next turn comes before so many seconds are over."""
        self._counters.pause(provider, seconds)

    def close(self) -> None:
        """Let go of files and connections; the counters stay."""
        self._counters.close()


def opened(settings: ExtractSettings, run: str) -> Meter:
    """The meter of a run by its name, which is its own: one of the same name goes on counting.

    It stands where the answers stand: at the server of `cache`, else in the cache directory.
    """
    if settings.cache:
        return Meter(Shared(Server(settings)), run)
    return Meter(Local(Path(settings.cache_dir).expanduser()), run)


def _nano(amount: Decimal) -> int:
    return int((amount * _NANO).to_integral_value(ROUND_CEILING))
