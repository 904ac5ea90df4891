"""Web pages, live or saved: the report without the page round it, tables as grids."""

import re
from hashlib import sha256
from itertools import accumulate

from llm_extract.errors import DocumentError
from llm_extract.readers import _furniture, _writing
from llm_extract.readers._decoding import decode
from llm_extract.readers._walking import words
from llm_extract.records import Document

suffixes = (".html", ".htm", ".xhtml", ".shtml", ".shtm", ".jhtml", ".xht")

_OPENING = re.compile(
    rb"(?>[\s\xef\xbb\xbf\xfe\xff]+|<!--(?>.*?-->)|<\?xml(?>.*?>))*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|span|center|font)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,20})""", re.IGNORECASE)
_OPENS = 4096  # bytes in which a page shows itself
_HEAD = 8192  # bytes in which a page declares its encoding
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags that close by themselves do not nest.
_UNNESTED = words(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
    "option optgroup thead tbody tfoot colgroup html head body a"
)
# Real pages stay below 100 of each; the parser's time grows with the square of both.
_DEEPEST = 10_000
_ATTRIBUTES = 5_000


def sniff(raw: bytes) -> bool:
    """It opens with a tag that opens pages."""
    return _OPENING.match(raw[:_OPENS].replace(b"\0", b"")) is not None


def read(raw: bytes) -> Document:
    """The page's report as lines; each table row is one line, `cell | cell | cell`."""
    from selectolax.lexbor import LexborHTMLParser

    declared = _CHARSET.search(raw[:_HEAD].replace(b"\0", b""))
    markup, encoding = decode(raw, declared[1].decode("ascii") if declared else "")
    _refuse_abyss(markup)
    tree = LexborHTMLParser(markup)
    body = tree.body
    text, tables = _writing.write(body, _furniture.survey(body)) if body is not None else ("", ())
    if not text.strip():
        raise DocumentError(
            "the page holds no text; where a script or a picture shows it, save the text itself"
        )
    title = _furniture.title(tree)
    return Document(text, "html", sha256(raw).hexdigest(), "-", encoding, title, tables)


def _refuse_abyss(markup: str) -> None:
    """Nesting and attributes that would keep the parser busy for hours."""
    steps = (-1 if m[1] else 1 for m in _TAG.finditer(markup) if m[2].lower() not in _UNNESTED)
    if markup.count("<") > _DEEPEST and max(accumulate(steps), default=0) > _DEEPEST:
        raise DocumentError(f"the page nests its tags more than {_DEEPEST:,} deep; no report does")
    for piece in markup.split(">"):
        opening = _TAG.search(piece) if len(piece) > _ATTRIBUTES else None
        if opening and len(piece[opening.end() :].split(None, _ATTRIBUTES)) > _ATTRIBUTES:
            raise DocumentError(f"a tag has more than {_ATTRIBUTES:,} attributes; no report does")
