"""A table for the terminal: figures side by side, groups, the worst misses, the gates."""

from collections.abc import Iterable, Iterator
from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from llm_extract.evaluation._words import bounds, percentage, share, told
from llm_extract.evaluation.formats import Evaluation, misses
from llm_extract.evaluation.scoring import Scored

_SHOWN = 12  # misses of one provider
_WIDTH = 120
_BREAKDOWNS = ("group", "form", "script", "place", "topic")


def render(evaluation: Evaluation) -> str:
    """Percentages; the interval is of the pooled figure, the mean is over documents."""
    out = StringIO()
    console = Console(file=out, width=_WIDTH, highlight=False, legacy_windows=False)
    for part in _parts(evaluation):
        console.print(part, no_wrap=True, overflow="ellipsis")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _parts(evaluation: Evaluation) -> Iterator[RenderableType]:
    documents = max((len(scored.judged) for scored in evaluation.scored), default=0)
    yield Text(f"suite {evaluation.suite}: {documents} documents; % (95 % interval) mean, of n")
    for document, reason in evaluation.skipped.items():
        yield Text(f"skipped {document}: {reason}")
    first = evaluation.scored[0]
    names = [f.name for f in first.figures if not f.name.startswith("breakdown.")]
    yield _grid("figure", names, evaluation.scored)
    prefixes = tuple(f"breakdown.{by}." for by in _BREAKDOWNS)
    parts = [f.name for f in first.figures if f.name.startswith(prefixes)]
    yield _grid("right of all stated or given", parts, evaluation.scored)
    for scored in evaluation.scored:
        yield from _missed(scored)
    for ruling in evaluation.rulings:
        yield Text(f"{'met   ' if ruling.met else 'MISSED'} {ruling.message}")


def _grid(title: str, names: Iterable[str], scored: tuple[Scored, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    table.add_column(title)
    for each in scored:
        table.add_column(each.about.provider, justify="right")
        for _ in ("interval", "mean", "n"):
            table.add_column(_, justify="right")
    for name in names:
        table.add_row(
            name.removeprefix("breakdown."), *(c for each in scored for c in _cells(each, name))
        )
    return table


def _cells(scored: Scored, name: str) -> tuple[str, str, str, str]:
    figure = scored.figure(name)
    mean = figure.mean if figure else None
    number = f"{figure.denominator:g}" if figure and figure.denominator else ""
    shown = percentage(name, mean) if mean is not None else ""
    return share(figure), bounds(figure), shown, number


def _missed(scored: Scored) -> Iterator[Text]:
    found = misses(scored)
    if not found:
        return
    silent = sum(outcome.is_silent for outcome in found)
    yield Text(f"{scored.about.provider}: {len(found)} misses, {silent} of them silent")
    for outcome in found[:_SHOWN]:
        yield Text(f"  {outcome.document}: {told(outcome)}")
    if len(found) > _SHOWN:
        yield Text(f"  and {len(found) - _SHOWN} more; --format html shows each in its text")
