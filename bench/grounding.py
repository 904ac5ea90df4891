"""Finding quotes: right places, wrong digits, and the time it takes: `python -m bench.grounding`.

Every sentence with a digit of made reports is quoted verbatim, in the other script, in full width,
with thousands separators, with blanks and unseen characters, and with one digit wrong; the report
holds each of its passages twice, so that a place is right only if it is in the section asked about.
"""

import random
import re
import sys
import time
from collections.abc import Callable, Iterator

from opencc import OpenCC

from llm_extract import locating, script
from llm_extract.records import Span

_SIZES = (1_250, 2_500, 5_000, 10_000, 20_000, 40_000)
_WIDE = str.maketrans("0123456789,()", "０１２３４５６７８９，（）")
_NOUNS = ("主动公开政府信息", "政务微博发布信息", "收到依申请公开", "举办业务培训", "受理行政复议")
_SEED = 7

Change = Callable[[str], str]


def report(size: int) -> tuple[str, list[Span]]:
    """A text of about so many characters, said twice over, and its sentences with digits."""
    random.seed(_SEED)
    half = ""
    while len(half) * 2 < size:
        noun, number = random.choice(_NOUNS), random.randrange(1_000, 99_999)
        half += (
            f"{random.randrange(1, 13)}月{noun}{number}条，比上月增加{random.randrange(9, 99)}条。"
        )
        half += "各单位认真落实条例要求，及时更新栏目内容。\n"
    text = half + half
    spans = [Span(*m.span()) for m in re.finditer(r"[^。\n]*\d[^。\n]*。", text)]
    return text, spans


def honest() -> Iterator[tuple[str, Change]]:
    """The ways in which an honest copy differs from the text."""
    to_traditional = OpenCC("s2t").convert
    yield "verbatim", lambda quote: quote
    yield "other script", to_traditional
    yield "full width", lambda quote: quote.translate(_WIDE)
    yield "separators", lambda quote: re.sub(r"\d{4,}", lambda m: f"{int(m[0]):,}", quote)
    yield "blanks", lambda quote: quote.replace("，", "， ")
    yield "unseen", lambda quote: "\u200b".join(quote[:9]) + "\u200f" + quote[9:]


def wrong_digit(quote: str) -> str:
    """The quote with one of its digits another."""
    at = random.choice([m.start() for m in re.finditer(r"\d", quote)])
    return f"{quote[:at]}{(int(quote[at]) + random.randrange(1, 9)) % 10}{quote[at + 1 :]}"


def place(size: int, change: Change) -> tuple[int, int, int, list[float]]:
    """Quotes found at their place, elsewhere, nowhere, and the milliseconds of each search."""
    text, spans = report(size)
    locator = locating.Locator(text, script.fold(text))
    halves = Span(0, len(text) // 2), Span(len(text) // 2, len(text))
    right, elsewhere, nowhere, times = 0, 0, 0, []
    for span in spans:
        within = next(half for half in halves if half.contains(span))
        quote = change(text[span.start : span.end])
        begun = time.process_time()
        found = locator.all(quote, within)
        times.append(1000 * (time.process_time() - begun))
        right += span in found
        elsewhere += bool(found) and span not in found
        nowhere += not found
    return right, elsewhere, nowhere, times


def main() -> int:
    """Print the figures; 1 where a place is wrong or a wrong digit is found."""
    faults = 0
    for size in _SIZES:
        for name, change in honest():
            right, elsewhere, nowhere, times = place(size, change)
            faults += elsewhere + nowhere
            quotes = right + elsewhere + nowhere
            print(
                f"{size:6} characters, {name:12} {quotes:5} quotes, place right"
                f" {100 * right / quotes:5.1f} %, {sum(times) / quotes:.4f} ms a quote"
            )
        right, elsewhere, nowhere, times = place(size, wrong_digit)
        faults += right + elsewhere
        share = 100 * (right + elsewhere) / (right + elsewhere + nowhere)
        print(f"{size:6} characters, wrong digit  {len(times):5} quotes, accepted {share:8.1f} %")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
