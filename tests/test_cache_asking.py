"""What is known is not asked again: digests, the cache round a provider, exports replayed."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from _asking import KEY, QUESTION, asked, journal, question, settings, several
from loopback import serve

from llm_extract import providers
from llm_extract.cache import Answers, replay
from llm_extract.errors import ConfigError, ReplayMiss
from llm_extract.ledger import Ledger, Outcome
from llm_extract.providers._caching import cached, kept
from llm_extract.providers.scripted import answering
from llm_extract.records import Reply, Request

REPLY = Reply('{"statements": []}', "m", 7, None, "stop", 0.5, "")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Answers]:
    answers = Answers.at(tmp_path / "answers")
    yield answers
    answers.close()


def test_what_differs_in_anything_that_changes_the_answer_has_another_digest() -> None:
    others = [
        replace(QUESTION, system="x"),
        replace(QUESTION, user="x"),
        replace(QUESTION, schema={}),
        replace(QUESTION, schema_name="x"),
        replace(QUESTION, model="x"),
        replace(QUESTION, mode="x"),
        replace(QUESTION, max_tokens=1),
        replace(QUESTION, temperature=0.5),
        replace(QUESTION, parameters={"seed": 1}),
    ]
    assert len({each.digest() for each in [QUESTION, *others]}) == 10


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    one = replace(QUESTION, parameters={"a": 1, "b": 2})
    assert one.digest() == replace(QUESTION, parameters={"b": 2, "a": 1}).digest()


def test_neither_key_nor_address_is_part_of_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPBACK_KEY", KEY)
    here = settings("http://127.0.0.1:1/v1", api_key_env="LOOPBACK_KEY")
    there = settings("http://127.0.0.1:2/v1")
    assert providers.settled(QUESTION, here).digest() == providers.settled(QUESTION, there).digest()


def test_a_second_run_sends_nothing_and_needs_no_key(store: Answers) -> None:
    requests = [question(n) for n in range(50)]
    with serve(faults=["", "prose", "length"]) as server:
        first = asked(server, several(requests), Ledger(), store=store)
        ledger, _ = journal()
        again = asked(server, several(requests), ledger, store=store, api_key_env="NO_SUCH_KEY")
        assert len(server.requests) == 50
    assert [r.text for r in again] == [r.text for r in first]
    assert all(r.cached for r in again)
    assert (ledger.totals().calls, ledger.totals().cached, ledger.totals().cost) == (0, 50, 0)


def test_equal_requests_in_flight_are_asked_once(store: Answers) -> None:
    ledger, _ = journal()
    with serve(latency=0.05) as server:
        replies = asked(server, several([QUESTION] * 9), ledger, store=store)
        assert len(server.requests) == 1
    assert len({r.text for r in replies}) == 1
    assert (ledger.totals().calls, ledger.totals().cached) == (1, 8)


def test_one_who_gives_up_takes_no_answer_from_another(store: Answers) -> None:
    gates = [asyncio.Event, asyncio.Event]

    async def work() -> Any:
        gate = gates[0]()

        async def slow(request: Request) -> Reply:
            await gate.wait()
            return REPLY

        ask = cached(slow, store, Ledger(), "p")
        tasks = [asyncio.ensure_future(ask(QUESTION)) for _ in range(3)]  # type: ignore[arg-type]
        await asyncio.sleep(0)
        tasks[0].cancel()
        gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    ended = asyncio.run(work())
    assert [type(each) for each in ended] == [asyncio.CancelledError, Reply, Reply]


def test_an_answer_is_kept_before_it_is_used(store: Answers) -> None:
    async def work() -> bool:
        await kept(answering([REPLY]), store)(QUESTION)
        return store.get(QUESTION.digest()) == REPLY

    assert asyncio.run(work())


def test_an_error_is_not_kept(store: Answers) -> None:
    with serve(faults=["empty"]) as server:
        asked(server, several([QUESTION]), Ledger(), store=store)
        (reply,) = asked(server, several([QUESTION]), Ledger(), store=store)
    assert not reply.cached


def test_an_export_is_readable_and_replays(store: Answers, tmp_path: Path) -> None:
    key = QUESTION.digest()
    store.set(key, replace(REPLY, text="收到申请36件"))
    assert store.export(tmp_path / "replies") == 1
    path = tmp_path / "replies" / f"{key}.json"
    assert json.loads(path.read_text("utf-8"))["text"] == "收到申请36件"
    assert "收到申请36件" in path.read_text("utf-8")

    async def work() -> str:
        return (await replay(tmp_path / "replies")(QUESTION)).text

    assert asyncio.run(work()) == "收到申请36件"


def test_a_replay_sends_nothing_needs_no_key_and_is_on_the_books(
    store: Answers, tmp_path: Path
) -> None:
    told = settings("http://127.0.0.1:9/v1", api_key_env="NO_SUCH_KEY")
    store.set(providers.settled(QUESTION, told).digest(), REPLY)
    store.export(tmp_path)
    ledger, attempts = journal()

    async def work() -> Reply:
        return await providers.replaying(told, ledger, tmp_path)(QUESTION)

    assert asyncio.run(work()) == REPLY
    assert [a.outcome for a in attempts] == [Outcome.REPLAYED]


def test_a_request_that_was_not_recorded_is_a_miss(tmp_path: Path) -> None:
    with pytest.raises(ReplayMiss, match="no answer to the request"):
        asyncio.run(_replayed(tmp_path))


def test_a_damaged_recording_is_a_miss(tmp_path: Path) -> None:
    (tmp_path / f"{QUESTION.digest()}.json").write_text("{", "utf-8")
    with pytest.raises(ReplayMiss, match="damaged"):
        asyncio.run(_replayed(tmp_path))


def test_a_replay_wants_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cache export"):
        replay(tmp_path / "none")


async def _replayed(folder: Path) -> Reply:
    return await replay(folder)(QUESTION)


def test_no_key_gets_into_the_cache(store: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPBACK_KEY", KEY)
    with serve(faults=["babble"]) as server:
        asked(server, several([QUESTION]), Ledger(), store=store, api_key_env="LOOPBACK_KEY")
    store.close()
    assert store.stats().entries == 1
    assert not any(KEY.encode() in path.read_bytes() for path in store.shelf.directory.iterdir())


def test_a_known_answer_loads_no_sdk(store: Answers, tmp_path: Path) -> None:
    told = settings("http://127.0.0.1:9/v1")
    store.set(providers.settled(QUESTION, told).digest(), REPLY)
    store.export(tmp_path / "replies")
    code = (
        "import asyncio, sys; from pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from _asking import QUESTION, providers, settings, Ledger\n"
        "from llm_extract.cache import Answers\n"
        "told = settings('http://127.0.0.1:9/v1')\n"
        "async def ask():\n"
        "    store = Answers.at(Path(sys.argv[1]))\n"
        "    async with providers.opened(told, Ledger(), store=store) as ask:\n"
        "        await ask(QUESTION)\n"
        "    await providers.replaying(told, Ledger(), Path(sys.argv[2]))(QUESTION)\n"
        "asyncio.run(ask())\n"
        "print(sorted({'openai', 'instructor', 'anthropic', 'httpx2'} & set(sys.modules)))"
    )
    places = (str(store.shelf.directory), str(tmp_path / "replies"))
    ran = subprocess.run([sys.executable, "-c", code, *places], capture_output=True, text=True)
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")
