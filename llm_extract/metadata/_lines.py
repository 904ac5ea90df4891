"""Stretches of the text that keep their printed and their folded form side by side."""

import re
from dataclasses import dataclass

from llm_extract.script import PINYIN

_PINYIN = re.compile(PINYIN)
_PIECE = re.compile(
    r"[\r\n|\t]+| {2,}| (?=(?:发布|来源|日期|时间|作者|字体|浏览|点击|信息来源)[^\r\n]{0,8}[::])"
)
_LABEL = re.compile(
    r"^\s*(?:[•·●◆▪*]\s*)?(?:#+|标 ?题[::]|名 ?称[::]|信息名称[::]|文件名称[::])\s*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """`text` as printed, `folded` of the same length."""

    text: str
    folded: str

    def cut(self, start: int, end: int) -> "Line":
        return Line(self.text[start:end], self.folded[start:end])

    def compact(self) -> "Line":
        """Without any white space: 市 国 资 委 is 市国资委."""
        if self.folded.split(None, 1) == [self.folded]:
            return self
        kept = [i for i, character in enumerate(self.folded) if not character.isspace()]
        return Line("".join(self.text[i] for i in kept), "".join(self.folded[i] for i in kept))

    def unsaid(self) -> "Line":
        """Without the pinyin that some mirrors put in brackets behind a character."""
        if not _PINYIN.search(self.folded):
            return self
        kept, start = Line("", ""), 0
        for match in _PINYIN.finditer(self.folded):
            kept += self.cut(start, match.start())
            start = match.end()
        return kept + self.cut(start, len(self.folded))

    def __add__(self, other: "Line") -> "Line":
        return Line(self.text + other.text, self.folded + other.folded)


def head_lines(text: str, head: str) -> list[Line]:
    """The lines at the beginning, cells and labelled parts of a line being lines of their own."""
    return _split(text[: len(head)], head)


def lines_of(title: str) -> list[Line]:
    """The parts of a page's title: `报告-某某市人民政府` has two."""
    return [Line(part, part) for part in re.split(r"[-_|—>]+", title) if part.strip()]


def _split(text: str, folded: str) -> list[Line]:
    lines, start = [], 0
    for match in [*_PIECE.finditer(folded), None]:
        end = match.start() if match else len(folded)
        label = _LABEL.match(folded[start:end])
        begin = start + (label.end() if label else 0)
        if folded[begin:end].strip():
            lines.append(Line(text[begin:end].strip(), folded[begin:end].strip()))
        start = match.end() if match else end
    # A line whose two forms lost different white space can no longer be read side by side.
    return [line for line in lines if len(line.text) == len(line.folded)]
