"""What stands in a spreadsheet's cell as a person sees it: 8 and not 8.0, 98% and not 0.98."""

import re
from datetime import date, datetime, time, timedelta

Shown = dict[tuple[int, int], str]  # by row and column from 0: what stands in the cell
Raw = int | float | str | bool | date | datetime | time | timedelta

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.(0+)")
_MIDNIGHT = time()


def shown(value: Raw) -> str:
    """The value in the words that stand in the cell; a date without a time is only a date."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == _MIDNIGHT else value)
    return str(value)


def plain(value: float) -> str:
    """A number with as many digits as a spreadsheet keeps, never as 1e+06."""
    if value != value or abs(value) >= 1e15:
        return str(value)
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.15f}".rstrip("0")
    return text.removesuffix(".") if text != "-0" else "0"


def is_percentage(code: str) -> bool:
    """Whether a number format multiplies by a hundred."""
    return "%" in _QUOTED.sub("", code)


def percentage(value: float, code: str) -> str:
    """0.985 in the format `0.0%` is 98.5%."""
    decimals = _DECIMALS.search(_QUOTED.sub("", code.split(";")[0]))
    return f"{value * 100:.{min(len(decimals[1]), 10) if decimals else 0}f}%"
