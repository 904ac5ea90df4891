"""Where the labels of known tables stand in a text, however they are spaced or broken over lines.

The catalogue's labels, their variants and the local ones become one lexicon of entries in printed
order; another form (2019, 2021) joins by adding its rows there.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from llm_extract.records import Span
from llm_extract.schemas import Form, indicators, local_tables
from llm_extract.schemas.form_2014 import FORM
from llm_extract.script import PINYIN

FORMS: tuple[Form, ...] = (FORM,)

# Printed inside labels or between their halves, and never telling two labels apart.
NOISE = r"\s|│┃、《》〈〉“”‘’\"'·\u200b-\u200f\u2060\ufeff"
_KEPT = re.compile(rf"[^{NOISE}]+")
_DROPPED = re.compile(rf"[{NOISE}]+")
_PINYIN = re.compile(PINYIN)
_SAID = re.compile(rf"[{NOISE}]+|{PINYIN}")
# A text without three of these has no table of ours; most texts are sent away here.
_ANCHORS = (
    "公开政府信息数",
    "公开信息数",
    "公开信息总数",
    "公开规范性文件数",
    "回应事件数",
    "申请数",
    "申请总数",
    "办结数",
    "答复数",
    "答复总数",
    "复议数",
    "诉讼数",
    "申诉数",
    "纠错数",
    "情形数",
    "人员数",
    "收取的费用",
    "培训班数",
    "会议数",
    "数量",
)
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that a table may have. `index` counts in printed order, forms before local rows."""

    index: int
    id: str  # "" where the catalogue has no such indicator
    labels: tuple[str, ...]  # normalised; the first is the official one
    numbering: str = ""
    group: bool = False  # a heading inside the table: it has no value
    form: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A label in the text. `hole` is where its cells stand if they interrupt the label."""

    entry: Entry
    span: Span
    hole: Span | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rows that any table may have, and how to find them by their labels."""

    entries: tuple[Entry, ...]
    by_label: Mapping[str, tuple[int, ...]]
    wordings: tuple[tuple[str, ...], ...]  # per entry: labels, and words that are a whole cell
    pattern: re.Pattern[str]


def normalise(text: str) -> str:
    """A label as it is compared: no blanks, bars, quotation marks, book-title marks or pinyin."""
    return _DROPPED.sub("", unsaid(text))


def unsaid(text: str) -> str:
    """The text without pinyin in brackets."""
    return _PINYIN.sub("", text) if "(" in text else text


def kept(folded: str) -> list[tuple[int, int]]:
    """Starts and ends of the pieces of a text that `normalise` leaves."""
    if _PINYIN.search(folded) is None:  # hardly any text has it, and without it this is faster
        return [match.span() for match in _KEPT.finditer(folded)]
    dropped = [match.span() for match in _SAID.finditer(folded)]
    starts = [0, *(end for _, end in dropped)]
    ends = [*(start for start, _ in dropped), len(folded)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def promising(folded: str) -> bool:
    """Cheap and sure for texts without a table: does it hold the words that tables are made of?"""
    text = normalise(folded)
    found = 0
    for anchor in _ANCHORS:
        found += text.count(anchor)
        if found >= _ENOUGH:
            return True
    return False


def occurrences(folded: str) -> list[tuple[tuple[int, ...], Span]]:
    """Every label in order of the text, with the indices of the entries that it may name."""
    words = lexicon()
    pieces = kept(folded)
    text = "".join(folded[start:end] for start, end in pieces)
    offsets, total = [], 0
    for start, end in pieces:
        offsets.append(total)
        total += end - start
    found = []
    for match in words.pattern.finditer(text):
        first = bisect_right(offsets, match.start()) - 1
        last = bisect_right(offsets, match.end() - 1) - 1
        start = pieces[first][0] + match.start() - offsets[first]
        end = pieces[last][0] + match.end() - offsets[last]
        found.append((words.by_label[match.group()], Span(start, end)))
    return found


def settle(indices: tuple[int, ...], previous: int) -> int:
    """Which of several rows with one label is meant: the next one after the previous row."""
    later = [index for index in indices if index > previous]
    return min(later) if later else max(indices)


@cache
def lexicon() -> Lexicon:
    """All entries and the searches over them; built once."""
    entries = _entries()
    by_label: dict[str, tuple[int, ...]] = {}
    for entry in entries:
        for label in entry.labels:
            by_label[label] = (*by_label.get(label, ()), entry.index)
    wordings = tuple((*entry.labels, *_short(entry)) for entry in entries)
    longest_first = sorted(by_label, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return Lexicon(entries, by_label, wordings, pattern)


def _short(entry: Entry) -> list[str]:
    return [] if entry.group else local_tables.SHORT.get(entry.id, "").split()


def _entries() -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for form in FORMS:
        for row in form.rows:
            labels = _labels(row.id, row.heading)
            entries.append(
                Entry(len(entries), row.id, labels, row.numbering, bool(row.heading), form.name)
            )
    for local in local_tables.ROWS:
        more = _labels(local.indicator, local.label) if local.indicator else (local.label,)
        entries.append(Entry(len(entries), local.indicator, more))
    return tuple(entries)


def _labels(identifier: str, heading: str) -> tuple[str, ...]:
    printed = [heading] if heading else []
    if not heading:
        known = indicators()[identifier]
        printed += [known.label, *known.aliases]
    printed += local_tables.VARIANTS.get(identifier, "").split()
    return tuple(dict.fromkeys(normalise(label) for label in printed))
