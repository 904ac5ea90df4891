"""Rows that the exact search missed: short wordings, misread characters, labels torn by cells.

Only the gaps between found labels are looked at, and only for rows that are missing there, so a
likeness is never decided against a row that stands elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm_extract.records import Span
from llm_extract.scanning._cells import Sort, classify
from llm_extract.scanning._labels import Entry, Occurrence, lexicon, normalise

_PIECE = re.compile(r"[^\s|│┃]+(?: [^\s|│┃]+)*")
_LEAD = re.compile(
    r"\s*(?:其\s*中\s*[::,]?|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|"
    r"\d{1,2}\s*[.、)]|[①-⑳])?\s*(?:其\s*中\s*[::,]?|\d{1,2}\s*[.、)])?\s*"
)
_BODY = re.compile(r"[^(]*?(?=\(|(?:\s*(?:人次|万元|[条件次个篇人]))?[\s\d,./—-]*$)")
_WORDS = re.compile(r"(?!其\s?中|万\s?元|人\s?次)[\u4e00-\u9fff]\s?[\u4e00-\u9fff]")
_REMARK = re.compile(r"\([^()]{0,120}\)")
_BEFORE, _BEHIND = 120, 240  # characters before the first and behind the last label
_MOST_PIECES = 40  # pieces of one gap that are compared
_BUDGET = 20_000  # comparisons a table may cost
_TORN = 4  # pieces between the halves of a label
_FIXED = 2  # characters of a short label that must be right: they tell 专职 from 兼职
_SHORT = 6


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    text: str  # normalised
    numbering: str  # as printed before it
    cells: bool  # units and values, no words


def mend(folded: str, run: Sequence[Occurrence], floor: int) -> list[Occurrence]:
    """The run with the missing rows that its gaps hold, in order of the text."""
    taken = {occurrence.entry.index for occurrence in run}
    budget = _BUDGET
    mended: list[Occurrence] = []
    for before, after in zip([None, *run], [*run, None], strict=True):
        if before is not None:
            mended.append(before)
        gap = _gap(folded, before, after, floor)
        if budget < 0 or not _WORDS.search(_REMARK.sub("", folded[gap.start : gap.end])):
            continue
        missing = _missing(before, after, taken)
        budget -= len(missing)
        for found in _in_gap(folded, gap, missing):
            mended.append(found)
            taken.add(found.entry.index)
    return mended


def _gap(folded: str, before: Occurrence | None, after: Occurrence | None, floor: int) -> Span:
    if before is None:
        end = after.span.start if after else 0
        return Span(max(floor, end - _BEFORE), end)
    start = before.span.end
    return Span(start, after.span.start if after else min(len(folded), start + _BEHIND))


def _missing(before: Occurrence | None, after: Occurrence | None, taken: set[int]) -> list[Entry]:
    """Rows that may stand in a gap: those between its neighbours, and all local ones."""
    entries = lexicon().entries
    low = before.entry.index if before else -1
    high = after.entry.index if after and after.entry.index > low else len(entries)
    return [
        entry
        for entry in entries
        if entry.index not in taken and (low < entry.index < high or not entry.form)
    ]


def _in_gap(folded: str, gap: Span, missing: list[Entry]) -> Iterator[Occurrence]:
    pieces = list(_pieces(folded, gap))[:_MOST_PIECES]
    names = _names(missing)
    last = -1
    place = 0
    while place < len(pieces):
        found = _at(pieces, place, names, last)
        if found is None:
            place += 1
            continue
        occurrence, place = found
        last = occurrence.entry.index
        names = {name: entry for name, entry in names.items() if entry.index != last}
        yield occurrence


def _names(missing: Sequence[Entry]) -> dict[str, Entry]:
    """Every wording of the missing rows; of two rows with one wording the earlier."""
    known = lexicon().wordings
    names: dict[str, Entry] = {}
    for entry in missing:
        for name in known[entry.index]:
            names.setdefault(name, entry)
    return names


def _at(
    pieces: list[_Piece], place: int, names: dict[str, Entry], last: int
) -> tuple[Occurrence, int] | None:
    """The row that begins at a piece, whole, over two pieces or torn, and the next place."""
    piece = pieces[place]
    if piece.cells or len(piece.text) < 2:
        return None
    entry = names.get(piece.text) or _like(piece.text, names, last, piece.numbering)
    if entry is not None:
        return Occurrence(entry, piece.span), place + 1
    for other in range(place + 1, min(len(pieces), place + 2 + _TORN)):
        if pieces[other].cells:
            continue
        between = pieces[place + 1 : other]
        joined = piece.text + pieces[other].text
        entry = names.get(joined) or _like(joined, names, last, piece.numbering)
        if entry is None:
            return None
        hole = Span(between[0].span.start, between[-1].span.end) if between else None
        span = Span(piece.span.start, pieces[other].span.end)
        return Occurrence(entry, span, hole), other + 1
    return None


def _like(text: str, names: dict[str, Entry], last: int, numbering: str) -> Entry | None:
    """The first row whose label is within a few characters of the text."""
    found: dict[int, Entry] = {}
    for name, entry in names.items():
        allowed = len(name) // 5
        if not allowed or abs(len(name) - len(text)) > allowed or entry.index < last:
            continue
        sure = bool(numbering) and numbering == entry.numbering
        if len(name) <= _SHORT and name[:_FIXED] != text[:_FIXED] and not sure:
            continue
        if len(set(name) - set(text)) <= allowed and _distance(name, text) <= allowed:
            found[entry.index] = entry
    return min(found.values(), key=lambda e: e.index) if found else None


def _distance(left: str, right: str) -> int:
    """Edits from one label to the other."""
    previous = list(range(len(right) + 1))
    for row, character in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            current.append(
                min(
                    previous[column] + 1,
                    current[-1] + 1,
                    previous[column - 1] + (character != other),
                )
            )
        previous = current
    return previous[-1]


def _pieces(folded: str, gap: Span) -> Iterator[_Piece]:
    """What separators leave of a gap, without numbering, brackets, units and values."""
    for match in _PIECE.finditer(folded, gap.start, gap.end):
        start, end = match.span()
        sorts = [cell.sort for cell in classify(folded, Span(start, end))]
        if sorts and Sort.WORDS not in sorts:
            yield _Piece(Span(start, end), "", "", True)
            continue
        lead = _LEAD.match(folded, start, end)
        numbering = lead[0].strip() if lead else ""
        start = lead.end() if lead else start
        body = _BODY.match(folded[start:end])
        stop = start + body.end() if body and body.end() else end
        yield _Piece(Span(start, stop), normalise(folded[start:stop]), numbering, False)
