"""Excel workbooks (xlsx, xlsm, xls): every sheet that shows something, in their order."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from llm_extract.errors import DocumentError
from llm_extract.readers import _archive, _biff, _ole, _sheets, _xlsx_markup
from llm_extract.readers._figures import Shown, shown
from llm_extract.readers._lines import Lines
from llm_extract.records import Document

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

suffixes = (".xlsx", ".xlsm", ".xls", ".et")
MARKED = True

_MAIN = "xl/workbook"
_STREAMS = ("Workbook", "Book")
_UNNAMED = ("sheet", "工作表")
_DAMAGED = "the Excel file is damaged ({}); open it in Excel or WPS and save it again"


def sniff(raw: bytes) -> bool:
    """It is an archive with a workbook in it, or a compound file with one."""
    packed = any(n.startswith(_MAIN) and n.endswith(".xml") for n in _archive.names(raw))
    return packed or not _ole.names(raw).isdisjoint(_STREAMS)


def read(raw: bytes) -> Document:
    lines = Lines()
    for sheet in _visible(raw):
        _sheets.write(lines, sheet)
    if not lines.text.strip():
        raise DocumentError("the Excel file shows no text: its sheets are empty or hidden")
    kind = "xlsx" if raw.startswith(b"PK") else "xls"
    return Document(lines.text, kind, sha256(raw).hexdigest(), tables=tuple(lines.tables))


def _visible(raw: bytes) -> list[_sheets.Sheet]:
    """The sheets that are not hidden, read by calamine once they are known to be safe to read."""
    try:
        from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum
    except ImportError as error:
        raise DocumentError(
            "Excel files need an optional package: pip install 'llm-extract[excel]'"
        ) from error
    safe, words = _surveyed(raw)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(safe))
        return [
            _sheet(workbook.get_sheet_by_index(n), words(n, each.name))
            for n, each in enumerate(workbook.sheets_metadata)
            if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise DocumentError("the file is locked with a password; save it without one") from error
    except Exception as error:
        raise DocumentError(_DAMAGED.format(error)) from error
    except BaseException as error:  # a panic in the library is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise DocumentError(_DAMAGED.format(error)) from error


def _surveyed(raw: bytes) -> tuple[bytes, Callable[[int, str], Shown]]:
    """Bytes that are safe to read, and the cells of a sheet that read otherwise than they are."""
    if raw.startswith(b"PK"):
        parts = _archive.members(raw)
        named = _xlsx_markup.survey(parts)
        return _archive.packed(parts), lambda _, name: named.get(name, {})
    stream = next(filter(None, (_ole.stream(raw, name) for name in _STREAMS)), b"")
    listed = _biff.survey(stream)
    return raw, lambda n, _: listed[n] if n < len(listed) else {}


def _sheet(sheet: "CalamineSheet", words: Shown) -> _sheets.Sheet:
    top, left = sheet.start or (0, 0)
    rows = [
        [words.get((r, c)) or shown(value) for c, value in enumerate(row, left)]
        for r, row in enumerate(sheet.to_python(), top)
    ]
    merged = [
        (max(0, first[0] - top), max(0, first[1] - left), last[0] - top, last[1] - left)
        for first, last in sheet.merged_cell_ranges or ()
    ]
    return _sheets.Sheet(_name(sheet.name), rows, merged)


def _name(name: str) -> str:
    """A name that somebody gave; Sheet1 is none."""
    return "" if name.lower().startswith(_UNNAMED) and name[-1:].isdigit() else name
