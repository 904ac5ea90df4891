"""The figures as a page: a table for each section, ratios beside them, aims that are kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bench.peers.workers import LANGEXTRACT, NAMES, SDK, US

Figure = float | str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured on every side. Smaller is better, unless `more` says otherwise."""

    name: str
    unit: str
    figures: Mapping[str, Figure]
    more: bool = False
    aim: float | None = None  # our share of langextract's figure at most (at least, if `more`)
    against_sdk: float | None = None  # our share of the bare loop's figure at most
    note: str = ""

    def ratio(self, other: str) -> float | None:
        """Our figure over another's; None where one is missing or nothing."""
        ours, theirs = self.figures.get(US), self.figures.get(other)
        if isinstance(ours, str) or isinstance(theirs, str) or ours is None or not theirs:
            return None
        return ours / theirs

    def verdict(self) -> str:
        """Whether the aims are kept; "" where none is set."""
        bounds = ((LANGEXTRACT, self.aim), (SDK, self.against_sdk))
        kept = [self._is_kept(other, bound) for other, bound in bounds if bound is not None]
        known = [each for each in kept if each is not None]
        return "" if not known else "yes" if all(known) else "no"

    def _is_kept(self, other: str, bound: float) -> bool | None:
        ours, theirs = self.figures.get(US), self.figures.get(other)
        if isinstance(theirs, str):
            return True  # it was not reached at all
        if isinstance(ours, str) or ours is None or theirs is None:
            return None
        return ours >= bound * theirs if self.more else ours <= bound * theirs


@dataclass(frozen=True, slots=True)
class Section:
    """A table with what it measures and how."""

    title: str
    words: str
    rows: tuple[Row, ...] = ()
    fault: str = ""
    more: str = field(default="", repr=False)  # anything else, as Markdown


def text(sections: Iterable[Section], head: str) -> str:
    """The page in Markdown."""
    return "\n".join([head.rstrip(), "", *(line for s in sections for line in _section(s))])


def missed(sections: Iterable[Section]) -> list[str]:
    """The rows whose aim is not reached, and the sections that could not be measured."""
    return [
        *(f"{s.title}: not measured ({s.fault})" for s in sections if s.fault),
        *(f"{s.title}: {r.name}" for s in sections for r in s.rows if r.verdict() == "no"),
    ]


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.title}", "", section.words, "")
    if section.fault:
        yield from (f"Not measured: {section.fault}", "")
        return
    if section.rows:
        yield f"| | unit | {' | '.join(NAMES)} | to langextract | to the bare loop | aim kept |"
        yield "|---|---|" + "---:|" * (len(NAMES) + 2) + "---|"
        yield from map(_line, section.rows)
        yield ""
    if section.more:
        yield from (section.more, "")


def _line(row: Row) -> str:
    figures = (_shown(row.figures.get(name)) for name in NAMES)
    ratios = (_times(row.ratio(LANGEXTRACT)), _times(row.ratio(SDK)))
    name = f"{row.name} ({row.note})" if row.note else row.name
    return f"| {name} | {row.unit} | {' | '.join((*figures, *ratios))} | {row.verdict()} |"


def _shown(figure: Figure) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return figure.replace("|", "\\|")
    if figure == int(figure) or abs(figure) >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.2f}" if abs(figure) < 10 else f"{figure:.1f}"


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}"
