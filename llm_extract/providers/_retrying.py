"""The only place that tries again: what time may mend, for a while, and nothing else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_random_exponential,
)
from tenacity.stop import stop_base

from llm_extract.errors import AnswerError, ProviderBusy, ProviderError, ProviderRefused
from llm_extract.providers._timing import timed
from llm_extract.records import Ask, Reply, Request

T = TypeVar("T")
Attempt = Callable[[], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Policy:
    """How long to try. Times are in seconds.

    `deadline` is for one request with all its tries and pauses, but for waiting its turn; `doors`
    the number of failed connections after which a server that never answered is given up;
    `patience` how long one that did answer may be away. Where so many tries in a row, over so long
    a time, brought no answer to anybody (`vain`), each request is tried once until one is answered.
    """

    attempts: int = 8
    deadline: float = 300.0
    first_pause: float = 0.5
    longest_pause: float = 60.0
    doors: int = 4
    vain: int = 12
    patience: float = 30.0


def retried(ask: Ask, policy: Policy, provider: str = "") -> Ask:
    """The same asking, tried again under the policy. All requests share one circuit breaker."""
    breaker = _Breaker(policy)
    pause = wait_random_exponential(multiplier=policy.first_pause, max=policy.longest_pause)
    retrying = AsyncRetrying(
        retry=retry_if_exception(_mendable),
        wait=lambda state: max(pause(state), _asked_for(state)),
        stop=stop_after_attempt(policy.attempts) | _Overdue(policy, breaker),
        reraise=True,
    )

    async def with_retries(request: Request) -> Reply:
        tries = 0

        async def attempt() -> Reply:
            nonlocal tries
            breaker.check()
            tries += 1
            return await breaker.watched(ask, request)

        try:
            async with timed(policy.deadline):
                try:
                    return await attempt()
                except ProviderBusy as error:
                    if breaker.resigned:
                        raise
                    reply: Reply = await retrying.copy()(_resumed(attempt, error))
                    return replace(reply, attempts=tries)
        except TimeoutError:
            raise ProviderBusy(
                f"{provider}: no answer within {policy.deadline:g} s ({tries} tries); "
                f"try again later"
            ) from None
        except ProviderBusy as error:
            error.args = (f"{error}{_effort(tries, breaker)}",)
            raise

    return with_retries


def _effort(tries: int, breaker: "_Breaker") -> str:
    """What was done before giving up, to be said behind an error."""
    vain = "; nobody was answered for a while" if breaker.resigned else ""
    return vain + (f" ({tries} tries)" if tries > 1 else "")


async def insisted(call: Callable[[], Awaitable[T]], policy: Policy) -> T:
    """Any call, tried again under the policy's attempts and pauses."""
    pause = wait_random_exponential(multiplier=policy.first_pause, max=policy.longest_pause)
    retrying = AsyncRetrying(
        retry=retry_if_exception(_mendable),
        wait=lambda state: max(pause(state), _asked_for(state)),
        stop=stop_after_attempt(policy.attempts),
        reraise=True,
    )
    return await retrying(call)


def _resumed(attempt: Attempt, failure: ProviderBusy) -> Attempt:
    """The attempt, the failure already known standing for its first time.

    Nearly every request is answered at once: so tenacity need not be at every one.
    """
    known = [failure]

    async def resumed() -> Reply:
        if known:
            raise known.pop()
        return await attempt()

    return resumed


def _mendable(error: BaseException) -> bool:
    return isinstance(error, ProviderError) and error.retryable


def _asked_for(state: RetryCallState) -> float:
    """Seconds the server asked us to wait."""
    error = state.outcome.exception() if state.outcome else None
    return (error.retry_after or 0.0) if isinstance(error, ProviderBusy) else 0.0


class _Overdue(stop_base):
    """Stops when the next pause would end behind the deadline, or nobody is there any more."""

    def __init__(self, policy: Policy, breaker: "_Breaker") -> None:
        self._policy = policy
        self._breaker = breaker

    def __call__(self, state: RetryCallState) -> bool:
        spent = (state.seconds_since_start or 0.0) + state.upcoming_sleep
        over = self._breaker.open or self._breaker.resigned
        return spent >= self._policy.deadline or over


class _Breaker:
    """Ends all requests soon once it is clear that none will be answered."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._answered = False
        self._doors = 0  # connections that failed since the last one that did not
        self._away_since = 0.0
        self._vain = 0  # tries that failed since the last answer, and since when
        self._vain_since = 0.0
        self._verdict: ProviderError | None = None

    @property
    def open(self) -> bool:
        """Whether the run is over for this provider."""
        return self._verdict is not None

    @property
    def resigned(self) -> bool:
        """Whether the server answers nobody, so that trying again is no use for now."""
        if self._vain < self._policy.vain:
            return False
        return monotonic() - self._vain_since >= self._policy.patience

    def check(self) -> None:
        """Raise what ended the run, if anything did."""
        if isinstance(self._verdict, ProviderBusy):
            raise ProviderBusy(str(self._verdict), unreachable=True)
        if self._verdict is not None:
            raise ProviderRefused(str(self._verdict))

    async def watched(self, ask: Ask, request: Request) -> Reply:
        """One attempt, and what it says about the server."""
        try:
            reply = await ask(request)
        except ProviderBusy as error:
            self._knocked(error)
            self._failed()
            raise
        except AnswerError:
            self._vain = 0
            raise
        except ProviderRefused as error:
            if not self._answered:
                self._verdict = error
            raise
        self._answered, self._doors, self._vain = True, 0, 0
        return reply

    def _failed(self) -> None:
        if self._vain == 0:
            self._vain_since = monotonic()
        self._vain += 1

    def _knocked(self, error: ProviderBusy) -> None:
        if not error.unreachable:
            self._doors = 0
            return
        if self._doors == 0:
            self._away_since = monotonic()
        self._doors += 1
        away = monotonic() - self._away_since
        if self._doors >= self._policy.doors and (
            not self._answered or away >= self._policy.patience
        ):
            self._verdict = error
