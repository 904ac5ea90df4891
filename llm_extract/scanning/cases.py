"""The table 行政复议、行政诉讼情况: fifteen numbers in one row under a header of three levels.

As text its header has ten, twelve or twenty words over fifteen cells, so only their order counts.
Where the header is lost, a row of fifteen cells under the table's own heading is the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from llm_extract.records import Span
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._found import Found, Line, is_value
from llm_extract.scanning._marked import Grids
from llm_extract.scanning._pace import lines, pace
from llm_extract.scanning._printed import Squeezed
from llm_extract.scanning._strips import cells, fit, layout
from llm_extract.scanning._titles import title
from llm_extract.schemas.cases import BLOCK_LABELS, CELLS, OUTCOME_LABELS, OVER_BOTH

_WIDTH = len(CELLS)
_TAIL = 400  # characters behind the header that may hold the numbers
_HEADS = tuple(OUTCOME_LABELS[id.partition(".")[2]] for id in CELLS)
_OUTCOMES = "|".join(OUTCOME_LABELS.values())
_BLOCKS = "|".join(BLOCK_LABELS.values())
_HEADER = re.compile(rf"(?:{_BLOCKS}|{OVER_BOTH}|{_OUTCOMES}){{6,}}")
_NEEDED = ("维持", "审结")
# Bars that close the header, on its line or alone on the next one, and lines of bars that fill
# up rows with merged cells.
_FILLER = re.compile(
    r"(?:[ \t]*\n[ \t]*[|│┃](?=[ \t]*\n)|[ \t|│┃]*)(?:[ \t]*\n[ \t]*[|│┃]{2,}[ \t]*(?=\n))*"
)
_HEADING = re.compile(r"\n[^\n]{0,30}行政复议[^\n]{0,8}行政诉讼[^\n]{0,6}情况[^\n]{0,4}(?=\n)")
_ROW = re.compile(r"\n[ \t|│┃]*(?=[-\d/—0])[^\n\u4e00-\u9fff]{28,160}(?=\n|\Z)")


def scan(folded: str, squeezed: Squeezed, grids: Grids) -> Iterator[Found]:
    """Every such table, in order of the text. Its header does not tell which form it is of."""
    floor = 0
    headed = all(word in squeezed.text for word in _NEEDED)
    for match in _HEADER.finditer(squeezed.text) if headed else ():
        if all(word in match[0] for word in _NEEDED):
            found = _under_header(folded, squeezed.span(*match.span()), grids, floor)
            yield found
            floor = found.region.end
    if not floor:
        yield from _under_heading(folded)


def _under_header(folded: str, header: Span, grids: Grids, floor: int) -> Found:
    begin = header.end
    filler = _FILLER.match(folded, begin)
    begin = filler.end() if filler else begin
    found = cells(folded, Span(begin, min(len(folded), begin + _TAIL)))
    fitted = grids.cells_below(folded, header, _HEADS) or _fitted(folded, found, begin)
    loose = () if fitted else tuple(filter(is_value, found))
    region = Span(header.start, max([header.end, *(c.span.end for c in fitted or loose)]))
    line = Line(_label(header, fitted), CELLS, fitted, loose)
    return Found("", region, (line,), title(folded, region, floor))


def _fitted(folded: str, found: Sequence[Cell], begin: int) -> tuple[Cell, ...] | None:
    """The fifteen cells; empty lines are some of them only from a first one that is not empty."""
    row = lines(found, _WIDTH, folded.count("\n", begin, begin + _TAIL))
    kept = row.kept(pace([row], fewest=1))
    if kept and is_value(kept[0]):
        return kept
    first = next((cell.where.line for cell in row.filled), 0)
    printed = layout([(found, _WIDTH)])
    bare = first > 1 and not any(cell.where.marked for cell in row.cells)
    return fit(found, _WIDTH, replace(printed, airy=printed.airy or bare))


def _under_heading(folded: str) -> Iterator[Found]:
    for heading in _HEADING.finditer(folded):
        row = _ROW.search(folded, heading.end(), heading.end() + _TAIL)
        found = cells(folded, Span(*row.span())) if row else []
        fitted = fit(found, _WIDTH)
        if fitted and sum(map(is_value, fitted)) == _WIDTH:
            region = Span(fitted[0].span.start, fitted[-1].span.end)
            line = Line(_label(region, fitted), CELLS, fitted)
            yield Found("", region, (line,), title(folded, region, region.start))
            return


def _label(header: Span, fitted: Sequence[Cell] | None) -> Span:
    """The row has no label: quotes begin with its first cell, or with the header if it is empty."""
    if fitted and fitted[0].sort is Sort.VALUE:
        return Span(fitted[0].span.start, fitted[0].span.start)
    return header
