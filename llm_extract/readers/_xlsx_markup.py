"""What calamine does not tell of an .xlsx: percentages, errors, and how far its cells reach.

calamine lays out the whole rectangle between the outermost cells in memory, so that two cells in
opposite corners of a sheet would take terabytes: the rectangle is measured first.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from llm_extract.errors import DocumentError
from llm_extract.readers import _archive
from llm_extract.readers._figures import Shown, is_percentage, percentage
from llm_extract.readers._reach import Reach

_WORKBOOK = re.compile(r"xl/workbook\d*\.xml")
_PLACE = re.compile(r"([A-Za-z]{1,8})(\d{1,12})")
_REPEATED = 500_000_000  # bytes that all cells would take if each held the longest part
_BUILT_IN = {9: "0%", 10: "0.00%"}


def survey(parts: dict[str, bytes]) -> dict[str, Shown]:
    """By sheet name, the cells that read otherwise than their value; row and column from 0.

    Sheets too large to lay out, and markup that is none, are DocumentErrors.
    """
    try:
        codes = _percentages(parts.get("xl/styles.xml", b""))
        shown = {
            name: _sheet(content, codes)
            for name, content in parts.items()
            if b"sheetData" in content
        }
        return {sheet: shown.get(path, {}) for sheet, path in _sheets(parts)}
    except (ParseError, ValueError, LookupError) as error:  # LookupError: an unknown encoding
        raise DocumentError(
            f"the Excel file is damaged ({error}); open it in Excel or WPS and save it again"
        ) from error


def is_light(parts: dict[str, bytes]) -> bool:
    """Whether the sheets are small, and no text is repeated so often that memory would not do.

    A sheet may be listed a thousand times, and a thousand cells may refer to one long text.
    """
    try:
        listed = [parts.get(path, b"") for _, path in _sheets(parts)]
    except (ParseError, ValueError, LookupError):
        return True  # reading it tells what is wrong
    tags = sum(content.count(b"<") for content in listed)
    longest = max(map(len, parts.values()), default=0)
    return sum(map(len, listed)) <= _archive.LIGHT and tags * longest <= _REPEATED


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Names of sheets and of the parts in which they stand."""
    main = next((name for name in parts if _WORKBOOK.fullmatch(name)), "")
    folder, _, file = main.rpartition("/")
    relations = _all(parts.get(f"{folder}/_rels/{file}.rels", b""), "Relationship")
    targets = {r.get("Id", ""): _archive.target(folder, r.get("Target", "")) for r in relations}
    for sheet in _all(parts.get(main, b""), "sheet"):
        identity = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        yield sheet.get("name", ""), targets.get(identity, "")


def _percentages(styles: bytes) -> dict[str, str]:
    """Number formats of percentages by the index that cells give."""
    custom = {f.get("numFmtId", ""): f.get("formatCode", "") for f in _all(styles, "numFmt")}
    built_in = {str(number): code for number, code in _BUILT_IN.items()}
    codes = built_in | {number: code for number, code in custom.items() if is_percentage(code)}
    formats = next(iter(_all(styles, "cellXfs")), ())
    used = ((str(n), codes.get(f.get("numFmtId", ""))) for n, f in enumerate(formats))
    return {number: code for number, code in used if code}


def _sheet(content: bytes, percentages: dict[str, str]) -> Shown:
    shown: Shown = {}
    reach = Reach()
    row = column = -1
    for event, element in iterparse(BytesIO(content), ("start", "end")):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "row":
                row, column = _number(element.get("r"), row + 2) - 1, -1
        elif name == "c":
            row, column = _place(element.get("r", ""), (row, column + 1))
            value = next((e.text for e in element if e.tag.endswith("}v") or e.tag == "v"), None)
            if value is not None or len(element):
                reach.include(row, column)
            code = percentages.get(element.get("s", ""))
            if element.get("t") == "e":
                shown[row, column] = value or "#N/A"
            elif code and value and element.get("t", "n") == "n":
                shown[row, column] = percentage(float(value), code)
        elif name == "row":
            element.clear()
    return shown


def _place(reference: str, following: tuple[int, int]) -> tuple[int, int]:
    found = _PLACE.fullmatch(reference)
    if not found:
        return following
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 13 else otherwise


def _all(content: bytes, name: str) -> list[Element]:
    if not content:
        return []
    return [each for each in fromstring(content).iter() if each.tag.rpartition("}")[2] == name]
