"""Files that are no text: made on disk, since they end with what only their end knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PIECE = 1 << 20  # bytes


@contextmanager
def spooled(name: str) -> Iterator[Path]:
    """A path in a folder of its own that goes away with all that was left in it."""
    with TemporaryDirectory(prefix="llm-extract-") as folder:
        yield Path(folder) / name


def pieces(path: Path) -> Iterator[bytes]:
    """The file in pieces of a mebibyte."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
