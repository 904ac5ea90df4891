"""Which heading stands over which text: the tree of sections, flattened in document order."""

from llm_extract.records import Document, Section, Span, Topic
from llm_extract.schemas.headings import DOMINANT
from llm_extract.splitting._headings import Heading, Style, headings

__all__ = ["split"]


def split(document: Document, folded: str) -> tuple[Section, ...]:
    """The text before the first heading as level 0, then every section, parents before children.

    Whatever stands before a section's first subsection belongs to the section alone; together
    the sections cover the whole text.
    """
    found = headings(document, folded)
    levels = _levels(found)
    first = found[0].start if found else len(folded)
    preface = Section("", 0, Span(0, 0), Span(0, first), Topic.OTHER)
    ends = _ends(found, levels, len(folded))
    return (preface, *_sections(document, found, levels, ends))


def _levels(found: list[Heading]) -> list[int]:
    """How deep each heading stands, by what is open above it rather than by its style alone."""
    numbered = any(heading.style is Style.HAN for heading in found)
    open_: list[int] = []  # ranks
    levels = []
    nested = False
    for before, heading in zip([None, *found], found, strict=False):
        rank = _rank(heading, numbered)
        nested = nested or (before is not None and _nests(before, heading, open_))
        if rank in open_:
            del open_[open_.index(rank) :]
        elif not (nested and open_ == [Style.ARABIC]):
            while open_ and open_[-1] > rank:
                open_.pop()
        open_.append(rank)
        levels.append(len(open_))
    return levels


def _rank(heading: Heading, numbered: bool) -> int:
    """An unnumbered heading is a 一、 where the report has none, else a leaf; 附表 is never one."""
    if heading.style is not Style.PLAIN:
        return int(heading.style)
    return int(Style.PLAIN if numbered and heading.topic is not Topic.FORM else Style.HAN)


def _nests(before: Heading, heading: Heading, open_: list[int]) -> bool:
    """A list (一) that begins right behind 1. in a report that counts its parts 1. 2. 3."""
    return (
        before.style is Style.ARABIC
        and heading.style is Style.BRACKET
        and heading.ordinal == 1
        and before.ordinal == 1
        and open_ == [Style.ARABIC]
    )


def _ends(found: list[Heading], levels: list[int], length: int) -> list[int]:
    """Where each section ends: at the next heading of its level or above."""
    ends = [length] * len(found)
    pending: list[int] = []
    for index, level in enumerate(levels):
        while pending and levels[pending[-1]] >= level:
            ends[pending.pop()] = found[index].start
        pending.append(index)
    return ends


def _sections(
    document: Document, found: list[Heading], levels: list[int], ends: list[int]
) -> list[Section]:
    sections: list[Section] = []
    above: list[Topic] = [Topic.OTHER]  # by level
    for heading, level, end in zip(found, levels, ends, strict=True):
        del above[level:]
        own = above[-1] if above[-1] in DOMINANT else heading.topic or above[-1]
        above.append(own)
        title = document.text[heading.title_start : heading.title_end]
        number = document.text[heading.start : heading.number_end].strip()
        place = Span(heading.start, heading.title_end)
        span = Span(heading.start, end)
        sections.append(Section(title.strip(), level, place, span, own, number))
    return sections
