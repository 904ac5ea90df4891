"""Where the labels of a table stand, found in the text without its blanks and bars.

Patterns tell what is printed; a label counts only where a cell or a line begins with it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llm_extract.records import Span
from llm_extract.scanning._labels import Entry, Occurrence, kept
from llm_extract.scanning._runs import begins_cell


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without blanks, bars and quotation marks, which knows where each character was."""

    text: str
    offsets: tuple[int, ...]  # in the squeezed text, of each piece
    starts: tuple[int, ...]  # in the folded text, of each piece

    def span(self, start: int, end: int) -> Span:
        """A stretch of the squeezed text as a span of the folded text."""
        return Span(self._place(start), self._place(end - 1) + 1)

    def _place(self, position: int) -> int:
        piece = bisect_right(self.offsets, position) - 1
        return self.starts[piece] + position - self.offsets[piece]


@dataclass(frozen=True, slots=True)
class Labels:
    """The rows of a table in printed order, and one search for all of them."""

    entries: tuple[Entry, ...]
    pattern: re.Pattern[str]  # a group `r<index>` for each entry


def squeeze(folded: str) -> Squeezed:
    """The text without what stands inside labels and never tells two of them apart."""
    pieces = kept(folded)
    offsets, total = [], 0
    for start, end in pieces:
        offsets.append(total)
        total += end - start
    text = "".join(folded[start:end] for start, end in pieces)
    return Squeezed(text, tuple(offsets), tuple(start for start, _ in pieces))


def labels(entries: Iterable[Entry], patterns: Iterable[str], initials: str) -> Labels:
    """A table's rows and their patterns; of two that match, the longer pattern is tried first.

    `initials` are the characters that any of them may begin with: the search hops over all others.
    """
    kept = tuple(entries)
    pairs = sorted(zip(kept, patterns, strict=True), key=lambda pair: -len(pair[1]))
    joined = "|".join(f"(?P<r{entry.index}>{pattern})" for entry, pattern in pairs)
    return Labels(kept, re.compile(f"(?=[{initials}])(?:{joined})"))


def occurrences(
    folded: str, squeezed: Squeezed, wanted: Labels, masked: Sequence[Span]
) -> list[Occurrence]:
    """Labels that begin a cell, in order; `masked` are squeezed stretches that hold none."""
    found: list[Occurrence] = []
    ends = [span.end for span in masked]
    floor = 0
    for match in wanted.pattern.finditer(squeezed.text):
        at = bisect_right(ends, match.start())
        if at < len(masked) and masked[at].start <= match.start():
            continue
        span = squeezed.span(*match.span())
        if at:  # right behind a header is as good as at the start of a line
            floor = max(floor, squeezed.span(masked[at - 1].start, masked[at - 1].end).end)
        if begins_cell(folded, span.start, floor):
            entry = wanted.entries[int((match.lastgroup or "r0")[1:])]
            found.append(Occurrence(entry, span))
            floor = span.end
    return found
