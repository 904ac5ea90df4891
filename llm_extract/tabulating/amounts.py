"""Numbers in cells: all their digits as text, and what a decimal of fixed size holds exactly."""

from decimal import Decimal

PRECISION, SCALE = 38, 18  # of the largest decimal that Parquet and DuckDB share
_LONGEST = 60  # digits before or behind the point that are written out


def digits(number: object) -> str:
    """All digits of a number, never rounded; a word as it is, None as nothing."""
    if isinstance(number, Decimal) and abs(number.adjusted()) < _LONGEST:
        text = f"{number:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if number is None else str(number)


def exact(number: object) -> Decimal | None:
    """The number, None where a decimal of PRECISION and SCALE would have to round it."""
    if not isinstance(number, int | Decimal):
        return None
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -SCALE
    return value if fits and (not value or value.adjusted() < PRECISION - SCALE) else None
