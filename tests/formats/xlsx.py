"""A report as a workbook, all on one sheet or each table on its own; and as an old workbook."""

import re
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
import xlwt

from formats.describe import Block
from formats.grids import Box

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def write(blocks: Sequence[Block], *, apart: bool = False) -> bytes:
    """`apart`: every table begins a sheet."""
    saved = BytesIO()
    with xlsxwriter.Workbook(saved, {"in_memory": True}) as book:
        row, page = 0, book.add_worksheet()
        for block in blocks:
            if isinstance(block, str):
                page.write_string(row, 0, block)
                row += 1
                continue
            for box in block.boxes:
                _put(page, box, row)
            row += block.height
            if apart:
                row, page = 0, book.add_worksheet()
    return saved.getvalue()


def _put(page: xlsxwriter.worksheet.Worksheet, box: Box, down: int) -> None:
    top, left = box.row + down, box.column
    if box.rows > 1 or box.columns > 1:
        page.merge_range(top, left, top + box.rows - 1, left + box.columns - 1, "")
    if _NUMBER.fullmatch(box.text):
        page.write_number(top, left, float(box.text))
    elif box.text:
        page.write_string(top, left, box.text)


def write_old(blocks: Sequence[Block]) -> bytes:
    """The same as .xls."""
    book, saved, down = xlwt.Workbook(), BytesIO(), 0
    page = book.add_sheet("年报")
    for block in blocks:
        boxes = [Box(block, 0, 0)] if isinstance(block, str) else block.boxes
        for box in boxes:
            value = float(box.text) if _NUMBER.fullmatch(box.text) else box.text
            bottom, right = box.row + box.rows - 1, box.column + box.columns - 1
            page.write_merge(box.row + down, bottom + down, box.column, right, value)
        down += 1 if isinstance(block, str) else block.height
    book.save(saved)
    return saved.getvalue()
