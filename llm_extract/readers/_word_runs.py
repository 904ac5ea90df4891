"""The text of a Word paragraph as its reader sees it: what was deleted or hidden is not there."""

from llm_extract.readers._lines import INVISIBLE, LOWERED, RAISED, flat
from llm_extract.readers._walking import words
from llm_extract.readers._word_markup import Element, W, find, is_on, local, value
from llm_extract.readers._word_styles import Styles

_SILENT = words(
    "pPr rPr del moveFrom delText instrText delInstrText rt sdtPr sdtEndPr annotationRef "
    "footnoteRef endnoteRef pgNum"
)
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}
_SHIFTED = {"superscript": RAISED, "subscript": LOWERED}
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩"
# Signs of symbol fonts that reports use: bullets, boxes to tick, numbers in circles.
_WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0x76: "❖", 0xA8: "□", 0xD8: "➢"}
_WINGDINGS |= {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
_WINGDINGS |= {0x80 + index: sign for index, sign in enumerate(_CIRCLED)}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0xA3: "□"}
_WINGDINGS_2 |= {0x69 + index: sign for index, sign in enumerate(_CIRCLED)}
_SYMBOL = {0x2D: "-", 0xA3: "≤", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_UNKNOWN = "\ufffd"


class Runs:
    """One paragraph's text, and what stands in it but belongs elsewhere."""

    def __init__(self, styles: Styles, notes: "Notes") -> None:
        self._styles = styles
        self._notes = notes
        self._pieces: list[str] = []
        self.boxes: list[Element] = []  # the contents of text boxes
        self.noted: list[str] = []  # footnotes, each with its mark

    def read(self, paragraph: Element) -> str:
        """The text; line breaks are kept, and field codes are replaced by their results."""
        if not self._styles.is_hidden(value(paragraph, "pPr", "pStyle")):
            self._inside(paragraph)
        return "".join(self._pieces)

    def _inside(self, element: Element) -> None:
        for child in element:
            name = local(child)
            if name in _SILENT:
                continue
            if name == "t":
                self._pieces.append(INVISIBLE.sub("", child.text or ""))
            elif name in _SIGNS:
                self._pieces.append(_SIGNS[name])
            elif name == "r":
                self._run(child)
            elif name == "sym":
                self._pieces.append(_symbol(child))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(name.removesuffix("Reference"), child)
            else:
                self._inside(preferred(child) if name == "AlternateContent" else child)

    def _run(self, run: Element) -> None:
        if is_on(run, "rPr", "vanish"):
            return
        style = value(run, "rPr", "rStyle")
        if style and find(run, "rPr", "vanish") is None and self._styles.is_hidden(style):
            return
        begin = len(self._pieces)
        self._inside(run)
        shift = _SHIFTED.get(value(run, "rPr", "vertAlign"))
        if shift:
            self._pieces[begin:] = [piece.translate(shift) for piece in self._pieces[begin:]]

    def _note(self, kind: str, reference: Element) -> None:
        mark, note = self._notes.refer(kind, reference.get(W + "id", ""))
        if note is None:
            return
        self._pieces.append(mark)
        nothing = Notes({})  # a note refers to no further ones
        texts = [Runs(self._styles, nothing).read(each) for each in note.iter(W + "p")]
        self.noted.append(mark + flat("\n".join(texts)))


class Notes:
    """The footnotes and endnotes of a document, numbered as they are referred to."""

    def __init__(self, notes: dict[tuple[str, str], Element]) -> None:
        self._notes = notes
        self._count = 0

    def refer(self, kind: str, note: str) -> tuple[str, Element | None]:
        """The next mark and the note; None where there is no such note or it was referred to."""
        found = self._notes.pop((kind, note), None)
        self._count += found is not None
        return str(self._count).translate(RAISED), found


def preferred(alternatives: Element) -> Element:
    """Of the same content written for new and for old programs, the first."""
    return next(iter(alternatives), alternatives)


def _symbol(symbol: Element) -> str:
    """The sign of a symbol font; U+FFFD for one that is not known."""
    try:
        code = int(symbol.get(W + "char", ""), 16)
    except ValueError:
        return _UNKNOWN
    code -= 0xF000 if 0xF000 <= code <= 0xF0FF else 0
    known = _FONTS.get(symbol.get(W + "font", "").lower())
    if known is not None:
        return known.get(code, _UNKNOWN)
    return chr(code) if 32 <= code < 0xD800 else _UNKNOWN
