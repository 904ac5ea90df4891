"""Is missing kept apart from zero? The state of right values, and zeros where nothing is said."""

from collections.abc import Callable, Iterator, Sequence

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


def _of(state: State) -> Callable[[Outcome], bool]:
    """Outcomes whose label has that state."""
    return lambda o: o.expected is not None and o.expected.state is state


def _right(outcome: Outcome) -> bool:
    return bool(outcome.state_right)


def _says_nothing(outcome: Outcome) -> bool:
    """The report gives no number for it: a cell without one, or no word at all."""
    return outcome.expected is None or outcome.expected.value is None


def _is_zero(outcome: Outcome) -> bool:
    return outcome.got is not None and outcome.got.value == 0
