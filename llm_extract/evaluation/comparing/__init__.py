"""Two runs held against each other: what differs, could that be chance, and which answers flipped.

`compare` takes the outcomes of both, `render` shows the comparison as text or JSON.
"""

from llm_extract.evaluation.comparing.comparison import Comparison, Cut, Flip, compare
from llm_extract.evaluation.comparing.fields import fields
from llm_extract.evaluation.comparing.showing import text

__all__ = ["Comparison", "Cut", "Flip", "compare", "render"]

_FORMATS = {"table": text, "json": fields}


def render(comparison: Comparison, format: str = "table") -> str:
    """The comparison as "table" or "json", ending in a line end; a ValueError for others."""
    if format not in _FORMATS:
        raise ValueError(f"no {format!r} among the formats of a comparison: {', '.join(_FORMATS)}")
    return _FORMATS[format](comparison)
