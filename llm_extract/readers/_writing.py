"""A page as lines of text, and its data tables as cells that know their place in that text."""

from llm_extract.readers._furniture import Survey
from llm_extract.readers._grids import children, places
from llm_extract.readers._lines import (
    BLANKS,
    INVISIBLE,
    LOWERED,
    RAISED,
    Lines,
    Written,
    collapsed,
    flat,
)
from llm_extract.readers._walking import BLOCKS, SILENT, Node, walk
from llm_extract.records import Table

_SHIFTED = {"sup": RAISED, "sub": LOWERED}


class _Page(Lines):
    """The lines written so far, and the line that is being written."""

    def __init__(self) -> None:
        super().__init__()
        self.current: list[str] = []

    def end_line(self) -> None:
        """Add the line being written, unless it is blank."""
        line = collapsed("".join(self.current), BLANKS).strip() if self.current else ""
        self.current.clear()
        if line:
            self.add(line)


def write(body: Node, survey: Survey) -> tuple[str, tuple[Table, ...]]:
    """Headings, paragraphs, list items and <br> each end a line; blank lines are left out."""
    page = _Page()
    closed = survey.furniture | survey.tables

    def descend(node: Node) -> bool:
        return node.tag not in SILENT and node.mem_id not in closed

    preformatted = 0
    for node, entering in walk(body, descend):
        tag = node.tag
        if tag == "-text":
            if entering:
                _put(page, _words(node), preformatted > 0)
        elif tag in BLOCKS or tag == "br":
            page.end_line()
            preformatted += (tag == "pre") * (1 if entering else -1)
            if tag == "table" and entering and _is_written(node, survey):
                _write_table(page, node, survey)
    page.end_line()
    return page.text, tuple(page.tables)


def _is_written(table: Node, survey: Survey) -> bool:
    return table.mem_id in survey.tables and table.mem_id not in survey.furniture


def _put(page: _Page, words: str, preformatted: bool) -> None:
    if not preformatted:
        page.current.append(words)
        return
    first, *rest = words.splitlines() or [""]
    page.current.append(first)
    for line in rest:
        page.end_line()
        page.current.append(line)


def _write_table(page: _Page, table: Node, survey: Survey) -> None:
    """One line per row, each cell in the row and column where it begins."""
    for caption in children(table, frozenset({"caption"}), survey.furniture):
        page.current.append(_flat(caption, survey))
        page.end_line()
    page.add_table(
        [
            Written(_flat(place.node, survey), place.row, place.column, place.rows, place.columns)
            for place in row
        ]
        for row in places(table, survey.furniture)
    )


def _flat(cell: Node, survey: Survey) -> str:
    """All of a cell on one line, what is nested in it included."""
    only = cell.child
    if only is None:
        return ""
    if only.next is None and only.tag == "-text":
        return flat(_words(only))
    pieces: list[str] = []

    def descend(node: Node) -> bool:
        return node.tag not in SILENT and node.mem_id not in survey.furniture

    for node, entering in walk(cell, descend):
        if node.tag == "-text":
            pieces.append(_words(node) if entering else "")
        elif node.tag in BLOCKS or node.tag == "br":
            pieces.append("\n")
    return flat("".join(pieces))


def _words(node: Node) -> str:
    words = INVISIBLE.sub("", node.text_content or "")
    raised = _SHIFTED.get(node.parent.tag) if node.parent is not None else None
    return words.translate(raised) if raised else words
