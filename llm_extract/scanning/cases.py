"""The table 行政复议、行政诉讼情况: fifteen numbers in one row under a header of three levels.

As text its header has ten, twelve or twenty words over fifteen cells, so only their order counts.
"""

import re
from collections.abc import Iterator, Sequence

from llm_extract.records import Span
from llm_extract.scanning._cells import Cell, Sort
from llm_extract.scanning._found import Found, Line, is_value
from llm_extract.scanning._marked import Grids
from llm_extract.scanning._printed import Squeezed
from llm_extract.scanning._strips import cells, fit
from llm_extract.scanning._titles import title
from llm_extract.schemas.cases import BLOCK_LABELS, CELLS, OUTCOME_LABELS, OVER_BOTH

_TAIL = 400  # characters behind the header that may hold the numbers
_OUTCOMES = "|".join(OUTCOME_LABELS.values())
_BLOCKS = "|".join(BLOCK_LABELS.values())
_HEADER = re.compile(rf"(?:{_BLOCKS}|{OVER_BOTH}|{_OUTCOMES}){{6,}}")
_HEADS = tuple(OUTCOME_LABELS[id.partition(".")[2]] for id in CELLS)
_NEEDED = ("维持", "审结")


def scan(folded: str, squeezed: Squeezed, grids: Grids) -> Iterator[Found]:
    """Every such table, in order of the text. Its header does not tell which form it is of."""
    floor = 0
    for match in _HEADER.finditer(squeezed.text):
        if not all(word in match[0] for word in _NEEDED):
            continue
        header = squeezed.span(*match.span())
        found = [c for c in cells(folded, _behind(folded, header)) if not _is_stray(c)]
        fitted = grids.cells_below(folded, header, _HEADS) or fit(found, len(CELLS), airy=None)
        loose = () if fitted else tuple(filter(is_value, found))
        end = max([header.end, *(cell.span.end for cell in fitted or loose)])
        region = Span(header.start, end)
        line = Line(_label(header, fitted), CELLS, fitted, loose)
        yield Found("", region, (line,), title(folded, region, floor))
        floor = region.end


def _behind(folded: str, header: Span) -> Span:
    return Span(header.end, min(len(folded), header.end + _TAIL))


def _is_stray(cell: Cell) -> bool:
    """The header's own line ends in bars that no column has."""
    return cell.where.line == 0 and cell.sort is Sort.EMPTY


def _label(header: Span, fitted: Sequence[Cell] | None) -> Span:
    """The row has no label: quotes begin with its first cell, or with the header if it is empty."""
    if fitted and is_value(fitted[0]):
        return Span(fitted[0].span.start, fitted[0].span.start)
    return header
