"""What the text does not know: pages that are pictures, nameless signs, what no font draws."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from llm_extract.readers._pdf_lines import Line
from llm_extract.readers._pdf_pages import Page
from llm_extract.readers._pdf_tables import Whole
from llm_extract.records import Loss, Span

_FEW = 12  # characters, such as a scanner's mark, that do not make a picture a page of text
_PICTURES = (
    "{} of {} {verb} no text, only pictures: what stands there is not read; "
    "recognise it first, with ocrmypdf for one"
)
_NAMELESS = (
    "{} of {} {verb} signs of which the fonts do not say what characters they are: they are not "
    "read; recognise them from their picture, with ocrmypdf --force-ocr for one"
)
_FONTLESS = (
    "{} of {} {verb} characters of fonts that neither the file nor this machine has: those that "
    "stand alone, in a cell for one, are lost; install a Chinese font, fonts-wqy-zenhei for one"
)


class Gap(NamedTuple):
    """A page, counted from 1, of which something was not read, behind its items; and the words."""

    page: int
    words: str


def with_gaps(
    pages: Sequence[Page], items: Iterable[list[Line | Whole]]
) -> list[list[Line | Whole | Gap]]:
    """The items page by page, behind those of a page that was not read the gap that it leaves."""
    out: list[list[Line | Whole | Gap]] = []
    for number, (page, those) in enumerate(zip(pages, items, strict=True), start=1):
        words = _words(page, those)
        out.append([*those, *([Gap(number, words)] if words else [])])
    return out


def _words(page: Page, items: list[Line | Whole]) -> str:
    """What is to be said of a page, if anything."""
    if page.nameless:
        return _NAMELESS
    if page.pictured and _length(items) <= _FEW:
        return _PICTURES
    return _FONTLESS if page.fontless else ""


def losses(gaps: Sequence[tuple[int, Gap]], pages: int, length: int) -> tuple[Loss, ...]:
    """One for all pages that are missing at one place of a text of this length."""
    return tuple(
        Loss(_message([gap.page for _, gap in group], pages, words), Span(at, at))
        for (at, words), group in groupby(gaps, lambda each: (min(each[0], length), each[1].words))
    )


def _message(missing: list[int], pages: int, words: str) -> str:
    first, last = missing[0], missing[-1]
    which = f"page {first}" if first == last else f"pages {first} to {last}"
    verb = "holds" if first == last else "hold"
    return words.format(which, pages, verb=verb)


def _length(items: Iterable[Line | Whole]) -> int:
    texts = (
        [item.text] if isinstance(item, Line) else [cell.words for cell in item.cells]
        for item in items
    )
    return sum(len("".join(text.split())) for each in texts for text in each)
