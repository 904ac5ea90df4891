"""One offline page: figures, plots, and every miss shown in its text. It loads and runs nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from llm_extract import plots
from llm_extract.evaluation._words import amount, bounds, percentage, share
from llm_extract.evaluation.figures import Figure
from llm_extract.evaluation.formats import Evaluation, misses
from llm_extract.evaluation.outcomes import Kind, Outcome
from llm_extract.evaluation.scoring import Scored
from llm_extract.evaluation.statistics import risk_coverage
from llm_extract.pages import rendered
from llm_extract.records import Span, Verdict

_AROUND = 60  # characters of context either side of a quote
_TRUST = {Verdict.CONFIRMED: 2.0, Verdict.SUPPORTED: 1.0, Verdict.DISPUTED: 0.0}
_NAMES = {confidence: verdict.value for verdict, confidence in _TRUST.items()}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text with the quote in its middle."""

    title: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Miss:
    """One miss as the page shows it."""

    outcome: Outcome
    expected: str
    got: str
    passages: tuple[Passage, ...]


def render(evaluation: Evaluation) -> str:
    """The whole page; its policy allows its own style alone."""
    return rendered("llm_extract.evaluation", "page", _content(evaluation))


def _content(evaluation: Evaluation) -> dict[str, Any]:
    scored = evaluation.scored
    names = [f.name for f in scored[0].figures if not f.name.startswith("breakdown.")]
    return {
        "suite": evaluation.suite,
        "rulings": evaluation.rulings,
        "providers": [each.about for each in scored],
        "rows": [(name, [_cell(each.figure(name)) for each in scored]) for name in names],
        "plots": [Markup(plot) for plot in _plots(scored)],
        "missed": [(each.about.provider, list(_misses(each))) for each in scored],
        "skipped": evaluation.skipped,
        "documents": [(each.about.provider, list(_documents(each))) for each in scored],
    }


def _cell(figure: Figure | None) -> dict[str, str]:
    has_mean = figure is not None and figure.mean is not None
    return {
        "share": share(figure),
        "bounds": bounds(figure),
        "mean": percentage(figure.name, figure.mean or 0) if figure and has_mean else "",
        "number": f"{figure.denominator:g}" if figure else "",
    }


def _plots(scored: tuple[Scored, ...]) -> Iterator[str]:
    yield plots.bars("right values by group of indicators", list(_groups(scored)))
    curves = [(each.about.provider, list(_risks(each))) for each in scored]
    top = max((point.y for _, points in curves for point in points), default=0)
    axes = plots.Axes(
        "risk and coverage of the verdicts",
        "share of values accepted, most trusted first",
        "wrong among them",
        y_end=max(top * 1.25, 0.01),
        decimals=3,
    )
    yield plots.curve(axes, curves)
    costs = [_cost(each) for each in scored]
    dear = max((point.x for point in costs), default=0) * 1.25
    cost_axes = plots.Axes(
        "cost and accuracy", "money a document", "accuracy (F1)", x_end=dear or 1.0
    )
    yield plots.scatter(cost_axes, costs)


def _groups(scored: tuple[Scored, ...]) -> Iterator[plots.Bar]:
    prefix = "breakdown.group."
    names = dict.fromkeys(f.name for s in scored for f in s.figures if f.name.startswith(prefix))
    for name in names:
        for series, each in enumerate(scored):
            figure = each.figure(name)
            if figure and figure.estimate is not None:
                label = name.removeprefix(prefix)
                label += f" ({each.about.provider})" if len(scored) > 1 else ""
                note = f"{figure.numerator:g} of {figure.denominator:g}"
                low, high = figure.low, figure.high
                yield plots.Bar(label, figure.estimate, low, high, series, note)


def _risks(scored: Scored) -> Iterator[plots.Point]:
    given = [
        (_TRUST[o.got.verdict], o.kind is Kind.CORRECT)
        for o in scored.outcomes
        if o.got is not None and o.got.verdict in _TRUST
    ]
    for point in risk_coverage(given):
        yield plots.Point(point.coverage, point.risk, f"to {_NAMES[point.confidence]}")


def _cost(scored: Scored) -> plots.Point:
    money, accuracy = scored.figure("cost.money"), scored.figure("accuracy.f1")
    x = money.estimate if money and money.estimate else 0.0
    y = accuracy.estimate if accuracy and accuracy.estimate else 0.0
    return plots.Point(x, y, scored.about.provider)


def _misses(scored: Scored) -> Iterator[Miss]:
    texts = {judged.document: judged.text for judged in scored.judged}
    for outcome in misses(scored):
        passages = tuple(_passages(outcome, texts[outcome.document]))
        yield Miss(outcome, amount(outcome.expected), amount(outcome.got), passages)


def _passages(outcome: Outcome, text: str) -> Iterator[Passage]:
    for title, answer in (("stated", outcome.expected), ("given", outcome.got)):
        if answer is not None and answer.span is not None and text:
            yield _passage(title, answer.span, text)
        elif answer is not None:
            yield Passage(title, "", answer.quote, "")


def _passage(title: str, span: Span, text: str) -> Passage:
    before = text[max(span.start - _AROUND, 0) : span.start]
    return Passage(title, before, text[span.start : span.end], text[span.end : span.end + _AROUND])


def _documents(scored: Scored) -> Iterable[dict[str, Any]]:
    for judged in scored.judged:
        kinds = {kind.value: 0 for kind in Kind}
        for outcome in judged.outcomes:
            kinds[outcome.kind.value] += 1
        yield {"name": judged.document, "split": judged.split, "fault": judged.fault, **kinds}
