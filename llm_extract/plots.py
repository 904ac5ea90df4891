"""Plots as inline SVG: bars with intervals, curves, points. No script, no outside resource."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 30, 40
_ROW, _GAP, _LABELS = 16, 8, 190
_LETTER = 6.2  # what a letter takes on average
COLOURS = ("#1b6ca8", "#c8553d", "#3a7d44", "#7b4b94", "#b08900", "#4a4a4a")


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its interval; `low` and `high` are None where there is none."""

    label: str
    share: float
    low: float | None
    high: float | None
    series: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one colour of a divided bar stands for."""

    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar divided in proportion to its counts, which follow the parts."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a plot with the word that stands beside it."""

    x: float
    y: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Axes:
    """What the axes show; both start at 0 and end at `x_end` and `y_end`."""

    title: str
    x: str
    y: str
    x_end: float = 1.0
    y_end: float = 1.0
    decimals: int = 2


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars from 0 to 1, one a row, each with a whisker for its interval."""
    height = _TOP + len(rows) * (_ROW + _GAP) + _BOTTOM
    parts = [_scale_below(height)]
    for number, row in enumerate(rows):
        parts.append(_bar(row, _TOP + number * (_ROW + _GAP)))
    return _svg(title, _LABELS + 420, height, parts)


def stacks(title: str, parts: Sequence[Part], rows: Sequence[Stack]) -> str:
    """Horizontal bars from 0 to 1, each divided into parts; a legend above names these."""
    top = _TOP + _ROW
    height = top + len(rows) * (_ROW + _GAP) + _BOTTOM
    drawn = [*_legend(parts), _scale_below(height, top)]
    for number, row in enumerate(rows):
        drawn.append(_stack(row, parts, top + number * (_ROW + _GAP)))
    return _svg(title, _LABELS + 500, height, drawn)


def curve(axes: Axes, series: Sequence[tuple[str, Sequence[Point]]]) -> str:
    """One line a series, with a mark and a word at each point."""
    parts = [_frame(axes)]
    for number, (name, points) in enumerate(series):
        places = [_place(axes, point) for point in points]
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += _marks(places, [f"{name} {p.label}".strip() for p in points], colour)
    return _svg(axes.title, _WIDTH, _HEIGHT, parts)


def scatter(axes: Axes, points: Sequence[Point]) -> str:
    """A mark and a word for each point."""
    parts = [_frame(axes)]
    for number, point in enumerate(points):
        colour = COLOURS[number % len(COLOURS)]
        parts += _marks([_place(axes, point)], [point.label], colour)
    return _svg(axes.title, _WIDTH, _HEIGHT, parts)


def _bar(row: Bar, y: float) -> str:
    colour = COLOURS[row.series % len(COLOURS)]
    middle = y + _ROW / 2
    parts = [
        _text(_LABELS - 8, middle + 4, row.label, "end"),
        f'<rect x="{_LABELS}" y="{y}" width="{_along(row.share) - _LABELS:.1f}" height="{_ROW}" '
        f'fill="{colour}" fill-opacity="0.75"><title>{escape(row.note)}</title></rect>',
    ]
    if row.low is not None and row.high is not None:
        low, high = _along(row.low), _along(row.high)
        parts.append(
            f'<path d="M{low:.1f} {middle}H{high:.1f}M{low:.1f} {middle - 4}v8'
            f'M{high:.1f} {middle - 4}v8" stroke="#222" stroke-width="1.5" fill="none"/>'
        )
    elif row.note:
        parts.append(_text(_along(row.share) + 6, middle + 4, row.note, "start"))
    return "".join(parts)


def _along(share: float) -> float:
    return _LABELS + min(max(share, 0.0), 1.0) * 400


def _stack(row: Stack, parts: Sequence[Part], y: float) -> str:
    total, done = sum(row.counts), 0
    drawn = [_text(_LABELS - 8, y + _ROW / 2 + 4, row.label, "end")]
    for part, count in zip(parts, row.counts, strict=True):
        start, end = _along(done / (total or 1)), _along((done + count) / (total or 1))
        done += count
        if count:
            told = escape(f"{row.label}, {part.name}: {count} of {total}")
            drawn.append(
                f'<rect x="{start:.1f}" y="{y}" width="{end - start:.1f}" height="{_ROW}" '
                f'fill="{part.colour}"><title>{told}</title></rect>'
            )
    drawn.append(_text(_along(1) + 8, y + _ROW / 2 + 4, f"{total:,}", "start"))
    return "".join(drawn)


def _legend(parts: Sequence[Part]) -> Iterator[str]:
    """Coloured squares with their names in a row."""
    x = 8.0
    for part in parts:
        yield f'<rect x="{x:g}" y="6" width="12" height="12" fill="{part.colour}"/>'
        yield _text(x + 17, 16, part.name, "start")
        x += 17 + len(part.name) * _LETTER + 14


def _scale_below(height: float, top: float = _TOP) -> str:
    foot = height - _BOTTOM
    parts = []
    for tenth in range(0, 11, 2):
        x = _along(tenth / 10)
        parts.append(f'<path d="M{x} {top}V{foot}" stroke="#ddd"/>')
        parts.append(_text(x, foot + 16, f"{tenth * 10} %", "middle"))
    return "".join(parts)


def _frame(axes: Axes) -> str:
    foot, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = [f'<path d="M{_LEFT} {_TOP}V{foot}H{right}" stroke="#222" fill="none"/>']
    for fifth in range(6):
        x, _ = _place(axes, Point(axes.x_end * fifth / 5, 0))
        _, y = _place(axes, Point(0, axes.y_end * fifth / 5))
        parts.append(f'<path d="M{x:.1f} {foot}v4M{_LEFT} {y:.1f}h-4" stroke="#222"/>')
        parts.append(_text(x, foot + 16, f"{axes.x_end * fifth / 5:.{axes.decimals}f}", "middle"))
        parts.append(_text(_LEFT - 7, y + 4, f"{axes.y_end * fifth / 5:.{axes.decimals}f}", "end"))
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 6, axes.x, "middle"))
    parts.append(_text(4, 12, axes.y, "start"))
    return "".join(parts)


def _marks(places: Iterable[tuple[float, float]], labels: Iterable[str], colour: str) -> list[str]:
    """Words alternate above and below, so that neighbours do not hide each other."""
    parts = []
    for number, ((x, y), label) in enumerate(zip(places, labels, strict=True)):
        side, off = ("end", -7) if x > _WIDTH * 0.7 else ("start", 7)
        lift = -7 if number % 2 == 0 else 17
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
        parts.append(_text(x + off, y + lift, label, side))
    return parts


def _place(axes: Axes, point: Point) -> tuple[float, float]:
    across = min(max(point.x / (axes.x_end or 1), 0.0), 1.0)
    up = min(max(point.y / (axes.y_end or 1), 0.0), 1.0)
    foot, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    return _LEFT + across * (right - _LEFT), foot - up * (foot - _TOP)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(title: str, width: float, height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
