"""The process that reads one .xls: bytes come in, its sheets go out as JSON.

`python -m llm_extract.readers._calamine_child`; xlsx.py starts it, since calamine may abort.
"""

import json
import sys
from contextlib import suppress
from dataclasses import astuple

from llm_extract.errors import DocumentError
from llm_extract.readers import _calamine

_MEMORY = 2 * 1024**3  # bytes of address space


def main() -> None:
    """Read stdin, write stdout; a file that cannot be read is an answer too."""
    with suppress(ImportError, ValueError, OSError):  # as far as the system knows such bounds
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        sheets = _calamine.sheets(sys.stdin.buffer.read())
        answer: dict[str, object] = {"sheets": [astuple(sheet) for sheet in sheets]}
    except DocumentError as error:
        answer = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    main()
