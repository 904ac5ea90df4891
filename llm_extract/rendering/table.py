"""A table for the terminal: values by topic, then what the checks found, then the accounts."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from llm_extract.records import (
    Approximation,
    Finding,
    Report,
    Run,
    Severity,
    State,
    Statement,
    Value,
    Verdict,
)
from llm_extract.rendering import Options

_VERDICT_STYLES = {
    Verdict.CONFIRMED: "green",
    Verdict.SUPPORTED: "cyan",
    Verdict.DISPUTED: "bold red",
    Verdict.UNSUPPORTED: "magenta",
}
_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_MARKS = {
    Approximation.EXACT: "",
    Approximation.ABOUT: "≈ ",
    Approximation.AT_LEAST: "≥ ",
    Approximation.AT_MOST: "≤ ",
}
# Escape sequences and direction marks of a document must not reach the terminal.
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_NARROW = 20  # terminal columns that a quote gets at least
_WIDE = 110  # terminal columns from which on there is room for the Chinese labels too
_COLUMNS = ("label", "indicator", "value", "verdict", "place")


def render(reports: Iterable[Report], options: Options) -> Iterator[str]:
    """One block a report, a blank line between two."""
    before = ""
    for report in reports:
        yield before + _block(report, options)
        before = "\n"


def _block(report: Report, options: Options) -> str:
    console = Console(
        file=StringIO(),
        width=options.width,
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as capture:
        parts = (_head(report), _values(report, options), *_findings(report), *_gaps(report))
        for part in (*parts, _account(report)):
            console.print(part, soft_wrap=False)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _head(report: Report) -> Text:
    metadata = report.metadata
    period = f"{metadata.period_start or '?'} to {metadata.period_end or '?'}"
    facts = (
        metadata.agency or "agency not stated",
        str(metadata.year or "year not stated"),
        period if metadata.period_start or metadata.period_end else "period not stated",
        f"published {metadata.published}" if metadata.published else "",
        report.script.value,
        f"form {', '.join(report.forms)}" if report.forms else "no official form",
        report.document.source,
    )
    title = _clean(metadata.title or "(no title)")
    return Text.assemble((title, "bold"), "\n", _clean(" · ".join(fact for fact in facts if fact)))


def _values(report: Report, options: Options) -> RenderableType:
    if not report.values:
        return Text("no values found", "yellow")
    names = _COLUMNS if options.width >= _WIDE else _COLUMNS[1:]
    rows = [(value, _cells(value)[-len(names) :]) for value in report.values]
    columns = zip(*(cells for _, cells in rows), strict=True)
    used = [max(cell_len(cell.plain) for cell in column) for column in columns]
    room = max(options.width - sum(used) - 3 * len(used) - 1, _NARROW)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    for name in names:
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold")
    table.add_column("quote", no_wrap=True, overflow="ellipsis", min_width=_NARROW)
    for group, members in groupby(rows, lambda row: row[0].indicator.partition(".")[0]):
        table.add_row(*(Text(group, "bold") if name == "indicator" else "" for name in names))
        for value, cells in members:
            table.add_row(*cells, _quote(value.statements[0], room))
    return table


def _cells(value: Value) -> tuple[Text, ...]:
    """In the order of `_COLUMNS`; the group's name stands above its members."""
    first = value.statements[0]
    return (
        Text(value.label),
        Text("  " + value.indicator.partition(".")[2]),
        _amount(value, first),
        Text(value.verdict.value, _VERDICT_STYLES[value.verdict]),
        Text(first.place.value),
    )


def _amount(value: Value, first: Statement) -> Text:
    """The number with its unit and bounds; any state but "reported" is named."""
    quantity = first.quantity
    parts = []
    if quantity and quantity.value is not None:
        mark = _MARKS[quantity.approximation]
        parts.append(f"{mark}{plain(quantity.value)} {value.unit}")
    elif quantity and quantity.low is not None and quantity.high is not None:
        parts.append(f"{plain(quantity.low)}–{plain(quantity.high)} {value.unit}")
    if first.state is State.REPORTED and quantity is None:
        quotes = len({statement.span for statement in value.statements})
        parts.append(f"{quotes} {'quotes' if quotes > 1 else 'quote'}")
    elif first.state is not State.REPORTED or not parts:
        parts.append(first.state.value)
    return Text(" ".join(parts), "bold" if first.state is State.REPORTED else "")


def plain(number: Decimal) -> str:
    """Digits without exponent and without needless zeros: 145,000 and 1208.35."""
    whole = number == number.to_integral_value()
    return f"{int(number):,}" if whole else f"{number.normalize():,f}"


def _quote(statement: Statement, room: int) -> Text:
    """One line of the quote, cut so that its number stays in sight."""
    left, number, right = _around(statement)
    spare = room - cell_len(number)
    if cell_len(left) + cell_len(right) > spare:
        left = _tail(left, max(spare - min(cell_len(right), spare // 3), 0))
        right = _tail(right[::-1], max(spare - cell_len(left), 0))[::-1]
    return Text.assemble(left, (number, "bold"), right)


def _around(statement: Statement) -> tuple[str, str, str]:
    quote = statement.quote
    if statement.number is None:
        return _clean(quote), "", ""
    start, end = (
        at - statement.span.start for at in (statement.number.start, statement.number.end)
    )
    return _clean(quote[:start]), _clean(quote[start:end]), _clean(quote[end:])


def _tail(text: str, room: int) -> str:
    """The last `room` columns of a text, an ellipsis before them if something is cut."""
    if cell_len(text) <= room:
        return text
    while text and cell_len(text) > room - 1:
        text = text[max(1, (cell_len(text) - room) // 2) :]
    return "…" + text if room > 0 else ""


def _findings(report: Report) -> Iterator[Text]:
    serious = [f for f in report.findings if f.severity is not Severity.INFO]
    for finding in sorted(serious, key=lambda f: f.severity is not Severity.ERROR):
        style = _SEVERITY_STYLES[finding.severity]
        head = f"{finding.id} {finding.severity.value} "
        yield Text.assemble((head, style), _clean(finding.message), (_sides(finding), "dim"))
    notes = len(report.findings) - len(serious)
    if notes:
        yield Text(f"and {notes} notes that argue no fault; --format json has them", "dim")


def _sides(finding: Finding) -> str:
    sides = [
        plain(side) if isinstance(side, Decimal) else _clean(side)
        for side in (finding.left, finding.right)
        if side is not None
    ]
    delta = f", difference {plain(finding.delta)}" if finding.delta is not None else ""
    return f" [{' against '.join(sides)}{delta}]" if sides else ""


def _gaps(report: Report) -> Iterator[Text]:
    """What a model gave no usable answer to."""
    for gap in report.run.gaps:
        place = _clean(f"{gap['section'] or 'the beginning'} ({gap['start']}–{gap['end']})")
        said = _clean(f"{gap['witness']} gave no usable answer to {place}: {gap['reason']}")
        yield Text.assemble(("gap ", "yellow"), said)


def _account(report: Report) -> Text:
    total, open_ = len(report.numbers), len(report.unclaimed)
    counted = (
        f"{len(report.values)} values; {total} quantities in the text, "
        f"{total - open_} claimed by a value, {open_} unclaimed"
    )
    return Text(counted + _asked(report.run))


def _asked(run: Run) -> str:
    """What asking models took; nothing where none was asked."""
    if not run.model:
        return ""
    cost = "cost unknown" if run.cost is None else f"cost {plain(run.cost)}"
    failed = f", {run.failed} failed" if run.failed else ""
    return f"; {run.provider}: {run.calls} calls{failed}, {run.cached} from the cache, {cost}"


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
