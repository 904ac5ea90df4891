"""The sheets of a workbook: the only place that knows calamine, which gets nothing unmeasured."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from llm_extract.errors import DocumentError
from llm_extract.readers import _archive, _biff, _ole, _xlsx_markup
from llm_extract.readers._figures import Shown, shown
from llm_extract.readers._sheets import Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

STREAMS = ("Workbook", "Book")

_UNNAMED = ("sheet", "工作表")
_DAMAGED = "the Excel file is damaged ({}); open it in Excel or WPS and save it again"


def sheets(raw: bytes) -> list[Sheet]:
    """The sheets that are not hidden, of an .xlsx or .xls; a DocumentError where it is damaged."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

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
    stream = next(filter(None, (_ole.stream(raw, name) for name in STREAMS)), b"")
    listed = _biff.survey(stream)
    return raw, lambda n, _: listed[n] if n < len(listed) else {}


def _sheet(sheet: "CalamineSheet", words: Shown) -> Sheet:
    top, left = sheet.start or (0, 0)
    rows = [
        [words.get((r, c)) or shown(value) for c, value in enumerate(row, left)]
        for r, row in enumerate(sheet.to_python(), top)
    ]
    merged = [
        (max(0, first[0] - top), max(0, first[1] - left), last[0] - top, last[1] - left)
        for first, last in sheet.merged_cell_ranges or ()
    ]
    return Sheet(_name(sheet.name), rows, merged)


def _name(name: str) -> str:
    """A name that somebody gave; Sheet1 is none."""
    return "" if name.lower().startswith(_UNNAMED) and name[-1:].isdigit() else name
