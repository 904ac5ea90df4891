"""Is missing kept apart from zero? The state of right values, and zeros where nothing is said."""

from collections.abc import Iterator, Sequence

from llm_extract.evaluation.figures import Figure, counted, tally
from llm_extract.evaluation.figures import shares as counts
from llm_extract.evaluation.outcomes import Judged, Kind, Outcome
from llm_extract.records import State


def measure(judged: Sequence[Judged]) -> Iterator[Figure]:
    yield counted(judged, "states.right", _right, lambda o: o.state_right is not None)
    for state in State:
        figure = tally(
            f"states.{state.value}",
            counts(judged, lambda o: o.kind is Kind.CORRECT and _right(o), _of(state)),
        )
        if figure.documents:
            yield figure
    yield counted(judged, "states.zero_for_nothing", _is_zero, _says_nothing)


class _of:
    """Outcomes whose label has a state; a class, since a lambda would see the loop's last one."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __call__(self, outcome: Outcome) -> bool:
        return outcome.expected is not None and outcome.expected.state is self._state


def _right(outcome: Outcome) -> bool:
    return bool(outcome.state_right)


def _says_nothing(outcome: Outcome) -> bool:
    """The report gives no number for it: a cell without one, or no word at all."""
    return outcome.expected is None or outcome.expected.value is None


def _is_zero(outcome: Outcome) -> bool:
    return outcome.got is not None and outcome.got.value == 0
