"""What was spent, what is not known, and the limit."""

import asyncio
from decimal import Decimal

import pytest
from _asking import QUESTION, asked, journal, question, settings, several
from hypothesis import given
from hypothesis import strategies as st
from loopback import serve

from llm_extract.errors import BudgetSpent
from llm_extract.ledger import Attempt, Ledger, Outcome, Prices, Totals, estimate
from llm_extract.records import Reply, Request

PRICES = Prices.of(0.27, 1.1)


def attempt(outcome: Outcome = Outcome.ANSWERED, tokens: int | None = 5) -> Attempt:
    cost = None if tokens is None else Decimal(tokens)
    return Attempt("p", "m", outcome, 1.0, tokens, tokens, cost)


def totals(*attempts: Attempt) -> Totals:
    ledger = Ledger()
    for each in attempts:
        ledger.record(each)
    return ledger.totals()


def test_the_cost_is_that_of_the_price_table() -> None:
    assert PRICES.cost(1_000_000, 2_000_000) == Decimal("2.47")


def test_without_a_price_the_cost_is_unknown() -> None:
    assert Prices.of(None, None).cost(5, 5) is None


def test_without_a_count_the_cost_is_unknown() -> None:
    assert PRICES.cost(None, 5) is None


def test_what_is_free_costs_nothing_even_if_nobody_counted() -> None:
    assert Prices.of(0, 0).cost(None, None) == 0


def test_calls_are_what_was_sent_and_cached_what_was_not() -> None:
    found = totals(attempt(), attempt(Outcome.FAILED, 0), Attempt("p", "m", Outcome.CACHED))
    assert (found.calls, found.failed, found.cached) == (2, 1, 1)
    assert (found.input_tokens, found.cost) == (5, 5)


def test_one_unknown_count_makes_the_sum_unknown_but_not_what_is_known() -> None:
    found = totals(attempt(tokens=5), attempt(tokens=None))
    assert (found.input_tokens, found.cost, found.spent) == (None, None, 5)


def test_an_account_sums_its_own_and_the_run_sums_all() -> None:
    ledger = Ledger()
    with ledger.account("a"):
        ledger.record(attempt(tokens=1))
    with ledger.account("b"):
        ledger.record(attempt(tokens=2))
    assert ledger.totals("a").input_tokens == 1
    assert ledger.totals().input_tokens == 3
    assert ledger.closed("b").input_tokens == 2
    assert ledger.totals("b") == Totals()


def test_tasks_begun_within_an_account_belong_to_it() -> None:
    ledger = Ledger()

    async def record(tokens: int) -> None:
        await asyncio.sleep(0)
        ledger.record(attempt(tokens=tokens))

    async def both() -> None:
        with ledger.account("a"):
            one = asyncio.ensure_future(record(1))
        with ledger.account("b"):
            two = asyncio.ensure_future(record(2))
        await asyncio.gather(one, two)

    asyncio.run(both())
    assert (ledger.totals("a").input_tokens, ledger.totals("b").input_tokens) == (1, 2)


def test_the_limit_stops_before_it_is_exceeded() -> None:
    ledger = Ledger(Decimal(10))
    ledger.allow(Decimal(6))
    with pytest.raises(BudgetSpent, match="before 10 would be exceeded"):
        ledger.allow(Decimal(5))
    ledger.allow(Decimal(4))


def test_what_an_estimate_was_too_high_is_given_back() -> None:
    ledger = Ledger(Decimal(10))
    ledger.allow(Decimal(9)).settle(Decimal(1))
    ledger.allow(Decimal(9))


def test_where_the_cost_stays_unknown_the_estimate_counts() -> None:
    ledger = Ledger(Decimal(10))
    ledger.allow(Decimal(9)).settle(None)
    with pytest.raises(BudgetSpent):
        ledger.allow(Decimal(2))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=40))
def test_no_order_of_requests_exceeds_the_limit(requests: list[tuple[int, int]]) -> None:
    ledger, spent = Ledger(Decimal(100)), 0
    for wanted, share in requests:
        try:
            reservation = ledger.allow(Decimal(wanted))
        except BudgetSpent:
            continue
        cost = min(wanted, share)
        reservation.settle(Decimal(cost))
        spent += cost
    assert spent <= 100


def test_a_chinese_character_counts_for_more_than_a_letter() -> None:
    chinese, _ = estimate(Request("", "政" * 1000, {}))
    english, answer = estimate(Request("", "a" * 1000, {}, max_tokens=77))
    assert chinese >= 1000 > english
    assert answer == 77


def test_of_requests_in_flight_together_none_begins_beyond_the_limit() -> None:
    attempts: list[Attempt] = []
    ledger = Ledger(Decimal("0.02"), attempts.append)
    with serve() as server:
        replies = asked(
            server, several(map(question, range(20))), ledger, price_input=0.0, price_output=1.0
        )
        # 4,096 tokens of answer are expected of each, of which each needs 18.
        assert len(server.requests) < 20
    assert {type(r) for r in replies} == {Reply, BudgetSpent}
    assert ledger.totals().spent <= Decimal("0.02")


def test_the_tokens_of_a_failed_try_are_on_the_books() -> None:
    ledger, attempts = journal()
    with serve(faults=["empty"]) as server:
        asked(server, several([QUESTION]), ledger, price_input=1.0, price_output=1.0)
    assert [(a.outcome, a.output_tokens) for a in attempts] == [(Outcome.FAILED, 18)]
    assert "no choice" in attempts[0].reason


def test_a_cut_answer_is_on_the_books_as_such() -> None:
    ledger, attempts = journal()
    with serve(faults=["length"]) as server:
        asked(server, several([QUESTION]), ledger)
    assert [a.outcome for a in attempts] == [Outcome.TRUNCATED]


def test_a_missing_key_is_no_attempt() -> None:
    ledger, attempts = journal()
    with serve() as server:
        asked(server, several([QUESTION]), ledger, api_key_env="NO_SUCH_KEY")
    assert attempts == []


def test_settings_without_prices_promise_nothing() -> None:
    assert settings("http://x").price_input is None
    with serve() as server:
        replies = asked(server, several([QUESTION]), Ledger(Decimal(0)))
    assert isinstance(replies[0], Reply)
