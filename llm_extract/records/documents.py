"""What is read: a document as one text, its tables and its sections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of `Document.text`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


def coalesced(spans: Iterable[Span], apart: int = 0) -> Iterator[Span]:
    """The same stretches in order; those with at most `apart` characters between them as one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is None:
            last = span
        elif span.start <= last.end + apart:
            last = Span(last.start, max(last.end, span.end))
        else:
            yield last
            last = span
    if last is not None:
        yield last


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `row` and `column` count from 0 and name its upper left corner."""

    row: int
    column: int
    span: Span
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid that the file format itself marks as one. Its cells stand in the text row by row."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What the file shows and the text lacks. `span` is empty and stands where it would stand."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One annual report as one string. Everything later points into `text`."""

    text: str
    format: str  # the reader's name: "txt", "html"
    sha256: str  # of the bytes that were read
    source: str = "-"  # the path as given
    encoding: str = ""
    title: str = ""  # what the format says the title is; "" where it says nothing
    tables: tuple[Table, ...] = ()
    losses: tuple[Loss, ...] = ()


class Script(StrEnum):
    """Which characters most of the text is in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


class Topic(StrEnum):
    """What a section speaks of, as its heading says."""

    OVERVIEW = "overview"
    DISCLOSURE = "disclosure"
    RESPONSE = "response"
    REQUEST = "request"
    CONSULTATION = "consultation"
    REVIEW = "review"  # administrative review, litigation, appeals
    FEE = "fee"
    CAPACITY = "capacity"
    TRAINING = "training"
    PROBLEMS = "problems"  # problems and plans: what is said there is no result of the year
    FORM = "form"  # the annexed official form
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, down to the next heading of its level or above."""

    title: str  # as printed, without the numbering
    level: int  # 0 is the text before the first heading
    heading: Span  # the heading itself; empty for level 0
    span: Span  # heading and body, subsections included
    topic: Topic
    numbering: str = ""  # as printed: "四、", "(一)", "1."; "" where the heading has none
