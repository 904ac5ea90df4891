"""How much work a page can make for its parser, told from the markup before it is parsed.

A parser of HTML repeats tags that were never closed, in every paragraph that follows: 50 KB can
become 3 GB. Its time grows with the square of nesting and attributes. What a light page can
cost was measured with pages made to that end: two seconds and 150 MB at the most.
"""

import re
from itertools import accumulate

from llm_extract.errors import DocumentError
from llm_extract.readers._walking import words

# Of a light page; of the pages that people save nine in ten stay far below.
_CHARACTERS = 1_000_000
_TAGS = 20_000
_PIECES = 20_000  # what blanks and slashes part: no more attributes than that
_REPEATED = 20_000_000  # characters of tags that the parser may have to repeat
_ALIKE = 3  # of equal unclosed tags the parser remembers three

# The tags that are repeated. Links are not among them: a second one closes the first.
_FORMATTING = re.compile(
    r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])"
    r"""(?:=\s*(?:"[^"]*"|'[^']*')|[^>])*+""",
    re.IGNORECASE,
)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Tags that close by themselves do not nest.
_UNNESTED = words(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
    "option optgroup thead tbody tfoot colgroup html head body a"
)
# Real pages stay below 100 of each; nothing that is beyond needs to be tried.
_DEEPEST = 10_000
_MOST = 5_000


def is_light(markup: str) -> bool:
    """Whether the page can be parsed here and now, without a process that may be ended."""
    tags = markup.count("<")
    return (
        len(markup) <= _CHARACTERS
        and tags <= _TAGS
        and len(markup.split()) + markup.count("/") <= _PIECES
        and tags * _ALIKE * sum(map(len, set(_FORMATTING.findall(markup)))) <= _REPEATED
    )


def refuse_abyss(markup: str) -> None:
    """Nesting and attributes that would keep the parser busy for hours."""
    steps = (-1 if m[1] else 1 for m in _TAG.finditer(markup) if m[2].lower() not in _UNNESTED)
    if markup.count("<") > _DEEPEST and max(accumulate(steps), default=0) > _DEEPEST:
        raise DocumentError(f"the page nests its tags more than {_DEEPEST:,} deep; no report does")
    for piece in markup.split(">"):
        opening = _TAG.search(piece) if len(piece) > _MOST else None
        if opening and len(piece[opening.end() :].split(None, _MOST)) > _MOST:
            raise DocumentError(f"a tag has more than {_MOST:,} attributes; no report does")
