"""Line breaks that end nothing: text wrapped at a margin, numbers set on lines of their own."""

import re

_NARROWEST, _WIDEST = 36, 160  # columns of a page; an ideograph takes two
_BAND = 6  # columns that a wrapped line may stay short of the margin, where a word did not fit
_EXACT = 1  # the same in characters, for programs that count these
_OVER = 2  # lines that may be longer than the margin: an address, two lines set as one
_LEAST = 4  # lines at the margin that make it one
_SHARE = 0.3  # of all lines of prose
_STOPS = "。!?:;"
# What a browser copies of a table whose cells hold paragraphs: a tab on a line of its own.
_LONE_TAB = re.compile(r"\n ?\t ?(?=\n)")
_CELL = re.compile(r"[-+/—\d.,%万元件项个 ]{1,24}(?=\n|\Z)")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")  # in pages that were made Markdown
_BLANKS = " \n"
_LONGEST = 24  # characters of a cell
_WRAP = " "
_CUT = "_"  # between the halves of a number: neither is one, and letters make no quantity
# What begins a paragraph of its own, wherever the line before ended.
_BEGINS = re.compile(
    r"[ \t#>*•·]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.是]"
    r"|\d{1,2}[、.](?!\d)|第[一二三四五六七八九十]{1,2}[章部条]|[①-⑳]|附[表件]"
)
# A heading of its own that happens to be as long as a line: 二、依申请公开情况
_HEADING = re.compile(
    r" *(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))"
    r"[^,。;:]*(?:情况|方面|工作)$"
)
_HALVES = re.compile(r"\d\n\.?\d|\d[.,]\n\d")
_UNIT = r"(?:[条件名人个次份篇期场起宗封例家]|万[条人次]?|%)"
# A mirror that breaks the line round what was set apart: 达\n90.3%\n,其中 and 信息\n28\n条,全文.
_APART = re.compile(
    rf"(?<=[一-鿿])(?P<before>\n)(?=\d[\d,.]{{0,12}}[余多]?%?(?P<behind>\n)"
    rf"(?:{_UNIT}[一-鿿、]{{0,12}})?[,。;])"
    r"|(?<=[\d%一-鿿])(?P<stop>\n)(?=[,。;、)][^\n])"
    rf"|(?<=[了共])(?P<counted>\n)(?=\d[\d,.]{{0,12}}[余多]?{_UNIT}[一-鿿])"
)


def joined(text: str, folded: str) -> str:
    """`folded` with the breaks that end nothing made blanks; both texts keep their length."""
    return _set_apart(_tabbed(_wrapped(text, _BOLD.sub("  ", folded))))


def _set_apart(folded: str) -> str:
    places: list[int] = []
    at = folded.find("\n")
    while at >= 0:  # each of them begins with a break: a search would try every character
        match = _APART.match(folded, at)
        if match is not None:
            starts = map(match.start, ("before", "behind", "stop", "counted"))
            places += [start for start in starts if start >= 0]
        at = folded.find("\n", match.end() if match else at + 1)
    return _replaced(folded, dict.fromkeys(places, _WRAP))


def _tabbed(folded: str) -> str:
    """Cells that a tab on a line of its own parts, on one line; an empty one is two tabs."""
    places: dict[int, str] = {}
    for match in _LONE_TAB.finditer(folded):
        start, end = match.start(), match.end()
        while start and folded[start - 1] in _BLANKS:
            start -= 1
        while end < len(folded) and folded[end] in _BLANKS:
            end += 1
        follows = bool(_CELL.match(folded, end)) or folded.startswith("\t", end)
        line = folded[max(folded.rfind("\n", 0, start), start - _LONGEST) + 1 : start]
        if follows or line.endswith("\t") or _CELL.fullmatch(line):
            begin = match.start() + 1
            joined = range(start, end if follows else begin)
            places.update((at, _WRAP) for at in joined if folded[at] == "\n")
    return _replaced(folded, places)


def _wrapped(text: str, folded: str) -> str:
    lines = folded.split("\n")
    full = _full(text, lines)
    breaks, place = {}, -1
    for line, after, is_full in zip(lines, lines[1:], full, strict=False):
        place += len(line) + 1
        if is_full and _goes_on(line.rstrip(), after):
            breaks[place] = _CUT if _HALVES.search(line.rstrip()[-2:] + "\n" + after[:2]) else _WRAP
    return _replaced(folded, breaks)


def _full(text: str, lines: list[str]) -> list[bool]:
    """Which lines reach the margin; none where the text has none."""
    prose = [bool(line) and "|" not in line and "\t" not in line for line in lines]
    sizes = [
        len(line.rstrip()) if is_prose else 0 for line, is_prose in zip(lines, prose, strict=True)
    ]
    by_columns = _at_margin(_columns(text, lines, prose), _BAND)
    by_characters = _at_margin(sizes, _EXACT)
    return max(by_columns, by_characters, key=sum)


def _columns(text: str, lines: list[str], prose: list[bool]) -> list[int]:
    """The width of each line as printed: folding made wide punctuation narrow."""
    widths, start = [], 0
    for line, is_prose in zip(lines, prose, strict=True):
        printed = text[start : start + len(line)].rstrip() if is_prose else ""
        widths.append(len(printed.encode("gb18030", "replace")))
        start += len(line) + 1
    return widths


def _at_margin(widths: list[int], band: int) -> list[bool]:
    """Which lines end at the margin, if so many do that it is one; a few may run over it."""
    least = max(_LEAST, _SHARE * sum(width > 0 for width in widths))
    for margin in sorted(widths, reverse=True)[: _OVER + 1]:
        if not _NARROWEST // 2 <= margin <= _WIDEST:
            continue
        full = [margin - band <= width for width in widths]
        if sum(margin - band <= width <= margin for width in widths) >= least:
            return full
    return []


def _goes_on(line: str, after: str) -> bool:
    if not after.strip() or "|" in line or "|" in after or "\t" in after:
        return False
    if _HEADING.fullmatch(line) and after[0] not in "和及与、的":
        return False
    return line[-1:] not in _STOPS and not _BEGINS.match(after)


def _replaced(folded: str, places: dict[int, str]) -> str:
    if not places:
        return folded
    characters = list(folded)
    for place, character in places.items():
        characters[place] = character
    return "".join(characters)
