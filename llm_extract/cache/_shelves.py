"""Where the texts of answers stand: one seam for the disk and for a server."""

from collections.abc import Iterator
from typing import Protocol


class Shelf(Protocol):
    """Texts by key. What cannot be kept, or cannot be asked for, is a ConfigError."""

    def get(self, key: str) -> str | None:
        """The text of this key; None for one that is missing or damaged."""

    def set(self, key: str, text: str) -> None:
        """Keep a text; it is safe when this returns."""

    def flush(self) -> None:
        """All that was kept survives a loss of power when this returns, if anything can do that."""

    def delete(self, key: str) -> bool:
        """Drop a text; False if it was not there."""

    def claim(self, key: str) -> bool:
        """Take or keep the lease of a key; False while another process holds it."""

    def release(self, key: str) -> None:
        """Give the lease of a key back."""

    def listed(self) -> Iterator[str]:
        """Every key, in no order."""

    def damaged(self) -> int:
        """How many rows stand there that have no key of ours."""

    def size(self) -> int:
        """Bytes that all of it takes."""

    def clear(self) -> int:
        """Drop everything that is ours; the number of texts."""

    def close(self) -> None:
        """Let go of files and connections."""
