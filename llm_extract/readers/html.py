"""Web pages, live or saved: the report without the page round it, tables as grids."""

import re
from hashlib import sha256

from llm_extract.errors import DocumentError
from llm_extract.readers import _apart, _furniture, _page_weight, _writing
from llm_extract.readers._decoding import decode
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


def sniff(raw: bytes) -> bool:
    """It opens with a tag that opens pages."""
    return _OPENING.match(raw[:_OPENS].replace(b"\0", b"")) is not None


def read(raw: bytes) -> Document:
    markup, _ = _decoded(raw)
    _page_weight.refuse_abyss(markup)
    return parse(raw) if _page_weight.is_light(markup) else _apart.read("html", raw)


def parse(raw: bytes) -> Document:
    """The page's report as lines; each table row is one line, `cell | cell | cell`."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    markup, encoding = _decoded(raw)
    try:
        tree = LexborHTMLParser(markup)
    except SelectolaxError as error:
        raise DocumentError(
            f"the page cannot be read as HTML ({error}); "
            "open it in a browser and save the text itself"
        ) from error
    body = tree.body
    text, tables = _writing.write(body, _furniture.survey(body)) if body is not None else ("", ())
    if not text.strip():
        raise DocumentError(
            "the page holds no text; where a script or a picture shows it, save the text itself"
        )
    title = _furniture.title(tree)
    return Document(text, "html", sha256(raw).hexdigest(), "-", encoding, title, tables)


def _decoded(raw: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(raw[:_HEAD].replace(b"\0", b""))
    return decode(raw, declared[1].decode("ascii") if declared else "")
