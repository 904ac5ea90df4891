"""Numbers in the formats in which Word counts paragraphs: 一 十二 甲 ① iv.

Source: ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat).
"""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_LARGEST = 9999  # a number above it is written in digits


def _counted(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """10 is 十, 21 二十一, 101 一百〇一."""
    written, gap = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit == "0":
            gap = bool(written)
            continue
        written += digits[0] * gap + digits[int(digit)] + (units[place - 1] if place else "")
        gap = False
    return written.removeprefix(digits[1]) if 10 <= number < 20 and digits is _DIGITS else written


def _letters(number: int) -> str:
    """27 is AA, as Word counts."""
    return chr(65 + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _row(first: str, length: int) -> Callable[[int], str]:
    """Numbers that Unicode has ready-made in a row: ①②③."""
    return lambda number: chr(ord(first) + number - 1) if number <= length else str(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _financial(number: int) -> str:
    return _counted(number, _FINANCIAL, "拾佰仟")


def _wide(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "ideographLegalTraditional": _financial,
    "chineseLegalSimplified": _financial,
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "japaneseCounting",
        ),
        _counted,
    ),
}


def written(number: int, style: str) -> str:
    """A number as Word writes it in one of its formats; an unknown format counts in digits."""
    return _FORMATS.get(style, str)(number) if 0 < number <= _LARGEST else str(number)
