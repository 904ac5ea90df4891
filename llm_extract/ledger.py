"""What was asked and what it cost: every attempt, the totals, and the limit on the money.

Unknown is not nothing: where a server does not say what it used, the totals say so too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from threading import Lock
from typing import Protocol

from llm_extract.errors import BudgetSpent, Stopped
from llm_extract.records import Request

_MILLION = 1_000_000
_ASCII_TOKEN = 0.3  # tokens for a character of English or JSON
_WIDE_TOKEN = 1.0  # for a Chinese one, at the worst of the tokenizers in use
_ANSWER = 4096  # tokens of an answer whose length nobody limits

Paid = tuple[int | None, int | None, Decimal | None]  # tokens of question and answer, cost
Mailed = Callable[[str], Paid | None]

_account: ContextVar[str] = ContextVar("account", default="")


class Outcome(StrEnum):
    """How one attempt ended."""

    ANSWERED = "answered"
    TRUNCATED = "truncated"
    FAILED = "failed"
    CACHED = "cached"
    REPLAYED = "replayed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one request. Tokens and cost are None where they are not known."""

    provider: str
    model: str
    outcome: Outcome
    seconds: float = 0.0
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cost: Decimal | None = Decimal(0)
    reason: str = ""  # of a failure


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over attempts. `calls` were sent; of them `failed` brought no answer.

    Tokens and cost are None when any call's are unknown; `spent` is the part of the cost known.
    """

    calls: int = 0
    cached: int = 0
    failed: int = 0
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cost: Decimal | None = Decimal(0)
    spent: Decimal = Decimal(0)
    seconds: float = 0.0

    def plus(self, attempt: Attempt) -> "Totals":
        """The totals with one more attempt."""
        known = attempt.outcome in (Outcome.CACHED, Outcome.REPLAYED)
        return Totals(
            self.calls + (not known),
            self.cached + known,
            self.failed + (attempt.outcome is Outcome.FAILED),
            _sum(self.input_tokens, attempt.input_tokens),
            _sum(self.output_tokens, attempt.output_tokens),
            None if self.cost is None or attempt.cost is None else self.cost + attempt.cost,
            self.spent + (attempt.cost or 0),
            self.seconds + attempt.seconds,
        )


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost; None where nobody said."""

    input: Decimal | None = None
    output: Decimal | None = None

    @classmethod
    def of(cls, input: float | None, output: float | None) -> "Prices":
        """From the numbers of the settings, as they are written there."""
        return cls(*(None if price is None else Decimal(str(price)) for price in (input, output)))

    def times(self, factor: Decimal) -> "Prices":
        """The same at a discount."""
        return Prices(
            *(None if price is None else price * factor for price in (self.input, self.output))
        )

    def cost(self, input_tokens: int | None, output_tokens: int | None) -> Decimal | None:
        """What so many tokens cost; None if a price or a count that matters is unknown."""
        parts = [_part(input_tokens, self.input), _part(output_tokens, self.output)]
        return None if None in parts else sum(filter(None, parts), Decimal(0))


class Purse(Protocol):
    """What is spent or reserved, known to all who spend of it."""

    def spend(self, amount: Decimal, limit: Decimal | None = None) -> tuple[bool, Decimal]:
        """Add an amount unless the sum would exceed the limit; whether it did, and the sum."""


class _Own:
    """The purse of one process; its ledger's lock guards it."""

    def __init__(self) -> None:
        self._spent = Decimal(0)

    def spend(self, amount: Decimal, limit: Decimal | None = None) -> tuple[bool, Decimal]:
        """Add an amount unless the sum would exceed the limit; whether it did, and the sum."""
        if limit is not None and self._spent + amount > limit:
            return False, self._spent
        self._spent += amount
        return True, self._spent


