"""Small multiples: each indicator over the years, one dot a report, outliers marked. Plain SVG."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from math import log1p
from statistics import median
from typing import Any

_WIDTH, _HEIGHT, _MARGIN = 210, 92, 14
_MOST = 24  # charts
_DOTS = 400  # usual points that a chart draws
_FEWEST = 5  # reports that a chart is worth drawing for
_OUTLYING = 3.5  # modified z-score (Iglewicz and Hoaglin)
_LEAST_SPREAD = 0.25  # so that among nearly equal values a step of some per cent is nothing


@dataclass(frozen=True, slots=True)
class Point:
    """One report's value of an indicator."""

    report: int
    name: str
    year: int
    value: float
    outlying: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """The values of all reports, by indicator and the unit that they are counted in."""

    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    points: dict[tuple[str, str], list[Point]] = field(default_factory=dict)

    def add(self, number: int, tree: dict[str, Any]) -> None:
        """Take in one report; `number` is its place among the results."""
        year = tree["report"]["year"]
        name = tree["report"]["agency"] or tree["document"]["source"]
        for value in tree["values"] if year is not None else ():
            if value["value"] is not None and value["value"] >= 0:
                key = (value["indicator"], value["unit"])
                self.titles[key] = f"{value['label']} ({value['unit']}) {value['indicator']}"
                point = Point(number, name, year, float(value["value"]))
                self.points.setdefault(key, []).append(point)

    def charts(self, link: str) -> Iterator[str]:
        """Charts of the indicators that most reports state; `link` has a place for the number."""
        found = self.points
        often = sorted(found, key=lambda each: -len(found[each]))
        worth = [each for each in often if len(found[each]) >= _FEWEST and _varies(found[each])]
        for each in worth[:_MOST]:
            yield _chart(self.titles[each], _thinned(outliers(found[each])), link)


def multiples(trees: Iterable[dict[str, Any]], link: str) -> Iterator[str]:
    """The charts of these results."""
    years = Years()
    for number, tree in enumerate(trees):
        years.add(number, tree)
    yield from years.charts(link)


def outliers(points: list[Point]) -> list[Point]:
    """The points with those marked that lie far from the median on a logarithmic scale.

    Zeros are usual: where most reports have none, a few that have some are no outliers for that.
    """
    logs = [log1p(point.value) for point in points]
    stated = [each for each in logs if each] or [0.0]
    middle = median(stated)
    spread = max(median(abs(each - middle) for each in stated), _LEAST_SPREAD)
    far = [each > 0 and 0.6745 * abs(each - middle) / spread > _OUTLYING for each in logs]
    return [
        Point(p.report, p.name, p.year, p.value, is_far)
        for p, is_far in zip(points, far, strict=True)
    ]


def _thinned(points: list[Point]) -> list[Point]:
    """All outliers, and of very many usual points an even part."""
    usual = [point for point in points if not point.outlying]
    every = -(-len(usual) // _DOTS)
    return [p for p in points if p.outlying] + usual[:: every or 1]


def _varies(points: list[Point]) -> bool:
    """Worth looking at: more than one year, and not nearly all zero."""
    return len({p.year for p in points}) > 1 and sum(p.value > 0 for p in points) >= _FEWEST


def _chart(title: str, points: list[Point], link: str) -> str:
    first, last = min(p.year for p in points), max(p.year for p in points)
    top = max(log1p(p.value) for p in points) or 1.0
    inner = _HEIGHT - 2 * _MARGIN

    def dot(point: Point) -> str:
        x = _MARGIN + (point.year - first) / (last - first) * (_WIDTH - 2 * _MARGIN)
        y = _HEIGHT - _MARGIN - log1p(point.value) / top * inner
        kind, radius = ("outlying", 4.5) if point.outlying else ("usual", 3)
        told = escape(f"{point.name} {point.year}: {point.value:g}")
        shape = f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}">'
        place = escape(link.format(point.report))
        return f'<a href="{place}" aria-label="{told}">{shape}<title>{told}</title></circle></a>'

    base = _HEIGHT - _MARGIN
    dots = "".join(dot(point) for point in points)
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'role="group" aria-label="{escape(title)}">'
        f'<line x1="{_MARGIN}" y1="{base}" x2="{_WIDTH - _MARGIN}" y2="{base}"/>'
        f'<text x="{_MARGIN}" y="{_HEIGHT - 2}">{first}</text>'
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 2}" class="end">{last}</text>{dots}'
        "</svg></figure>"
    )
