"""Any file people have to one `Document`.

A format is one file here: `suffixes`, `sniff(raw) -> bool`, `read(raw) -> Document`. One whose
files always tell themselves by their content says `MARKED = True`: its suffix is not believed.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import cast

from llm_extract import plugins
from llm_extract.errors import DocumentError
from llm_extract.readers import _bounds
from llm_extract.readers._formats import refuse_foreign
from llm_extract.records import Document

__all__ = ["read", "read_path", "suffixes"]

_PLAIN = "txt"


def read(raw: bytes, name: str = "") -> Document:
    """The document in these bytes: the format by content first, by the name's suffix second.

    A DocumentError begins with `name`, where one is given. `source` stays "-".
    """
    try:
        _bounds.weighed(len(raw))
        reader = cast(Callable[[bytes], Document], plugins.load(__name__, _format(raw, name)).read)
        return _bounds.bounded(reader(raw))
    except DocumentError as error:
        if not name:
            raise
        raise type(error)(f"{name}: {error}") from error


def read_path(path: Path) -> Document:
    """The document in this file, with the path as given for its source."""
    try:
        _bounds.weighed(path.stat().st_size)
        raw = path.read_bytes()
    except DocumentError as error:
        raise DocumentError(f"{path}: {error}") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{path}: cannot be opened: {reason}") from error
    return replace(read(raw, str(path)), source=str(path))


def suffixes() -> tuple[str, ...]:
    """The suffixes, with dot and in small letters, of the files that some member reads."""
    members = (plugins.load(__name__, member) for member in plugins.names(__name__))
    return tuple(sorted(suffix for member in members for suffix in member.suffixes))


def _format(raw: bytes, name: str) -> str:
    """The member that claims the content, else the one that claims the suffix, else plain text."""
    members = {member: plugins.load(__name__, member) for member in plugins.names(__name__)}
    for member, module in members.items():
        if module.sniff(raw):
            return member
    refuse_foreign(raw)
    suffix = PurePath(name).suffix.lower()
    told = (m for m, module in members.items() if not getattr(module, "MARKED", False))
    return next((m for m in told if suffix in members[m].suffixes), _PLAIN)
