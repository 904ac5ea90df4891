"""How large a rectangle the cells of a sheet span, and whether that is still a report's."""

from llm_extract.errors import DocumentError

_SLOTS = 1_000_000


class Reach:
    """The rectangle round the cells seen so far."""

    def __init__(self) -> None:
        self._top = self._left = 1 << 30
        self._bottom = self._right = -1

    def include(self, row: int, column: int) -> None:
        """Add a cell; a DocumentError where the rectangle would be too large to lay out."""
        self._top, self._bottom = min(self._top, row), max(self._bottom, row)
        self._left, self._right = min(self._left, column), max(self._right, column)
        slots = (self._bottom - self._top + 1) * (self._right - self._left + 1)
        if slots > _SLOTS:
            raise DocumentError(
                f"a sheet's cells lie too far apart: {slots:,} places, {_SLOTS:,} at most"
            )
