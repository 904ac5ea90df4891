"""Limits over several processes: the money of one run, and the requests of a minute."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from itertools import count, pairwise
from multiprocessing import get_context
from pathlib import Path
from time import time

import pytest
from _asking import QUESTION, journal, question, settings
from loopback import serve

from llm_extract import metering, providers, witnesses
from llm_extract.config import ExtractSettings, Settings
from llm_extract.errors import BudgetSpent, ConfigError, ProviderBusy
from llm_extract.ledger import Ledger
from llm_extract.metering import Meter
from llm_extract.providers import Policy
from llm_extract.providers._pacing import Metered, Pace
from llm_extract.records import Reply, Request

DATABASES = count(1)  # of the server; each test takes its own


def kept(directory: Path) -> ExtractSettings:
    """Settings whose answers and counters stand in a directory."""
    return ExtractSettings(cache_dir=str(directory))


@pytest.fixture(params=["disk", "redis"])
def place(tmp_path: Path, request: pytest.FixtureRequest) -> ExtractSettings:
    """Counters in a directory, and counters of a server on which no other test is."""
    if request.param == "disk":
        return kept(tmp_path)
    url = request.getfixturevalue("redis").removesuffix("0") + str(next(DATABASES))
    return ExtractSettings(cache=url, cache_dir=str(tmp_path))


@pytest.fixture
def meter(place: ExtractSettings) -> Iterator[Meter]:
    opened = metering.opened(place, "run")
    yield opened
    opened.close()


def spend(place: ExtractSettings, times: int) -> int:
    """How many of so many spendings of 0.1 a limit of 10 allows one process."""
    meter = metering.opened(place, "run")
    allowed = sum(meter.spend(Decimal("0.1"), Decimal(10))[0] for _ in range(times))
    meter.close()
    return allowed


def test_processes_that_spend_at_once_spend_the_limit_and_no_more(place: ExtractSettings) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        allowed = list(pool.map(spend, [place] * 3, [60] * 3))
    assert sum(allowed) == 100


def test_what_a_dead_worker_reserved_stays_spent_and_the_others_go_on(
    meter: Meter, place: ExtractSettings
) -> None:
    dead = metering.opened(place, "run")
    dead.spend(Decimal(6), Decimal(10))
    dead.close()
    assert meter.spend(Decimal(5), Decimal(10)) == (False, 6)
    assert meter.spend(Decimal(4), Decimal(10)) == (True, 10)


def test_what_an_estimate_was_too_high_is_given_back(meter: Meter) -> None:
    meter.spend(Decimal(9), Decimal(10))
    assert meter.spend(Decimal(-8)) == (True, 1)
    assert meter.spend(Decimal(9), Decimal(10)) == (True, 10)


def test_runs_of_other_names_have_limits_of_their_own(meter: Meter, place: ExtractSettings) -> None:
    meter.spend(Decimal(9), Decimal(10))
    other = metering.opened(place, "another run")
    assert other.spend(Decimal(9), Decimal(10)) == (True, 9)
    other.close()


def test_parts_of_a_cent_add_up(meter: Meter) -> None:
    for _ in range(10):
        meter.spend(Decimal("0.000001"))
    assert meter.spend(Decimal("0.00001"), Decimal("0.00002")) == (True, Decimal("0.00002"))
    assert meter.spend(Decimal("0.000000001"), Decimal("0.00002"))[0] is False


def test_turns_of_several_processes_come_one_after_the_other(
    meter: Meter, place: ExtractSettings
) -> None:
    other = metering.opened(place, "another run")
    earliest, latest = [], []
    for each in (meter, other, meter, other):
        before = time()
        wait = each.turn("provider", 600)
        earliest.append(before + wait)
        latest.append(time() + wait)
    other.close()
    gaps = [late - early for (early, _), (_, late) in pairwise(zip(earliest, latest, strict=True))]
    assert all(gap >= 0.1 - 1e-6 for gap in gaps)


def test_each_provider_has_turns_of_its_own(meter: Meter) -> None:
    meter.turn("provider", 1)
    assert meter.turn("another", 1) == 0
    assert meter.turn("provider", 1) > 50


def test_a_pause_holds_for_all(meter: Meter, place: ExtractSettings) -> None:
    other = metering.opened(place, "another run")
    other.pause("provider", 30)
    other.pause("provider", 5)  # a shorter one takes nothing away
    other.close()
    assert 25 < meter.turn("provider", 60000) <= 30


def test_a_429_is_felt_by_every_process(meter: Meter) -> None:
    async def refused(_: Request) -> Reply:
        raise ProviderBusy("", status=429, retry_after=30)

    async def work() -> None:
        pace = Pace(16, 600, Metered(meter, "provider", 600))
        with pytest.raises(ProviderBusy):
            await pace.turned(refused)(QUESTION)

    asyncio.run(work())
    assert meter.turn("provider", 600) > 25


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="another directory by --cache-dir"):
        metering.opened(kept(tmp_path / "file" / "cache"), "run")


def test_two_workers_of_one_run_keep_its_limit_together(place: ExtractSettings) -> None:
    async def worker(url: str, number: int) -> list[object]:
        told = settings(url, price_input=0.0, price_output=1.0, requests_per_minute=60000)
        extract = place.model_copy(update={"max_cost": 0.02})
        every = Settings(provider="loopback", extract=extract, providers={"loopback": told})
        async with witnesses.opened(every, shared="run") as court:
            asks = [court.asks["model"](question(10 * number + n)) for n in range(10)]
            return await asyncio.gather(*asks, return_exceptions=True)

    async def both(url: str) -> list[object]:
        return [
            each for some in await asyncio.gather(worker(url, 0), worker(url, 1)) for each in some
        ]

    with serve(latency=0.3) as server:
        ended = asyncio.run(both(server.url))
        # Each may cost 4,096 tokens of answer until it is there, so four are in flight at most.
        assert len(server.requests) < 20
    assert {type(each) for each in ended} == {Reply, BudgetSpent}


def test_workers_take_turns_at_one_provider(place: ExtractSettings) -> None:
    meters = [metering.opened(place, "run") for _ in range(2)]

    async def worker(url: str, meter: Meter) -> None:
        told = settings(url, requests_per_minute=1200)
        ledger, _ = journal()
        async with providers.opened(told, ledger, meter=meter) as ask:
            await asyncio.gather(*(ask(question(id(meter) + n)) for n in range(4)))

    async def both(url: str) -> float:
        await asyncio.gather(*(worker(url, meter) for meter in meters))
        return meters[0].turn(f"loopback {url}", 1200)

    with serve() as server:
        begun = time()
        wait = asyncio.run(both(server.url))
        assert time() + wait - begun >= 8 * 0.05 - 1e-6
    for meter in meters:
        meter.close()


def test_who_waits_long_for_a_turn_is_answered_all_the_same(place: ExtractSettings) -> None:
    policy = Policy(deadline=2.0)
    meter = metering.opened(place, "run")

    async def work(url: str) -> list[object]:
        told = settings(url, requests_per_minute=60)
        async with providers.opened(told, Ledger(), meter=meter, policy=policy) as ask:
            meter.pause(providers.place(told), 2.5)
            return await asyncio.gather(ask(question(1)), return_exceptions=True)

    with serve() as server:
        assert [type(each) for each in asyncio.run(work(server.url))] == [Reply]
    meter.close()


def test_a_ledger_of_one_process_needs_no_purse() -> None:
    ledger = Ledger(Decimal(1))
    ledger.allow(Decimal(1))
    with pytest.raises(BudgetSpent):
        ledger.allow(Decimal(1))
