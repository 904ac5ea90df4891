"""Outcomes kept as they come, and told when they are safe."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

from llm_extract.batch.failures import Failure, Failures
from llm_extract.batch.keeping import Results
from llm_extract.batch.orders import Finished, Outcome
from llm_extract.batch.stopping import Stop
from llm_extract.errors import ConfigError


def kept(
    outcomes: Iterator[Outcome], kept_in: tuple[Results, Failures], stop: Stop, together: float
) -> Iterator[list[Outcome]]:
    """Outcomes without their bytes, told in groups of so many seconds when they are on the disk.

    Where they cannot be kept the run comes to its end before that is raised: answers on their way
    are paid.
    """
    group: list[Outcome] = []
    since = monotonic()
    try:
        for outcome in outcomes:
            group.append(_kept(outcome, *kept_in))
            if monotonic() - since >= together:
                _commit(*kept_in)
                yield group
                group, since = [], monotonic()
        _commit(*kept_in)
        yield group
    except ConfigError:
        stop.wanted = True
        for _ in outcomes:
            pass
        raise


def _kept(outcome: Outcome, results: Results, failures: Failures) -> Outcome:
    """What ends the run says nothing of the document: that is no failure of it."""
    if isinstance(outcome, Finished):
        assert isinstance(outcome.made, bytes)
        results.add(outcome.source, outcome.made)
        failures.forget(outcome.source)
        return replace(outcome, made=b"")
    if outcome.end is None:
        failures.add(Failure(outcome.source, outcome.sha256, outcome.digest, outcome.fault))
    return outcome


def _commit(results: Results, failures: Failures) -> None:
    results.commit()
    failures.commit()
