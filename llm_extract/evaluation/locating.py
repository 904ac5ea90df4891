"""Where a label's quote stands: found without white space and bars, which tables do not fix."""

import re
from dataclasses import dataclass

from llm_extract.records import Span

_KEPT = re.compile(r"[^\s|]+")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without white space and bars, and the place of each character that is left."""

    text: str
    places: tuple[int, ...]

    def spans(self, quote: str) -> tuple[Span, ...]:
        """Every place of the quote, as spans of the text that was squeezed."""
        wanted = squeezed(quote)
        if not wanted:
            return ()
        found, at = [], self.text.find(wanted)
        while at >= 0:
            found.append(Span(self.places[at], self.places[at + len(wanted) - 1] + 1))
            at = self.text.find(wanted, at + 1)
        return tuple(found)


def squeeze(text: str) -> Squeezed:
    """A text ready to be searched."""
    runs = [match.span() for match in _KEPT.finditer(text)]
    places = tuple(place for start, end in runs for place in range(start, end))
    return Squeezed("".join(text[start:end] for start, end in runs), places)


def squeezed(text: str) -> str:
    """The text without white space and bars."""
    return "".join(_KEPT.findall(text))
