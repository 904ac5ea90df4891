"""Finding one's way among sections: which one holds a place, and how it is called."""

from bisect import bisect_right
from dataclasses import dataclass, field

from llm_extract.records import Document, Section, Topic


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document in document order, parents before their children."""

    document: Document
    sections: tuple[Section, ...]
    _starts: list[int] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        self._starts.extend(section.span.start for section in self.sections)

    def at(self, position: int) -> Section | None:
        """The innermost section that holds the position."""
        for index in range(bisect_right(self._starts, position) - 1, -1, -1):
            if position < self.sections[index].span.end:
                return self.sections[index]
        return None

    def ancestors(self, section: Section) -> tuple[Section, ...]:
        """The section and all that hold it, outermost first."""
        index = bisect_right(self._starts, section.span.start)
        chain = [s for s in self.sections[:index] if s.span.contains(section.span) and s.level]
        return tuple(chain)

    def path(self, position: int) -> str:
        """The printed headings over a place: `四、依申请公开情况 / (一)收到申请`; "" before the first."""
        section = self.at(position)
        if section is None:
            return ""
        return " / ".join(self._printed(s) for s in self.ancestors(section))

    def topics(self, position: int) -> frozenset[Topic]:
        """The topics of all headings over a place."""
        section = self.at(position)
        return frozenset(s.topic for s in self.ancestors(section)) if section else frozenset()

    def _printed(self, section: Section) -> str:
        return self.document.text[section.heading.start : section.heading.end].strip()
