"""Which printed line goes on in the next one: paragraphs out of lines, over columns and pages."""

import re
from collections.abc import Sequence

from llm_extract.readers._pdf_lines import WIDE, Line

_SLACK = 1.2  # em that a full line may leave empty beside what did not fit
_MORE_SLACK = 3.0  # where paragraphs begin set in, which tells them apart already
_INDENT = 1.2  # em: the first line of a paragraph
_OTHER_SIZE = 0.15
_AGREE = 20.0  # points between edges that are one edge
_ENDS = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
_BEGINS = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[、.．](?!\d)|[①-⑳]|附[:：件表]|[—-]{2})"
)
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff65“”‘’—…]")
_LATIN = re.compile("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")


def is_wrapped(line: Line, following: Line, margin: float, slack: float = _SLACK) -> bool:
    """What begins the next line would not have had room in this one."""
    return margin - line.right < following.lead + slack * line.size


def seam(before: str, after: str, is_wrapped: bool) -> str:
    """What stands between two lines of one cell or paragraph."""
    left, right = before[-1:], after[:1]
    if is_wrapped:
        return " " if _LATIN.search(f"{left}{right}") else ""
    return "" if _WIDE.match(left) and _WIDE.match(right) else " "


def margins(lines: Sequence[Line], width: float) -> tuple[float, float]:
    """Left and right edge of the prose on pages of this width: where at least three lines end."""
    starts = sorted(line.left for line in lines)
    ends = sorted((line.right for line in lines), reverse=True)
    left = next((a for a, b in zip(starts, starts[2:], strict=False) if b - a < _AGREE), 0.0)
    right = next((a for a, b in zip(ends, ends[2:], strict=False) if a - b < _AGREE), 0.0)
    return left, max(right, width - 2 * left)


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines in order, each with the edges of its column, as paragraphs."""
    out: list[list[str]] = []
    opening = last = None
    for line in lines:
        if opening and last and _goes_on(opening, last, line):
            out[-1] += [seam(last.text, line.text, True), line.text]
        else:
            out.append([line.text])
            opening = line
        last = line
    return ["".join(paragraph) for paragraph in out]


def _goes_on(opening: Line, line: Line, following: Line) -> bool:
    """An opening line set in tells paragraphs apart by itself; without, a full stop ends them."""
    if abs(line.size - following.size) > _OTHER_SIZE * line.size:
        return False
    if WIDE in line.text or WIDE in following.text:
        return False
    sets_in = _is_set_in(opening) and _is_set_in(line) == (line is opening)
    slack = _MORE_SLACK if sets_in else _SLACK
    if not is_wrapped(line, following, line.margin, slack) or _is_set_in(following):
        return False
    if sets_in:
        return not (_ENDS.search(line.text) and _BEGINS.match(following.text))
    if _ENDS.search(line.text):
        return False
    return is_wrapped(line, following, line.margin, 0.0) or not _BEGINS.match(following.text)


def _is_set_in(line: Line) -> bool:
    return line.left - line.indent > _INDENT * line.size
