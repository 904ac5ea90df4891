"""Excel workbooks (xlsx, xlsm, xls): every sheet that shows something, in their order.

An .xlsx is measured before it is read. Of an .xls only part can be, and a damaged one may abort
the library that reads it: that happens in a process of its own.
"""

import json
import os
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from llm_extract.errors import DocumentError
from llm_extract.readers import _archive, _calamine, _ole, _sheets
from llm_extract.readers._lines import Lines
from llm_extract.records import Document

suffixes = (".xlsx", ".xlsm", ".xls", ".et")
MARKED = True

SECONDS = 60
_MAIN = "xl/workbook"
_HOME = str(Path(__file__).parents[2])
_CHILD = "llm_extract.readers._calamine_child"
_BROKEN = "the Excel file is damaged; open it in Excel or WPS and save it again as xlsx"


def sniff(raw: bytes) -> bool:
    """It is an archive with a workbook in it, or a compound file with one."""
    packed = any(n.startswith(_MAIN) and n.endswith(".xml") for n in _archive.names(raw))
    return packed or not _ole.names(raw).isdisjoint(_calamine.STREAMS)


def read(raw: bytes) -> Document:
    if find_spec("python_calamine") is None:
        raise DocumentError(
            "Excel files need an optional package: pip install 'llm-extract[excel]'"
        )
    is_packed = raw.startswith(b"PK")
    lines = Lines()
    for sheet in _calamine.sheets(raw) if is_packed else _apart(raw):
        _sheets.write(lines, sheet)
    if not lines.text.strip():
        raise DocumentError("the Excel file shows no text: its sheets are empty or hidden")
    kind = "xlsx" if is_packed else "xls"
    return Document(lines.text, kind, sha256(raw).hexdigest(), tables=tuple(lines.tables))


def _apart(raw: bytes) -> list[_sheets.Sheet]:
    """The sheets as the child process gives them."""
    paths = os.pathsep.join(filter(None, (_HOME, os.environ.get("PYTHONPATH"))))
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", _CHILD],
            input=raw,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(f"the Excel file took more than {SECONDS} seconds to read") from None
    answer: dict[str, Any] = json.loads(ran.stdout) if ran.returncode == 0 else {"error": _BROKEN}
    if "error" in answer:
        raise DocumentError(answer["error"])
    return [
        _sheets.Sheet(name, rows, [(a, b, c, d) for a, b, c, d in merged])
        for name, rows, merged in answer["sheets"]
    ]
