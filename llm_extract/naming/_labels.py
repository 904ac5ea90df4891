"""Where the labels of a schema stand in a text. Labels are folded as the text is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from llm_extract import script
from llm_extract.records import Span
from llm_extract.schemas import Catalogue, Indicator

_NOTE = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]|[:*,]|(?<![\d.])\d{1,2})\s*\Z")
_NUMBERING = re.compile(r"\A\s*(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,2}、|[-•·])?\s*")


@dataclass(frozen=True, slots=True)
class Naming:
    """A label of an indicator where it stands in the folded text."""

    indicator: Indicator
    span: Span


def namings(folded: str, span: Span, catalogue: Catalogue) -> tuple[Naming, ...]:
    """Every label in a stretch; where one holds another, the longer one alone."""
    pattern, owners = _labels(catalogue)
    return tuple(
        Naming(owners[_key(found[0])], Span(*found.span()))
        for found in pattern.finditer(folded, span.start, span.end)
    )


def indicators_in(folded: str, span: Span, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The indicators that a stretch names."""
    return tuple(dict.fromkeys(each.indicator for each in namings(folded, span, catalogue)))


def is_called(cell: str, indicator: Indicator) -> bool:
    """Is a row's first cell the label or an alias, but for numbering, notes and units?"""
    names, bare = set(_names(indicator)), _NUMBERING.sub("", cell)
    while _key(bare) not in names and (note := _NOTE.search(bare)):
        bare = bare[: note.start()]
    return _key(bare) in names


def _names(indicator: Indicator) -> Iterator[str]:
    return (_key(script.fold(name)) for name in (indicator.label, *indicator.aliases))


def _key(label: str) -> str:
    return " ".join(label.casefold().split())


@lru_cache(8)
def _labels(catalogue: Catalogue) -> tuple[re.Pattern[str], Mapping[str, Indicator]]:
    owners = {name: each for each in catalogue.indicators.values() for name in _names(each)}
    longest_first = sorted(owners, key=len, reverse=True)
    return re.compile("|".join(map(_shaped, longest_first)), re.IGNORECASE), owners


def _shaped(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split()))
    left = r"(?<![A-Za-z])" if name[0].isascii() else ""
    right = r"(?![A-Za-z])" if name[-1].isascii() else ""
    return f"{left}{words}{right}"
