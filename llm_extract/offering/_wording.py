"""What a sentence may state, going by its words and by the units of its numbers.

The rules' cues have no part in this: an indicator's words are few and plain, and a sentence that
has them may well say something else, or say it in a way that no cue knows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm_extract.records import Number, Topic
from llm_extract.schemas import Indicator, Kind, indicators
from llm_extract.schemas.units import in_unit

ALL_OR_NONE = re.compile("全部|[均皆无未没零]|不[存予收]")
_SPELT = re.compile("[一二两三四五六七八九十](?:余|多)?[个处名人次件条篇期场份]")
_BETWEEN = re.compile(r"\s|\([^()\d一-鿿]*\)")  # blanks and pinyin in the middle of a word


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, folded, with what stands over it and before it, and its numbers."""

    text: str
    context: str
    topics: frozenset[Topic]
    numbers: tuple[Number, ...]

    def may_state(self, offered: Sequence[str]) -> Iterator[str]:
        """What it has words for and counts or denies; without words, what its units count."""
        words = _BETWEEN.sub("", f"{self.context}\n{self.text}")
        known = [indicators()[name] for name in offered]
        unread = ALL_OR_NONE.search(self.text) or _SPELT.search(self.text)
        spoken = [
            each.id
            for each in known
            if (unread or each.kind is Kind.TEXT or _counts(self.numbers, each))
            and (each.home & self.topics or re.search(each.about, words))
            and re.search(each.words, words)
        ]
        counted = [n for n in self.numbers if n.quantity and n.quantity.unit]
        yield from spoken or (each.id for each in known if _counts(counted, each))


def _counts(numbers: Sequence[Number], known: Indicator) -> bool:
    return known.strict or any(
        number.quantity and in_unit(number.quantity, known) for number in numbers
    )
