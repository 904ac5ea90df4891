"""The process that reads one file: bytes come in, one JSON object goes out.

`python -m llm_extract.readers._child MODULE`; `_apart` starts it and rebuilds the document.
"""

import json
import sys
from contextlib import suppress
from importlib import import_module

from llm_extract.errors import DocumentError, ReaderMissing
from llm_extract.readers import _apart, _bounds


def main(module: str) -> None:
    """Read stdin, write stdout; a file that cannot be read is an answer too."""
    _bound_memory()
    parse = import_module(f"llm_extract.readers.{module}").parse
    try:
        answer = _apart.told(_bounds.bounded(parse(sys.stdin.buffer.read())))
    except DocumentError as error:
        answer = {"error": str(error), "missing": isinstance(error, ReaderMissing)}
    except MemoryError:
        told = "the file needs more than 2 GB of memory to read; no report does"
        answer = {"error": told, "missing": False}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _bound_memory() -> None:
    """As far as the system knows such bounds."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_bounds.MEMORY, _bounds.MEMORY))


if __name__ == "__main__":
    main(sys.argv[1])
