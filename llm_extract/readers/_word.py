"""A Word file as lines of text in the order of its body, whatever program wrote it."""

import re
from hashlib import sha256

from llm_extract.errors import DocumentError
from llm_extract.readers import _apart, _archive
from llm_extract.readers._lines import Lines, Written, flat
from llm_extract.readers._walking import words
from llm_extract.readers._word_markup import Element, W, every, find, local, number, value
from llm_extract.readers._word_numbering import Counter, sequences, styled
from llm_extract.readers._word_package import Parts, unpack
from llm_extract.readers._word_runs import Notes, Runs, preferred
from llm_extract.readers._word_styles import Styles
from llm_extract.readers._word_tables import Place, is_data, places
from llm_extract.records import Document

_TRANSPARENT = words("sdt sdtContent customXml ins moveTo smartTag txbxContent tc body document")
_REPORT = re.compile("[报報]告|年[报報]")
_CONTENTS = re.compile(r"toc \d")


def read(raw: bytes) -> Document:
    """The document of a .docx file; one that is much to read is read apart."""
    return parse(raw) if _archive.weight(raw) <= _archive.LIGHT else _apart.read("_word", raw)


def parse(raw: bytes) -> Document:
    """The text, its tables and the title, read here and now."""
    parts = unpack(raw)
    body = _Body(parts)
    body.blocks(parts.body)
    text = body.lines.text
    if not text.strip():
        raise DocumentError(
            "the Word file holds no text; where it holds pictures of pages, read them "
            "with a text recognition program first"
        )
    title = _title(parts.title, body.headings)
    digest = sha256(raw).hexdigest()
    return Document(text, "docx", digest, title=title, tables=tuple(body.lines.tables))


class _Body:
    """The way through a body: what was written, counted and left over so far."""

    def __init__(self, parts: Parts) -> None:
        self.lines = Lines()
        self.headings: list[str] = []  # paragraphs whose style is a title's or main heading's
        self._styles = Styles(parts.styles)
        self._counter = Counter(sequences(parts.numbering, self._styles.lists()))
        self._depths = styled(parts.numbering)
        self._notes = Notes(_notes(parts))
        self._left_over = ""  # of a paragraph whose end was deleted

    def blocks(self, element: Element) -> None:
        """Write the paragraphs and tables inside, text boxes after the paragraph they hang on."""
        for child in element:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "AlternateContent":
                self.blocks(preferred(child))
            elif name in _TRANSPARENT and not _is_contents(child):
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        style = self._styles.name(value(paragraph, "pPr", "pStyle"))
        if _CONTENTS.fullmatch(style):
            return
        runs = Runs(self._styles, self._notes)
        text = self._left_over + self._numbered(paragraph, runs)
        self._left_over = ""
        if find(paragraph, "pPr", "rPr", "del") is not None:
            self._left_over = text
            return
        self.lines.add_paragraph(text)
        if style in ("title", "heading 1") and text.strip():
            self.headings.append(flat(text))
        self._aside(runs)

    def _aside(self, runs: Runs) -> None:
        for note in runs.noted:
            self.lines.add_paragraph(note)
        for box in runs.boxes:
            self.blocks(box)

    def _numbered(self, paragraph: Element, runs: Runs) -> str:
        """The text behind its number; a paragraph without text counts but is not written."""
        text = runs.read(paragraph)
        numbering = find(paragraph, "pPr", "numPr")
        style = value(paragraph, "pPr", "pStyle")
        inherited, owner = self._styles.numbering(style)
        list_id = value(numbering, "numId") or value(inherited, "numId")
        if not list_id:
            return text
        depth = number(inherited, "ilvl", otherwise=self._depths.get(owner, 0))
        shown = self._counter.number(list_id, number(numbering, "ilvl", otherwise=depth))
        return shown + text.lstrip() if text.strip() else ""

    def _table(self, table: Element) -> None:
        grid = places(table)
        if not is_data(grid):
            for place in (place for row in grid for place in row):
                self.blocks(place.node)
            return
        asides: list[Runs] = []
        self.lines.add_table([[self._cell(place, asides) for place in row] for row in grid])
        for runs in asides:
            self._aside(runs)

    def _cell(self, place: Place, asides: list[Runs]) -> Written:
        """All of a cell on one line, what is nested in it included."""
        texts = []
        for paragraph in place.node.iter(W + "p"):
            if not _in_box(paragraph, place.node):
                asides.append(Runs(self._styles, self._notes))
                texts.append(self._numbered(paragraph, asides[-1]))
        text = flat("\n".join(texts))
        return Written(text, place.row, place.column, place.rows, place.columns)


def _in_box(paragraph: Element, cell: Element) -> bool:
    """Whether a paragraph stands in a text box or a deletion inside the cell."""
    for above in paragraph.iterancestors():
        if above is cell:
            return False
        if local(above) in ("txbxContent", "del", "moveFrom"):
            return True
    return False


def _is_contents(control: Element) -> bool:
    """Whether this is a table of contents, which says every heading once more."""
    gallery = value(control, "sdtPr", "docPartObj", "docPartGallery")
    return gallery == "Table of Contents"


def _notes(parts: Parts) -> dict[tuple[str, str], Element]:
    """Footnotes and endnotes by kind and id; the lines that separate them are left out."""
    return {
        (kind, note.get(W + "id", "")): note
        for kind, root in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
        for note in every(root, kind)
        if note.get(W + "type", "normal") == "normal"
    }


def _title(property_title: str, headings: list[str]) -> str:
    """First of all what names a report; the file's own property is often left from a template."""
    found = [flat(each) for each in (property_title, *headings)]
    named = next((each for each in found if _REPORT.search(each)), "")
    return named or (headings[0] if headings else "")
