"""Finding one's way among sections: which one holds a place, and what stands over it."""

from bisect import bisect_right
from dataclasses import dataclass, field

from llm_extract.records import Section, Topic


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document in document order, parents before their children."""

    sections: tuple[Section, ...]
    _starts: list[int] = field(default_factory=list, compare=False, repr=False)
    _paths: list[str] = field(default_factory=list, compare=False, repr=False)
    _topics: list[frozenset[Topic]] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        above: list[tuple[int, str, frozenset[Topic]]] = []  # level, path, topics
        for section in self.sections:
            while above and above[-1][0] >= section.level:
                above.pop()
            printed = f"{section.numbering}{section.title}"
            path = f"{above[-1][1]} / {printed}" if above and above[-1][1] else printed
            topics = (above[-1][2] if above else frozenset()) | {section.topic}
            above.append((section.level, path, topics))
            self._starts.append(section.span.start)
            self._paths.append(path)
            self._topics.append(topics)

    def at(self, position: int) -> Section | None:
        """The innermost section that holds the position."""
        index = self._index(position)
        return None if index < 0 else self.sections[index]

    def path(self, position: int) -> str:
        """The printed headings over a place: `四、依申请公开 / (一)收到申请`, or ""."""
        index = self._index(position)
        return "" if index < 0 else self._paths[index]

    def topics(self, position: int) -> frozenset[Topic]:
        """The topics of all headings over a place."""
        index = self._index(position)
        return frozenset() if index < 0 else self._topics[index]

    def _index(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1
