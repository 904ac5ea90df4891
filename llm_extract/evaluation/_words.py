"""Outcomes and figures in words, the same in every format."""

from decimal import Decimal

from llm_extract.evaluation.figures import Figure
from llm_extract.evaluation.outcomes import Answer, Outcome
from llm_extract.records import Approximation, State

_MARKS = {Approximation.ABOUT: "≈", Approximation.AT_LEAST: "≥", Approximation.AT_MOST: "≤"}
# Figures that are no share of anything, with the decimals they are worth.
_AMOUNTS = {"cost.": 3}


def told(outcome: Outcome) -> str:
    """One line: what was expected, what came, and from which quote."""
    quote = (outcome.expected or outcome.got or _NOTHING).quote
    silent = " (silent)" if outcome.is_silent else ""
    return (
        f"{outcome.indicator}: {outcome.kind.value}{silent}: expected {amount(outcome.expected)}, "
        f"got {amount(outcome.got)}: {' '.join(quote.split())}"
    )


def amount(answer: Answer | None) -> str:
    """A value with its unit, a state where it has none or another than reported."""
    if answer is None:
        return "nothing"
    verdict = f" [{answer.verdict.value}]" if answer.verdict else ""
    if answer.value is None:
        return answer.state.value + verdict
    state = "" if answer.state is State.REPORTED else f" ({answer.state.value})"
    mark = _MARKS.get(answer.approximation, "")
    return f"{mark}{_plain(answer.value)} {answer.unit}{state}{verdict}".rstrip()


def share(figure: Figure | None) -> str:
    """The pooled estimate, as a percentage or as the amount that it is; "–" for nothing."""
    if figure is None or figure.estimate is None:
        return "–"
    return percentage(figure.name, figure.estimate)


def bounds(figure: Figure | None) -> str:
    """The interval, "" where there is none."""
    if figure is None or figure.low is None or figure.high is None:
        return ""
    return f"{percentage('', figure.low)}–{percentage('', figure.high)}"


def percentage(name: str, value: float) -> str:
    """98.4 for a share of 0.984; costs keep their own unit."""
    for start, decimals in _AMOUNTS.items():
        if name.startswith(start):
            return f"{value:.{decimals}f}"
    return f"{value * 100:.1f}"


def _plain(value: Decimal) -> str:
    return f"{int(value)}" if value == value.to_integral_value() else f"{value.normalize():f}"


_NOTHING = Answer(None, "", State.NOT_MENTIONED, Approximation.EXACT, "", None)
