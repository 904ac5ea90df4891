"""What is tried again, for how long, and when everything stops at once."""

import asyncio
import socket
from time import monotonic
from typing import Any

import pytest
from _asking import QUESTION, QUICK, asked, journal, question, settings, several
from loopback import serve

from llm_extract import providers
from llm_extract.errors import AnswerError, BadRequest, ProviderBusy, ProviderRefused
from llm_extract.ledger import Ledger, Outcome
from llm_extract.providers import Policy
from llm_extract.providers._retrying import retried
from llm_extract.providers.scripted import answering
from llm_extract.records import Reply

OK = '{"statements": []}'


def one(ask: Any) -> Any:
    return ask(QUESTION)


@pytest.mark.parametrize("fault", ["408", "409", "429", "500", "502", "503", "reset", "hang"])
def test_what_time_may_mend_is_tried_again(fault: str) -> None:
    ledger, attempts = journal()
    with serve(faults=[fault]) as server:
        reply = asked(server, one, ledger, timeout=3 if fault == "hang" else 60)
    assert (reply.text, reply.attempts) == (OK, 2)
    assert [a.outcome for a in attempts] == [Outcome.FAILED, Outcome.ANSWERED]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("400", BadRequest),
        ("401", ProviderRefused),
        ("403", ProviderRefused),
        ("404", ProviderRefused),
        ("quota", ProviderRefused),
        ("empty", AnswerError),
    ],
)
def test_what_no_time_will_mend_is_asked_once(fault: str, error: type[Exception]) -> None:
    with serve(faults=[fault] * 9) as server:
        with pytest.raises(error):
            asked(server, one, Ledger())
        assert len(server.requests) == 1


def test_nothing_but_the_policy_tries_again() -> None:
    with serve(faults=["500"] * 99) as server:
        with pytest.raises(ProviderBusy, match=r"loopback: .* 500 .* \(4 tries\)"):
            asked(server, one, Ledger())
        assert len(server.requests) == QUICK.attempts


def test_retry_after_is_waited_for() -> None:
    with serve(faults=["429:0.4"]) as server:
        begun = monotonic()
        asked(server, one, Ledger())
        assert monotonic() - begun >= 0.4


def test_a_retry_after_behind_the_deadline_is_not_waited_for() -> None:
    with serve(faults=["429:3600"]) as server:
        with pytest.raises(ProviderBusy, match="429"):
            asked(server, one, Ledger())
        assert len(server.requests) == 1


def test_the_deadline_holds_for_all_tries_together() -> None:
    policy = Policy(attempts=99, deadline=0.6, first_pause=0.01, longest_pause=0.02)
    with serve(faults=["hang"] * 99) as server:
        with pytest.raises(ProviderBusy, match=r"loopback: no answer within 0\.6 s"):
            asked(server, one, Ledger(), policy=policy, timeout=0.25)
        assert len(server.requests) <= 3


@pytest.mark.parametrize("fault", ["429", "500", "reset"])
def test_of_50_requests_in_a_storm_none_is_lost(fault: str) -> None:
    ledger, _ = journal()
    with serve(faults=[fault] * 30) as server:
        policy = Policy(attempts=20, deadline=30.0, first_pause=0.01, longest_pause=0.05)
        replies = asked(
            server, several(map(question, range(50))), ledger, policy=policy, concurrency=10
        )
    assert [reply.text for reply in replies] == [OK] * 50
    totals = ledger.totals()
    assert (totals.calls, totals.failed) == (80, 30)


@pytest.mark.parametrize("fault", ["400", "empty", "null", "garbage", "refusal"])
def test_one_bad_answer_of_50_costs_no_other(fault: str) -> None:
    with serve(faults=["", "", fault]) as server:
        replies = asked(server, several(map(question, range(50))), Ledger(), concurrency=1)
    assert [type(r) for r in replies] == [Reply, Reply, type(replies[2])] + [Reply] * 47
    assert isinstance(replies[2], AnswerError)


def test_a_dead_server_ends_all_requests_soon() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    async def work() -> list[Any]:
        told = settings(f"http://127.0.0.1:{port}/v1", concurrency=4)
        async with providers.opened(told, ledger, policy=QUICK) as ask:
            return await several(map(question, range(200)))(ask)

    ledger, attempts = journal()
    replies = asyncio.run(work())
    assert all(isinstance(r, ProviderBusy) and r.unreachable for r in replies)
    assert len(attempts) <= QUICK.doors + 4


def test_a_refused_key_ends_all_requests_soon() -> None:
    with serve(faults=["401"] * 999) as server:
        replies = asked(server, several(map(question, range(200))), Ledger(), concurrency=4)
        assert all(isinstance(r, ProviderRefused) for r in replies)
        assert len(server.requests) <= 8


def test_one_refusal_among_answers_ends_nothing() -> None:
    with serve(faults=["", "403"]) as server:
        replies = asked(server, several(map(question, range(5))), Ledger(), concurrency=1)
    assert [type(r) for r in replies] == [Reply, ProviderRefused, Reply, Reply, Reply]


def test_a_server_that_comes_back_is_waited_for() -> None:
    away = ProviderBusy("away", unreachable=True)
    ask = retried(answering([Reply("一", "m"), *[away] * 5, Reply("二", "m")]), Policy(8, 5.0, 0.0))

    async def both() -> list[str]:
        return [(await ask(QUESTION)).text, (await ask(QUESTION)).text]

    assert asyncio.run(both()) == ["一", "二"]