class Ledger:
    """Keeps the totals of a run and stops it before the limit would be exceeded.

    `account("report 7")` sums what happens within it apart as well; tasks begun inside belong to
    it. `journal` is told every attempt. Threads may share a ledger; what other processes spend of
    the same limit is in the `purse`, if there are any. `mailed` tells once what an answer cost that
    came another way.
    """

    def __init__(
        self,
        limit: Decimal | None = None,
        journal: Callable[[Attempt], object] | None = None,
        purse: Purse | None = None,
        mailed: Mailed | None = None,
    ) -> None:
        self.limit = limit
        self._journal = journal
        self._totals: dict[str, Totals] = {"": Totals()}
        self._purse = purse or _Own()
        self._mailed = mailed
        self._stopped = False
        self.flying = 0  # requests that were allowed and have not come to their end
        self._lock = Lock()

    @contextmanager
    def account(self, name: str) -> Iterator[None]:
        """Everything recorded within is summed under this name too."""
        token = _account.set(name)
        try:
            yield
        finally:
            _account.reset(token)

    def record(self, attempt: Attempt) -> None:
        """Add one attempt to the totals of the run and of the account in force."""
        with self._lock:
            for name in {"", _account.get()}:
                self._totals[name] = self._totals.get(name, Totals()).plus(attempt)
        if self._journal is not None:
            self._journal(attempt)

    def recall(self, key: str, attempt: Attempt) -> None:
        """Add an answer that was there already: as known, or as paid if nobody told of it yet."""
        paid = self._mailed(key) if self._mailed is not None else None
        if paid is None:
            self.record(replace(attempt, outcome=Outcome.CACHED))
            return
        asked, answered, cost = paid
        self.record(replace(attempt, input_tokens=asked, output_tokens=answered, cost=cost))

    def totals(self, account: str = "") -> Totals:
        """The sums of one account, of the whole run without a name."""
        return self._totals.get(account, Totals())

    def closed(self, account: str) -> Totals:
        """The sums of an account that is over; the ledger forgets it, so that memory stays flat."""
        with self._lock:
            return self._totals.pop(account, Totals())

    def allow(self, estimate: Decimal | None) -> "Reservation":
        """Reserve money for one request, or raise BudgetSpent before anything is sent.

        Without an estimate (no price is known) nothing can be promised and nothing is held back.
        """
        wanted = estimate or Decimal(0)
        with self._lock:
            if self._stopped:
                raise Stopped("the run was interrupted")
            allowed, spent = self._purse.spend(wanted, self.limit) if wanted else (True, wanted)
            if not allowed:
                raise BudgetSpent(
                    f"stopped before {self.limit} would be exceeded: {spent:.4f} is "
                    f"spent or on its way, the next request may cost {wanted:.4f}; "
                    f"--max-cost raises the limit, what is answered is kept"
                )
            self.flying += 1
        return Reservation(self, wanted)

    def stop(self) -> None:
        """Allow nothing more, whatever it may cost; what is on its way comes to its end."""
        with self._lock:
            self._stopped = True

    def landed(self, difference: Decimal) -> None:
        """One request came to its end; what counts as spent changes where its cost is known."""
        with self._lock:
            self.flying -= 1
            if difference:
                self._purse.spend(difference)


class Reservation:
    """Money held for one request until its cost is known."""

    def __init__(self, ledger: Ledger, amount: Decimal) -> None:
        self._ledger = ledger
        self._amount = amount

    def settle(self, cost: Decimal | None) -> None:
        """Put the cost in the place of the estimate, which stands where the cost is unknown."""
        known = self._amount if cost is None else cost
        self._ledger.landed(known - self._amount)
        self._amount = known


def estimate(request: Request) -> tuple[int, int]:
    """Tokens of the question and, at most, of the answer; rather too many than too few."""
    question = _tokens(request.system) + _tokens(request.user) + _tokens(str(request.schema))
    return question, request.max_tokens or _ANSWER


def _tokens(text: str) -> int:
    plain = len(text.encode("ascii", "ignore"))
    return 1 + int(_ASCII_TOKEN * plain + _WIDE_TOKEN * (len(text) - plain))


def _sum(left: int | None, right: int | None) -> int | None:
    return None if left is None or right is None else left + right


def _part(tokens: int | None, price: Decimal | None) -> Decimal | None:
    """Nothing used costs nothing, and what is free costs nothing, whatever else is unknown."""
    if tokens == 0 or price == 0:
        return Decimal(0)
    return None if tokens is None or price is None else tokens * price / _MILLION
