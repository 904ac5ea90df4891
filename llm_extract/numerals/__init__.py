"""Numbers as Chinese administrative prose writes them: find them, read them, convert them.

`western` and the modules it stands on read financial reports, in English too.
"""

from llm_extract.numerals.finding import find
from llm_extract.numerals.quantities import convert
from llm_extract.numerals.surfaces import parse, parse_cell
from llm_extract.numerals.units import canonical, unit_class
from llm_extract.numerals.written import fold

__all__ = [
    "canonical",
    "convert",
    "find",
    "fold",
    "parse",
    "parse_cell",
    "unit_class",
]
