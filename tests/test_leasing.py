"""Processes that share a cache ask a question once: who comes later waits for the answer."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from _asking import QUESTION
from _killing import Nursery
from _many import sources, written
from loopback import serve
from test_killed import COMMAND, configured, received, until

from llm_extract.cache._server import ServerShelf
from llm_extract.config import ExtractSettings
from llm_extract.providers import _leasing
from llm_extract.providers._leasing import alone
from llm_extract.records import Reply, Request
from llm_extract.redis import Server

REPLY = Reply('{"statements": []}', "m", 7, None, "stop", 0.5, "")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """What begins runs."""
    with Nursery() as opened:
        yield opened


def other(redis: str) -> str:
    """A database of the server in which no other test keeps answers."""
    return redis.removesuffix("0") + "15"


@pytest.mark.parametrize("place", ["disk", "redis"])
def test_two_runs_at_once_pay_once(
    tmp_path: Path, nursery: Nursery, place: str, request: pytest.FixtureRequest
) -> None:
    written(tmp_path / "reports", 4)
    where = ("--cache", other(request.getfixturevalue("redis"))) if place == "redis" else ()
    with serve(received, latency=1.0) as server:
        configured(tmp_path, server)
        first = nursery.begin(tmp_path, *COMMAND, "--quiet", *where)
        until(lambda: len(server.requests) == 4)
        second = nursery.begin(tmp_path, *COMMAND, "--quiet", *where, "-o", "second.jsonl")
        assert (first.ended(), second.ended()) == (0, 0)
        assert len(server.requests) == 4
    assert sources(tmp_path / "second.jsonl") == sources(tmp_path / "out.jsonl")


def test_what_a_killed_run_was_asking_is_asked_by_who_waits(
    tmp_path: Path, nursery: Nursery
) -> None:
    written(tmp_path / "reports", 4)
    with serve(received, faults=["hang"] * 4) as server:
        configured(tmp_path, server)
        first = nursery.begin(tmp_path, *COMMAND, "--quiet")
        until(lambda: len(server.requests) == 4)
        second = nursery.begin(tmp_path, *COMMAND, "--quiet", "-o", "second.jsonl")
        first.kill()
        assert second.ended() == 0
        assert len(server.requests) == 8
    assert len(sources(tmp_path / "second.jsonl")) == 4


def test_a_lease_at_a_server_ends_some_time_after_its_holder(redis: str) -> None:
    server = Server(ExtractSettings(cache=redis))
    mine, others = (ServerShelf(server, lasts) for lasts in (0.05, 600.0))
    assert mine.claim("k") and mine.claim("k")
    until(lambda: others.claim("k"))
    assert not mine.claim("k")
    mine.release("k")  # which is no more its own to give back
    assert not mine.claim("k")
    others.release("k")
    assert mine.claim("k")
    server.close()


class Shelf:
    """A store of one answer: when it comes, and when its lease may be had."""

    def __init__(self, comes: int, free: int) -> None:
        self.comes, self.free = comes, free  # looks and claims until then
        self.claims = self.released = 0

    def get(self, key: str) -> Reply | None:
        self.comes -= 1
        return REPLY if self.comes < 0 else None

    def set(self, key: str, reply: Reply) -> None:
        raise AssertionError("nothing is kept here")

    def claim(self, key: str) -> bool:
        self.claims += 1
        return self.claims > self.free

    def release(self, key: str) -> None:
        self.released += 1

    def close(self) -> None:
        """Nothing to close."""


NEVER = 10**9


def told(shelf: Shelf, seconds: float = 0.0) -> Reply:
    async def ask(_: Request) -> Reply:
        until = monotonic() + seconds
        while monotonic() < until or (seconds and shelf.claims < 3):
            await asyncio.sleep(0.01)
        return replace(REPLY, text="asked")

    return asyncio.run(alone(ask, shelf)(QUESTION))


def test_who_has_the_lease_asks_and_gives_it_back() -> None:
    shelf = Shelf(comes=NEVER, free=0)
    assert told(shelf).text == "asked"
    assert shelf.released == 1


def test_an_answer_of_another_process_is_known() -> None:
    assert told(Shelf(comes=2, free=NEVER)) == replace(REPLY, cached=True)


def test_an_answer_that_came_just_before_the_lease_is_not_asked_for_again() -> None:
    shelf = Shelf(comes=0, free=0)
    assert (told(shelf).cached, shelf.released) == (True, 1)


def test_a_lease_is_renewed_while_the_answer_is_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_leasing, "_RENEWED", 0.001)
    shelf = Shelf(comes=NEVER, free=0)
    assert told(shelf, seconds=0.01).text == "asked"
    assert shelf.claims >= 3


def test_nobody_is_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_leasing, "_PATIENCE", 0.01)
    assert told(Shelf(comes=NEVER, free=NEVER)).text == "asked"
