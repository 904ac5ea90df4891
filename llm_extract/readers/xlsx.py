"""Excel workbooks (xlsx, xlsm, xls): every sheet that shows something, in their order.

An .xlsx is measured before it is read. Of an .xls only part can be, and a damaged one may abort
the library that reads it: that happens in a process of its own.
"""

from hashlib import sha256
from importlib.util import find_spec

from llm_extract.errors import DocumentError, ReaderMissing
from llm_extract.readers import _apart, _archive, _calamine, _ole, _sheets, _xlsx_markup
from llm_extract.readers._lines import Lines
from llm_extract.records import Document

suffixes = (".xlsx", ".xlsm", ".xls", ".et")
MARKED = True

_MAIN = "xl/workbook"


def sniff(raw: bytes) -> bool:
    """It is an archive with a workbook in it, or a compound file with one."""
    packed = any(n.startswith(_MAIN) and n.endswith(".xml") for n in _archive.names(raw))
    return packed or not _ole.names(raw).isdisjoint(_calamine.STREAMS)


def read(raw: bytes) -> Document:
    if find_spec("python_calamine") is None:
        raise ReaderMissing(
            "Excel files need an optional package: pip install 'llm-extract[excel]'"
        )
    return parse(raw) if _is_light(raw) else _apart.read("xlsx", raw)


def parse(raw: bytes) -> Document:
    """The sheets as lines, read here and now."""
    lines = Lines()
    for sheet in _calamine.sheets(raw):
        _sheets.write(lines, sheet)
    if not lines.text.strip():
        raise DocumentError("the Excel file shows no text: its sheets are empty or hidden")
    kind = "xlsx" if raw.startswith(b"PK") else "xls"
    return Document(lines.text, kind, sha256(raw).hexdigest(), tables=tuple(lines.tables))


def _is_light(raw: bytes) -> bool:
    """Only an .xlsx can be measured before it is read."""
    if not raw.startswith(b"PK") or _archive.weight(raw) > _archive.LIGHT:
        return False
    return _xlsx_markup.is_light(_archive.members(raw))
